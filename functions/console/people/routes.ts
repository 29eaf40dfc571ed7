import type { Context, Hono } from 'hono';
import {
  changeRoles,
  INVITATION_DAYS,
  inviteOrganiser,
  listOrganisers,
  type Organiser,
  removeOrganiser,
} from '../../core/access/people.ts';
import { getCampaignHead } from '../../core/campaigns/store.ts';
import { Problem } from '../../core/problem.ts';
import { DAY } from '../../core/running/clock.ts';
import type { ConsoleDeps } from '../deps.ts';
import { first, type Typed, typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { readPerson, readRoles, typedOf } from './form.ts';
import { askPage, checkPage, invitedPage, invitePage, nameOf, peoplePage, personPage } from './pages.tsx';

/** What a new form is filled in with. */
const NEW: Typed = { kind: ['organiser'] };

/** The pages about people: who is there, to invite, to give roles, to remove. Each right is checked by its use case, too. */
export function addPeople(app: Hono, deps: ConsoleDeps): void {
  const exists = async (slug: string) => (await getCampaignHead(deps.campaigns, slug)) !== undefined;
  const people = (c: Context) => listOrganisers(deps, organiserAt(c));
  /** @throws {Problem} `organiser-unknown` */
  const person = async (c: Context): Promise<Organiser> => {
    const found = (await people(c)).find(({ id }) => id === c.req.param('id'));
    if (!found) throw new Problem('organiser-unknown');
    return found;
  };
  const posted = async (c: Context) => typedIn(await c.req.text());

  app.get('/organise/people', async (c) => {
    const all = await people(c);
    const done =
      c.req.query('done') === 'removed' ? t('people.done.somebody-removed') : doneTo(all, c.req.query('saved'));
    return c.html(peoplePage(await viewFor(c, deps), all, done));
  });

  app.get('/organise/people/invite', async (c) => c.html(invitePage(await viewFor(c, deps), NEW, [])));

  app.post('/organise/people/invite', async (c) => {
    const typed = await posted(c);
    const [{ person: asked, errors: wrong }, { roles, errors }] = [readPerson(typed), await readRoles(typed, exists)];
    const faults = [...wrong, ...errors];
    const view = await viewFor(c, deps);
    const step = first(typed, 'step');
    if (step === 'change' || faults.length > 0)
      return c.html(invitePage(view, typed, faults), faults.length > 0 ? 422 : 200);
    if (step !== 'send') return c.html(checkPage(view, { typed, roles, person: undefined }));
    await inviteOrganiser(deps, view.me.actor, { ...asked, ...roles });
    return c.html(invited(view, asked.address));
  });

  app.get('/organise/people/:id', async (c) => {
    const found = await person(c);
    return c.html(personPage(await viewFor(c, deps), found, { typed: typedOf(found), errors: [] }));
  });

  app.post('/organise/people/:id/roles', async (c) => {
    const [typed, found] = [await posted(c), await person(c)];
    const { roles, errors } = await readRoles(typed, exists);
    const view = await viewFor(c, deps);
    const step = first(typed, 'step');
    if (step === 'change' || errors.length > 0)
      return c.html(personPage(view, found, { typed, errors }), errors.length > 0 ? 422 : 200);
    if (step !== 'send') return c.html(checkPage(view, { typed, roles, person: found }));
    await changeRoles(deps, view.me.actor, { account: found.id, ...roles });
    return c.redirect(`/organise/people?saved=${found.id}`, 303);
  });

  for (const act of ['again', 'remove'] as const)
    app.get(`/organise/people/:id/${act}`, async (c) => c.html(askPage(await viewFor(c, deps), await person(c), act)));

  app.post('/organise/people/:id/again', async (c) => {
    const { address, name } = await person(c);
    const view = await viewFor(c, deps);
    await inviteOrganiser(deps, view.me.actor, { address, name });
    return c.html(invited(view, address));
  });

  app.post('/organise/people/:id/remove', async (c) => {
    const { id } = await person(c);
    await removeOrganiser(deps, organiserAt(c), { account: id });
    return c.redirect('/organise/people?done=removed', 303);
  });

  /** Shows what comes next. */
  function invited(view: Awaited<ReturnType<typeof viewFor>>, address: string): string {
    const until = deps.clock() + INVITATION_DAYS * DAY;
    return invitedPage(view, { address, until, isMailed: deps.invitations !== undefined, publicUrl: deps.publicUrl });
  }
}

/** @param id whose roles were saved. The address of a page has no name of a person. */
function doneTo(people: readonly Organiser[], id: string | undefined): string | undefined {
  const saved = people.find((one) => one.id === id);
  return saved && t('people.done.roles', { name: nameOf(saved) });
}
