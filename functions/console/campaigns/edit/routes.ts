import type { Context, Hono } from 'hono';
import { hasRight, requireRight } from '../../../core/access/rights.ts';
import type { ParsedCampaignFile } from '../../../core/campaigns/campaign.ts';
import { campaignSeen } from '../../../core/campaigns/seen.ts';
import { queryVersion } from '../../../core/campaigns/version-store.ts';
import { uploadPicture } from '../../../core/pictures/upload.ts';
import { HttpProblem } from '../../../http/problems.ts';
import type { ConsoleDeps } from '../../deps.ts';
import { takeFile } from '../../pictures/taken.ts';
import { sentForm } from '../../ui/sent-form.ts';
import { organiserAt, viewFor } from '../../view.ts';
import { type Back, backIn } from '../address.ts';
import { writersSince } from '../history/writers.ts';
import { checkPage } from './check-page.tsx';
import { privateKeyErrors } from './errors.ts';
import { editPage } from './page.tsx';
import { type Form, saveSection } from './save.ts';
import type { Section, SeenBefore, Typed } from './section.ts';
import { sectionNamed } from './sections.ts';
import { savedWords } from './task-list.tsx';
import { one, withOtherEntries, withoutPrivateKeys } from './typed.ts';

const backOf = (c: Context): Back => backIn(c.req.query('back'));

/** A campaign as it was at a revision. About 2 read units. Undefined if that is not known. */
async function seenBefore({ campaigns }: ConsoleDeps, slug: string, revision: number): Promise<SeenBefore | undefined> {
  if (!Number.isSafeInteger(revision)) return undefined;
  const found = await queryVersion(campaigns, slug, revision);
  return found && { slug, cases: (found.file as ParsedCampaignFile).cases };
}

const AT = '/organise/campaigns/:slug/edit/:section';

/** A campaign is written in sections, each on a page of its own. */
export function addEditing(app: Hono, deps: ConsoleDeps): void {
  app.get(AT, async (c) => {
    const { section, slug } = asked(c);
    const done = savedWords(c.req.query());
    return c.html(editPage(await viewFor(c, deps), section, await formOf(c, section, slug), { back: backOf(c), done }));
  });

  app.post(AT, async (c) => {
    const { section, slug } = asked(c);
    const back = backOf(c);
    const { files, typed: all } = await sentForm(c);
    const { typed, secret } = withoutPrivateKeys(all);
    if (secret.length > 0) {
      const form = { ...(await formOf(c, section, slug, typed)), errors: privateKeyErrors(secret) };
      return c.html(editPage(await viewFor(c, deps), section, form, { back }), 422);
    }
    const { typed: sent, errors: faulty } = await takeFile({ typed, files }, section.picture, (upload) =>
      uploadPicture(deps, organiserAt(c), { slug, ...upload }),
    );
    const other = one(sent, 'preview') || one(sent, 'step') === 'change' ? sent : withOtherEntries(sent);
    if (other) {
      const form = { ...(await formOf(c, section, slug, other)), errors: faulty };
      return c.html(editPage(await viewFor(c, deps), section, form, { back }), faulty.length > 0 ? 422 : 200);
    }
    const became = await saveSection(deps, organiserAt(c), section, { slug, sent, back, faulty });
    if (became.kind === 'saved') return c.redirect(became.at, 303);
    const view = await viewFor(c, deps);
    if (became.kind === 'check') return c.html(checkPage(view, section, { ...became, form: became, back }));
    if (became.conflicts.length === 0) return c.html(editPage(view, section, became, { back }), became.status);
    const seen = Number(one(sent, 'seen'));
    const [writers, was] = await Promise.all([
      writersSince(deps, organiserAt(c), slug, seen),
      section.rowsOf && seenBefore(deps, slug, seen),
    ]);
    return c.html(editPage(view, section, became, { back, writers, was }), became.status);
  });

  /** @throws {Problem} as `requireRight`. @throws {HttpProblem} `not-found` */
  function asked(c: Context): { section: Section; slug: string } {
    const actor = organiserAt(c);
    const { slug = '', section: name = '' } = c.req.param();
    const section = sectionNamed(name, hasRight(actor, 'campaign.publish', slug));
    if (!section) throw new HttpProblem('not-found');
    requireRight(actor, section.right, { campaign: slug, clock: deps.clock });
    return { section, slug };
  }

  /** A form that saves nothing yet. @param sent what was typed. Undefined: it shows what is stored. */
  async function formOf(c: Context, section: Section, slug: string, sent?: Typed): Promise<Form> {
    const actor = organiserAt(c);
    const stored = await campaignSeen(deps, actor, slug);
    const known = await section.known?.(deps, actor, stored.campaign);
    const form = { stored, known, errors: [], conflicts: [] };
    if (!sent) return { ...form, typed: section.fields(stored.campaign) };
    return { ...form, typed: sent, seen: { revision: one(sent, 'seen'), marks: one(sent, 'was') } };
  }
}
