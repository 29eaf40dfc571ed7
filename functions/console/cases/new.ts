import type { Hono } from 'hono';
import type { SessionActor } from '../../core/access/sessions.ts';
import { FaultyFile } from '../../core/campaigns/faults.ts';
import { mergePatch } from '../../core/campaigns/merge-patch.ts';
import { campaignSeen } from '../../core/campaigns/seen.ts';
import { mayWrite } from '../../core/cases/case.ts';
import { createCase, NO_CAMPAIGN } from '../../core/cases/create.ts';
import { takePicture, type Upload, uploadPicture } from '../../core/pictures/upload.ts';
import { Problem } from '../../core/problem.ts';
import { sectionAt } from '../campaigns/address.ts';
import { joined } from '../campaigns/edit/errors.ts';
import type { Typed } from '../campaigns/edit/section.ts';
import { contentOf, one, textIn } from '../campaigns/edit/typed.ts';
import { fullErrors, fullWords } from '../campaigns/full.ts';
import type { ConsoleDeps } from '../deps.ts';
import { takeFile } from '../pictures/taken.ts';
import type { FieldError } from '../ui/form.tsx';
import { madeBy } from '../ui/form-id.tsx';
import { sentForm } from '../ui/sent-form.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { caseAt, newCaseFor } from './address.ts';
import { newCasePage } from './edit-page.tsx';
import { errorsOf, faultsIn, patchIn, pictureOfForm, typedOf } from './form.ts';
import { writableCampaigns } from './writable.ts';

/** The page on which a case is made, for a campaign or for none yet. */
export function addNewCases(app: Hono, deps: ConsoleDeps): void {
  const shown = async (
    c: Parameters<typeof organiserAt>[0],
    typed: Typed,
    errors: readonly FieldError[] = [],
    isNext = false,
  ) => {
    const actor = organiserAt(c);
    const slug = one(typed, 'campaign');
    const [view, campaign] = await Promise.all([
      viewFor(c, deps),
      slug === '' ? undefined : campaignSeen(deps, actor, slug).then((seen) => seen.campaign),
    ]);
    const campaigns = campaign ? [] : await writableCampaigns(deps, actor);
    return newCasePage(view, { typed, errors, campaign, campaigns, isNext });
  };

  /** A fault of the form, such as a campaign that is not chosen yet, loses no picture. The guard knows that they write cases. */
  const pictureFor = (actor: SessionActor, slug: string | undefined, upload: Upload) =>
    slug === undefined
      ? takePicture(deps, actor, upload, { subject: 'new-case' })
      : uploadPicture(deps, actor, { slug, ...upload });

  app.get('/organise/cases/new', async (c) => {
    const slug = c.req.query('campaign') ?? '';
    // Its cases say so, before anything is written.
    if (slug !== '' && fullWords('cases', (await campaignSeen(deps, organiserAt(c), slug)).campaign))
      return c.redirect(sectionAt(slug, 'cases'), 303);
    const typed = { ...typedOf({ status: 'detained', people: 1 }), campaign: slug };
    return c.html(await shown(c, typed, [], c.req.query('done') === 'made'));
  });

  app.post('/organise/cases/new', async (c) => {
    const form = await sentForm(c);
    const { typed: sent, errors: faulty } = await takeFile(form, pictureOfForm, (upload) =>
      pictureFor(organiserAt(c), textIn(form.typed, 'campaign'), upload),
    );
    if (one(sent, 'preview')) return c.html(await shown(c, sent, faulty), faulty.length > 0 ? 422 : 200);
    const typed = contentOf(sent);
    const [actor, slug] = [organiserAt(c), textIn(typed, 'campaign')];
    const isLacking = slug === undefined && !mayWrite(actor, []);
    const lacking = isLacking ? [{ field: 'campaign', label: 'campaign', message: NO_CAMPAIGN }] : [];
    const errors = joined(typed, faultsIn(typed, { faulty, now: deps.clock() }), errorsOf(lacking, typed));
    if (errors.length > 0) return c.html(await shown(c, typed, errors), 422);
    const fields = mergePatch({}, patchIn(typed));
    try {
      const { record } = await createCase(deps, actor, {
        ...{ campaign: slug, fields, madeBy: madeBy(actor, sent, [slug, fields]) },
      });
      if (slug !== undefined && one(sent, 'step') === 'another')
        return c.redirect(`${newCaseFor(slug)}&done=made`, 303);
      const done = slug === undefined ? 'done=made' : `done=added&to=${slug}`;
      return c.redirect(`${caseAt(record.id)}?${done}`, 303);
    } catch (error) {
      if (error instanceof Problem && error.kind === 'changed-meanwhile')
        return c.html(await shown(c, typed, [{ field: 'name', message: t('case.new.again') }]), 409);
      if (!(error instanceof FaultyFile)) throw error;
      const campaign = slug === undefined ? undefined : (await campaignSeen(deps, actor, slug)).campaign;
      const full = campaign ? fullErrors(error.faults, { list: 'cases', field: 'name', campaign }) : [];
      const others = error.faults.filter(
        ({ field = '' }) => full.length === 0 || !['cases', 'translations'].includes(field),
      );
      return c.html(await shown(c, typed, [...full, ...errorsOf(others, typed)]), 422);
    }
  });
}
