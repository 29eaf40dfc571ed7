import type { Context, Hono } from 'hono';
import type { OrganiserActor } from '../../../core/access/actor.ts';
import { duplicateCampaign } from '../../../core/campaigns/duplicate.ts';
import { FaultyFile, type FileFault } from '../../../core/campaigns/faults.ts';
import { fileText } from '../../../core/campaigns/file-text.ts';
import { OtherRevision } from '../../../core/campaigns/organise-deps.ts';
import type { Plan } from '../../../core/campaigns/plan.ts';
import { maskPrivateKeys } from '../../../core/campaigns/recipient.ts';
import { campaignSeen } from '../../../core/campaigns/seen.ts';
import type { StoredCampaign } from '../../../core/campaigns/store.ts';
import { saidBefore } from '../../../core/campaigns/undo-cases.ts';
import { Problem } from '../../../core/problem.ts';
import { shortened } from '../../../core/shortened.ts';
import { isForm } from '../../../http/body.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { madeBy } from '../../ui/form-id.tsx';
import { sentForm } from '../../ui/sent-form.ts';
import { first, type Typed, typedIn } from '../../ui/typed.ts';
import { t } from '../../ui/words.ts';
import { organiserAt, viewFor } from '../../view.ts';
import { campaignAt } from '../address.ts';
import { errorsOf, faultsIn } from '../edit/errors.ts';
import { wholeNumber } from '../history/routes.ts';
import { writersSince } from '../history/writers.ts';
import { freeSlug } from '../new/form.ts';
import { checkImportPage, duplicatePage, type Into, importPage } from './pages.tsx';

