import type { Context, Hono } from 'hono';
import { writtenAddress } from '../../core/access/account.ts';
import { INVITATION_DAYS, inviteOrganiser } from '../../core/access/invite.ts';
import {
  changeRoles,
  findOrganiser,
  isLastAdmin,
  listOrganisers,
  type Organiser,
  OtherRoles,
} from '../../core/access/people.ts';
import { removeOrganiser } from '../../core/access/remove.ts';
import { scheduledNear } from '../../core/campaigns/scheduled.ts';
import { Problem } from '../../core/problem.ts';
import { DAY } from '../../core/running/clock.ts';
import type { ConsoleDeps } from '../deps.ts';
import type { FieldError } from '../ui/form.tsx';
import { madeBy } from '../ui/form-id.tsx';
import { ROLES_Q } from '../ui/page-fields.ts';
import { first, type Typed, typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { askPage } from './ask-page.tsx';
import { campaignChoice } from './campaign-choice.ts';
import { type RolesForm, readPerson, readRoles, typedOf } from './form.ts';
import { herePage } from './here-page.tsx';
import { peoplePage } from './list-page.tsx';
import { peopleAfter, peopleWith } from './listed.ts';
import { checkPage, invitedPage, invitePage, nameOf, personPage } from './pages.tsx';
import { looking, stepIn } from './roles-shown.ts';

/** What a new form is filled in with. */
const NEW: Typed = { kind: ['organiser'] };

/** The pages about people: who is there, to invite, to give roles, to remove. Each right is checked by its use case, too. */
export function addPeople(app: Hono, deps: ConsoleDeps): void {
  const people = (c: Context) => listOrganisers(deps, organiserAt(c));
  /** @throws {Problem} `organiser-unknown` */
  const personAmong = async (c: Context): Promise<{ found: Organiser; isLast: boolean }> => {
    const all = await people(c);
    const found = all.find(({ id }) => id === c.req.param('id'));
    if (!found) throw new Problem('organiser-unknown');
    return { found, isLast: isLastAdmin(all, found) };
  };
  const person = async (c: Context): Promise<Organiser> => (await personAmong(c)).found;
  const titles = async () => (await deps.organised()).bySlug;
  const posted = async (c: Context) => typedIn(await c.req.text());

  app.get('/organise/people', async (c) => {
    const all = await people(c);
    const done =
      c.req.query('done') === 'removed' ? t('people.done.somebody-removed') : doneTo(all, c.req.query('saved'));
    const listed = peopleAfter(all, c.req.query('after'));
    return c.html(peoplePage(await viewFor(c, deps), listed, { titles: await titles(), done }));
  });

  app.post('/organise/people', async (c) => {
    const listed = await peopleWith(await people(c), first(await posted(c), 'q'));
    return c.html(peoplePage(await viewFor(c, deps), listed, { titles: await titles(), done: undefined }));
  });

  /** A form about roles, with the campaigns that it offers. */
  const asked = async (typed: Typed, errors: readonly FieldError[] = []) => ({
    ...{ typed, errors },
    choice: await campaignChoice(deps, { chosen: first(typed, 'campaign'), sought: first(typed, ROLES_Q) }),
  });

  /** The campaign from whose page somebody came, if there is such a campaign. */
  const from = async (c: Context): Promise<string | undefined> => {
    const slug = c.req.query('campaign');
    return slug !== undefined && (await titles()).has(slug) ? slug : undefined;
  };

  // The page of a campaign leads here, with the campaign.
  app.get('/organise/people/invite', async (c) => {
    const typed = { ...NEW, campaign: [c.req.query('campaign') ?? ''] };
    return c.html(invitePage(await viewFor(c, deps), { ...(await asked(typed)), from: await from(c) }));
  });

  app.post('/organise/people/invite', async (c) => {
    const typed = await posted(c);
    const [{ person: whom, errors: wrong }, { roles, errors }] = [
      readPerson(typed),
      await readRoles(typed, deps.hasCampaign),
    ];
    const faults = [...wrong, ...errors];
    const view = await viewFor(c, deps);
    const step = stepIn(typed);
    const form = async (errors: readonly FieldError[] = []) =>
      invitePage(view, { ...(await asked(typed, errors)), from: await from(c) });
    if (looking.includes(step)) return c.html(await form());
    if (step === 'change' || faults.length > 0) return c.html(await form(faults), faults.length > 0 ? 422 : 200);
    if (step === 'send')
      try {
        const by = madeBy(view.me.actor, typed, [whom, roles]);
        await inviteOrganiser(deps, view.me.actor, { ...whom, ...roles, madeBy: by });
        return c.html(invited(view, whom, await from(c)));
      } catch (error) {
        if (!(error instanceof Problem) || error.kind !== 'organiser-known') throw error;
      }
    const known = await findOrganiser(deps, view.me.actor, whom.address);
    if (known)
      return c.html(herePage(view, { person: known, typed, roles, titles: await titles(), from: await from(c) }), 409);
    return c.html(checkPage(view, { typed, roles, person: undefined, titles: await titles(), from: await from(c) }));
  });

  app.get('/organise/people/:id', async (c) => {
    const found = await person(c);
    return c.html(personPage(await viewFor(c, deps), found, await asked(typedOf(found))));
  });

  app.post('/organise/people/:id/roles', async (c) => {
    const [typed, { found, isLast }] = [await posted(c), await personAmong(c)];
    const { roles, errors } = await readRoles(typed, deps.hasCampaign);
    const view = await viewFor(c, deps);
    const step = stepIn(typed);
    // A form without the number has seen nothing.
    const seen = Number(first(typed, 'seen'));
    if (seen !== found.revision) return changed(c, found, { typed, roles, errors });
    if (looking.includes(step)) return c.html(personPage(view, found, await asked(typed)));
    if (step === 'change' || errors.length > 0)
      return c.html(personPage(view, found, await asked(typed, errors)), errors.length > 0 ? 422 : 200);
    if (step !== 'send')
      return c.html(checkPage(view, { typed, roles, person: found, titles: await titles(), isLast }));
    try {
      await changeRoles(deps, view.me.actor, { account: found.id, seen, ...roles });
    } catch (error) {
      if (error instanceof OtherRoles) return changed(c, error.current, { typed, roles, errors });
      throw error;
    }
    return c.redirect(`/organise/people?saved=${found.id}`, 303);
  });

  /**
   * Shows what somebody else has decided meanwhile, beside what was wanted. The form has what was wanted, and roles that it did not know.
   */
  async function changed(
    c: Context,
    person: Organiser,
    { typed, roles, errors }: { typed: Typed; roles: RolesForm; errors: readonly FieldError[] },
  ): Promise<Response> {
    const given = await asked({ ...typedOf(person), ...typed }, errors);
    return c.html(personPage(await viewFor(c, deps), person, { ...given, wanted: roles }), 409);
  }

  app.get('/organise/people/:id/again', async (c) => {
    const [view, { found, isLast }] = [await viewFor(c, deps), await personAmong(c)];
    return c.html(askPage(view, found, 'again', { isLast }));
  });

  app.get('/organise/people/:id/remove', async (c) => {
    const [view, { found, isLast }] = [await viewFor(c, deps), await personAmong(c)];
    const scheduled = await scheduledNear(deps, view.me.actor, found);
    return c.html(askPage(view, found, 'remove', { scheduled, isLast }));
  });

  app.post('/organise/people/:id/again', async (c) => {
    const [typed, { id, address, name }] = [await posted(c), await person(c)];
    const view = await viewFor(c, deps);
    const by = madeBy(view.me.actor, typed, ['again', id]);
    await inviteOrganiser(deps, view.me.actor, { address, name, again: true, madeBy: by });
    return c.html(invited(view, { address, name }));
  });

  app.post('/organise/people/:id/remove', async (c) => {
    const { id } = await person(c);
    await removeOrganiser(deps, organiserAt(c), { account: id });
    return c.redirect('/organise/people?done=removed', 303);
  });

  /** Shows what comes next. */
  function invited(
    view: Awaited<ReturnType<typeof viewFor>>,
    { address, name }: { readonly address: string; readonly name?: string | undefined },
    from?: string,
  ): string {
    const person = { address: writtenAddress(address) ?? address, name };
    const until = deps.clock() + INVITATION_DAYS * DAY;
    const isMailed = deps.invitations !== undefined;
    return invitedPage(view, { person, until, isMailed, publicUrl: deps.publicUrl, from });
  }
}

/** @param id whose roles were saved. The address of a page has no name of a person. */
function doneTo(people: readonly Organiser[], id: string | undefined): string | undefined {
  const saved = people.find((one) => one.id === id);
  return saved && t('people.done.roles', { name: nameOf(saved) });
}