/** A campaign as a file, out and in, and as a copy. The reader of YAML is loaded with the first file. */
export function addFiles(app: Hono, deps: ConsoleDeps): void {
  app.get('/organise/campaigns/:slug/file', async (c) => {
    const slug = c.req.param('slug');
    const { yaml } = await (await sentFiles()).campaignFileSeen(deps, organiserAt(c), slug);
    return c.body(yaml, 200, {
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': `attachment; filename="${slug}.yaml"`,
    });
  });

  for (const path of ['/organise/import', '/organise/campaigns/:slug/import'] as const) {
    app.get(path, async (c) =>
      c.html(importPage(await viewFor(c, deps), { into: (await intoOf(c))?.campaign, text: '' })),
    );
    app.post(path, async (c) => {
      const actor = organiserAt(c);
      const stored = await intoOf(c);
      const into = stored?.campaign;
      const show = async (shown: Omit<Parameters<typeof importPage>[1], 'into'>, status: 200 | 409 | 422 = 422) =>
        c.html(importPage(await viewFor(c, deps), { into, ...shown, text: maskPrivateKeys(shown.text) }), status);
      const { text, step, seen, isUpload, unread, typed } = await sent(c);
      // What is no text does not go into the field for one.
      if (unread) return show({ text: '', unread });
      if (text.trim() === '') {
        const error = isUpload
          ? { field: 'file', message: t('import.upload.missing') }
          : { field: 'text', message: t('import.text.missing') };
        return show({ text, errors: [error] });
      }
      if (step === 'edit') return show({ text }, 200);
      const bytes = new TextEncoder().encode(text);
      try {
        if (step === 'save') {
          const slug = await saved(actor, into, bytes, { seen, by: madeBy(actor, typed, text) });
          if (slug !== undefined) return c.redirect(`${campaignAt(slug)}?done=${into ? 'file' : 'file-new'}`, 303);
        }
        const plan = await planned(actor, into, bytes);
        const changedBy = into && step === 'save' ? await writersSince(deps, actor, into.slug, seen) : undefined;
        return await asking(c, into, text, plan, changedBy);
      } catch (error) {
        if (error instanceof FaultyFile) return show({ text, faults: otherSlug(error, into, text), more: error.more });
        if (error instanceof Problem && error.kind === 'slug-taken')
          return show(
            { text, errors: [{ field: 'text', message: t('import.taken', { slug: shortened(slugIn(text)) }) }] },
            409,
          );
        throw error;
      }
    });
  }

  const asking = async (c: Context, into: Into, text: string, plan: Plan, changedBy: string | undefined) =>
    c.html(
      checkImportPage(await viewFor(c, deps), {
        ...{ into, text, plan, changedBy, now: deps.clock() },
        takenBack: await saidBefore(deps, organiserAt(c), plan),
      }),
      changedBy === undefined ? 200 : 409,
    );

  async function planned(actor: OrganiserActor, into: Into, bytes: Uint8Array): Promise<Plan> {
    const { planNewFile, planSentFile } = await sentFiles();
    return into
      ? planSentFile(deps, actor, { slug: into.slug, bytes, seen: undefined })
      : planNewFile(deps, actor, bytes);
  }

  /** @returns the slug. Undefined if somebody else has changed the campaign meanwhile, so that nothing was written. */
  async function saved(
    actor: OrganiserActor,
    into: Into,
    bytes: Uint8Array,
    { seen, by }: { readonly seen: number; readonly by: string | undefined },
  ): Promise<string | undefined> {
    const { createFromFile, putSentFile } = await sentFiles();
    try {
      const { campaign } = into
        ? await putSentFile(deps, actor, { slug: into.slug, bytes, seen })
        : await createFromFile(deps, actor, bytes, by);
      return campaign.slug;
    } catch (error) {
      if (error instanceof OtherRevision) return undefined;
      throw error;
    }
  }

  /** The campaign of an address. Undefined at the address for new ones. */
  const intoOf = async (c: Context): Promise<StoredCampaign | undefined> => {
    const slug = c.req.param('slug');
    return slug === undefined ? undefined : campaignSeen(deps, organiserAt(c), slug);
  };

  app.get('/organise/campaigns/:slug/duplicate', async (c) => {
    const { campaign } = await campaignSeen(deps, organiserAt(c), c.req.param('slug'));
    return c.html(duplicatePage(await viewFor(c, deps), { campaign, typed: {}, errors: [] }));
  });

  app.post('/organise/campaigns/:slug/duplicate', async (c) => {
    const actor = organiserAt(c);
    const slug = c.req.param('slug');
    const sent = typedIn(await c.req.text());
    const typed = { ...sent, slug: first(sent, 'slug').trim().toLowerCase(), title: first(sent, 'title') };
    const by = madeBy(actor, sent, [slug, typed.slug, typed.title]);
    const becomes = typed.slug === '' ? await freeSlug(deps, typed.title, by) : typed.slug;
    const isNameless = becomes === undefined && typed.title.trim() !== '';
    const as = { slug: becomes ?? '', title: typed.title };
    try {
      const made = await duplicateCampaign(deps, actor, { slug, as, madeBy: by });
      return c.redirect(`${campaignAt(made.campaign.slug)}?done=made`, 303);
    } catch (error) {
      const isTaken = error instanceof Problem && error.kind === 'slug-taken';
      const errors = isTaken
        ? [{ field: 'slug', message: t('new.slug-taken') }]
        : errorsOf(faultsIn(error), { typed, shown: typed }).flatMap((one) => {
            if (becomes !== undefined || one.field !== 'slug') return [one];
            return isNameless ? [{ field: 'slug', message: t('new.no-slug') }] : [];
          });
      const { campaign } = await campaignSeen(deps, actor, slug);
      return c.html(duplicatePage(await viewFor(c, deps), { campaign, typed, errors }), isTaken ? 409 : 422);
    }
  });
}

const sentFiles = () => import('../../../core/campaigns/sent-file.ts');

/** What an import has sent: a form with a text, or a form with a file. */
async function sent(c: Context): Promise<{
  text: string;
  step: string;
  seen: number;
  isUpload: boolean;
  /** Why its file could not be read. */
  unread?: readonly FileFault[];
  typed: Typed;
}> {
  const { typed, files } = await sentForm(c);
  if (isForm(c)) {
    const seen = wholeNumber(first(typed, 'seen')) ?? 0;
    return { text: typed.text?.[0] ?? '', step: first(typed, 'step'), seen, isUpload: false, typed };
  }
  const upload = { step: 'check', seen: 0, isUpload: true, typed: {} };
  if (!files.file) return { ...upload, text: '' };
  try {
    return { ...upload, text: fileText(files.file) };
  } catch (error) {
    return { ...upload, text: '', unread: faultsIn(error) };
  }
}

/** The slug in a text that may have any faults. */
const slugIn = (text: string): string => /^[ \t]*"?slug"?[ \t]*:[ \t]*["']?([a-z0-9-]+)/m.exec(text)?.[1] ?? '';

/** A file for another campaign is the likeliest mistake of all: its fault says what to do. */
const otherSlug = ({ faults }: FaultyFile, into: Into, text: string) =>
  into && slugIn(text) !== '' && slugIn(text) !== into.slug && faults.some(({ field }) => field === 'slug')
    ? [{ message: t('import.other-slug', { slug: shortened(slugIn(text)) }) }]
    : faults;
