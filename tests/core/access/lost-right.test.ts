import { type GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { listAccounts } from '../../../functions/core/access/account-store.ts';
import { type OrganiserActor, operator } from '../../../functions/core/access/actor.ts';
import { accountAmong, changeAccount } from '../../../functions/core/access/change.ts';
import { inviteOrganiser } from '../../../functions/core/access/invite.ts';
import { changeRoles, type PeopleDeps } from '../../../functions/core/access/people.ts';
import { removeOrganiser } from '../../../functions/core/access/remove.ts';
import { scopes } from '../../../functions/core/access/scopes.ts';
import { endSession, openSession, startSession } from '../../../functions/core/access/sessions.ts';
import { listTokensOf } from '../../../functions/core/access/token-store.ts';
import { actorOfToken, createAccessToken, revokeAccessToken } from '../../../functions/core/access/tokens.ts';
import { exportTrail } from '../../../functions/core/access/trail.ts';
import type { AuditLog } from '../../../functions/core/audit/log.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { getCaseRecord } from '../../../functions/core/campaigns/case-store.ts';
import { putGroup } from '../../../functions/core/campaigns/group-store.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { queryPreviews } from '../../../functions/core/campaigns/preview-store.ts';
import { endPreview, makePreview } from '../../../functions/core/campaigns/previews.ts';
import { getStoredCampaign } from '../../../functions/core/campaigns/store.ts';
import { takeTurn } from '../../../functions/core/campaigns/turns.ts';
import { changeCase, removeCase } from '../../../functions/core/cases/change.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { addCaseToCampaign } from '../../../functions/core/cases/in-campaign.ts';
import { uploadPicture } from '../../../functions/core/pictures/upload.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { switchEndpoint } from '../../../functions/core/webhooks/manage.ts';
import { replayEvent, replayMissed, testEndpoint } from '../../../functions/core/webhooks/resend.ts';
import { getEndpoint, putDelivery, putEndpoint, putEvent } from '../../../functions/core/webhooks/store.ts';
import { accessDeps } from '../../support/access.ts';
import { groupOf, smallFile } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { eventOf } from '../../support/events.ts';
import { organiseDeps } from '../../support/organise.ts';
import { newTrail } from '../../support/records.ts';
import { sample } from '../../support/samples.ts';
import { freshTables } from '../../support/tables.ts';

/**
 * Somebody is demoted or removed, signs out, or has their token revoked, while something is under way in their name. Whatever comes between
 * which two steps: once that was answered, nothing is done that still had to wait for its entry in the trail, and no account is changed.
 */
const NOW = Date.parse('2026-11-29T12:00:00Z');
const time = { now: NOW };
const slug = 'free-them';
const ENDPOINT = 'whe_aaaaaaaaaaaaaaaa';
const trail = newTrail();
const queued: unknown[] = [];

async function begin() {
  const tables = await freshTables();
  const organising = organiseDeps(tables.Campaigns, time);
  await putGroup(tables.Campaigns, groupOf(), 0);
  const people: PeopleDeps = { ...accessDeps(tables.Organisers, time), audit: trail.audit };
  const plain = {
    ...{ ...organising, ...people, webhooks: tables.Webhooks },
    makePicture: async () => ({ picture: { id: 'p', width: 1, height: 1, widths: [1] }, files: new Map() }),
    queue: { put: async (message: unknown) => void queued.push(message) },
    invitations: { send: async () => undefined, withdraw: async () => undefined },
  };
  await putEvent(tables.Webhooks, eventOf('campaign.won'), NOW);
  await putDelivery(tables.Webhooks, {
    ...{ endpoint: ENDPOINT, event: 'evt_won', type: 'campaign.won', outcome: 'given-up', attempt: 9, at: NOW },
  });
  return { tables, organising, people, plain };
}
let tables: Awaited<ReturnType<typeof begin>>['tables'];
let organising: Awaited<ReturnType<typeof begin>>['organising'];
let people: PeopleDeps;
let plain: Deps;
beforeEach(async () => {
  ({ tables, organising, people, plain } = await begin());
});
type Deps = Awaited<ReturnType<typeof begin>>['plain'];

/** In a quick run, each test tries other moments. */
const every = sample({ quick: 48, whole: 3 });
let begun = 0;

let made = 0;
/** An admin in a session and with a token, and what they may change. */
async function scene() {
  const n = ++made;
  const account = await inviteOrganiser(people, operator, { address: `b${n}@example.org`, isAdmin: true });
  const colleague = await inviteOrganiser(people, operator, { address: `c${n}@example.org` });
  const { id: session } = await startSession(people, { account, authTime: NOW });
  const { words, token } = await createAccessToken(people, operator, { account, scopes });
  const at = `free-${n}-them`;
  await createCampaign(plain, operator, { ...smallFile, slug: at });
  const fields = { name: 'Nino Beridze', status: 'detained', people: 1 } as const;
  await createCase(plain, operator, { fields, id: `nino-${n}` });
  const { link } = await makePreview(plain, operator, { slug: at });
  const endpoint = {
    id: ENDPOINT,
    url: 'https://hooks.example.org/',
    types: [],
    campaigns: [],
    createdAt: isoTime(NOW),
  };
  const old = await getEndpoint(tables.Webhooks, ENDPOINT);
  await putEndpoint(tables.Webhooks, { ...endpoint, secret: { kid: 'k', generation: 1 } }, old?.secret.generation);
  return { n, at, account, colleague, session, words, token, fields, link: link.id, case: `nino-${n}` };
}
type Scene = Awaited<ReturnType<typeof scene>>;
type UseCase = (deps: Deps, actor: OrganiserActor, one: Scene) => Promise<unknown>;
/** They change an account, on condition that no other one has changed. */
const ofAccounts: Record<string, UseCase> = {
  'invite an admin': (deps, actor, { n }) =>
    inviteOrganiser(deps, actor, { address: `new${n}@example.org`, isAdmin: actor.scopes === undefined }),
  'invite somebody again': (deps, actor, { n }) =>
    inviteOrganiser(deps, actor, { address: `c${n}@example.org`, again: true }),
  'change roles': (deps, actor, { colleague }) =>
    changeRoles(deps, actor, { account: colleague, campaigns: { [slug]: 'viewer' } }),
  'remove somebody': (deps, actor, { colleague }) => removeOrganiser(deps, actor, { account: colleague }),
};
/** A session alone may do these. */
const ofSessions: Record<string, UseCase> = {
  'make themselves an admin': (deps, actor, { account }) =>
    changeRoles(deps, actor, { account, isAdmin: true, campaigns: { [slug]: 'viewer' } }),
  'make a token': (deps, actor, { account }) => createAccessToken(deps, actor, { account, scopes: ['campaigns:read'] }),
  'revoke a token': (deps, actor, { account, token }) => revokeAccessToken(deps, actor, { account, id: token.id }),
};
const others: Record<string, UseCase> = {
  'export the trail': (deps, actor) => exportTrail(deps, actor, 1),
  'test an endpoint': (deps, actor) => testEndpoint(deps, actor, ENDPOINT),
  'replay an event': (deps, actor) => replayEvent(deps, actor, { endpoint: ENDPOINT, event: 'evt_won' }),
  'replay what was missed': (deps, actor) => replayMissed(deps, actor, ENDPOINT),
  'switch an endpoint': (deps, actor) => switchEndpoint(deps, actor, { id: ENDPOINT, isEnabled: false }),
  'upload a picture': (deps, actor, { at }) =>
    uploadPicture(deps, actor, { slug: at, content: new Uint8Array([1]), use: 'campaign' }),
  'make a preview': (deps, actor, { at }) => makePreview(deps, actor, { slug: at }),
  'end a preview': (deps, actor, { at, link }) => endPreview(deps, actor, { slug: at, id: link }),
  'make a campaign': (deps, actor, { n }) => createCampaign(deps, actor, { ...smallFile, slug: `other-${n}-one` }),
  'change a campaign': (deps, actor, { at }) =>
    changeCampaign(deps, actor, { slug: at, patch: { why: 'Another reason' }, seen: undefined }),
  'give a campaign two cases': (deps, actor, { at, fields, n }) =>
    changeCampaign(deps, actor, {
      ...{ slug: at, seen: undefined },
      patch: { cases: ['a', 'b'].map((id) => ({ id: `${id}-${n}`, ...fields })) },
    }),
  'open a campaign': (deps, actor, { at }) => takeTurn(deps, actor, 'open', { slug: at, seen: undefined }),
  'make a case': (deps, actor, { at, fields, n }) => createCase(deps, actor, { fields, id: `ali-${n}`, campaign: at }),
  'change a case': (deps, actor, one) =>
    changeCase(deps, actor, { id: one.case, patch: { work: 'poet' }, seen: undefined }),
  'erase a case': (deps, actor, one) => removeCase(deps, actor, { id: one.case, seen: undefined }),
};

/** What stands, apart from the trail. */
async function stands({ n, at, account, colleague }: Scene) {
  const { accounts } = await listAccounts(tables.Organisers);
  const campaign = (one: string) => getStoredCampaign(tables.Campaigns, one, { consistent: true });
  const cases = ['nino', 'ali', 'a', 'b'].map((id) => getCaseRecord(tables.Campaigns, `${id}-${n}`));
  return {
    accounts: [accounts.length, ...accounts.filter(({ id }) => [account, colleague].includes(id))],
    tokens: await listTokensOf(tables.Organisers, account),
    endpoint: await getEndpoint(tables.Webhooks, ENDPOINT),
    campaigns: await Promise.all([at, `other-${n}-one`].map(campaign)),
    previews: (await queryPreviews(tables.Campaigns, at)).links,
    cases: await Promise.all(cases),
    others: [queued.length, organising.pictures.names()],
  };
}

/** Something happens just before the nth step, and after it. A step is a call of a table, an entry of the trail, or an e-mail. */
function atStep(nth: number, before: () => Promise<unknown>, after: () => Promise<unknown>) {
  const steps = { all: 0, lastEntry: -1, lastChange: -1 };
  const step = async <Result>(work: () => Promise<Result>, note: (at: number) => void = () => undefined) => {
    const at = steps.all++;
    note(at);
    if (at !== nth) return work();
    await before();
    const result = await work();
    await after();
    return result;
  };
  const table = (db: Db): Db => ({
    ...db,
    client: clientOf((command) =>
      step(
        () => db.client.send(command as GetItemCommand),
        (at) => {
          if (db === tables.Organisers && command instanceof TransactWriteItemsCommand) steps.lastChange = at;
        },
      ),
    ),
  });
  const audit: AuditLog = {
    ...trail.audit,
    append: (entry, ...rest) =>
      step(
        () => trail.audit.append(entry, ...rest),
        (at) => {
          if (entry.outcome === undefined) steps.lastEntry = at;
        },
      ),
  };
  const deps: Deps = {
    ...{ ...plain, audit, organisers: table(tables.Organisers), campaigns: table(tables.Campaigns) },
    webhooks: table(tables.Webhooks),
    invitations: { send: () => step(async () => undefined), withdraw: () => step(async () => undefined) },
  };
  return { deps, steps };
}

type Loses = (one: Scene) => Promise<unknown>;
const signsOut: Loses = ({ session }) => endSession(people, session);
const losses: Record<string, Loses> = {
  'is demoted': ({ account }) => changeRoles(people, operator, { account, isAdmin: false }),
  'is removed': ({ account }) => removeOrganiser(people, operator, { account }),
  'signs out': signsOut,
};
const revoked: Loses = ({ account, token }) => revokeAccessToken(people, operator, { account, id: token.id });
const inSession = async ({ session }: Scene) => (await openSession(people, session)) as OrganiserActor;
const byToken = async ({ words }: Scene) => (await actorOfToken(people, words)) as OrganiserActor;

/** Their account, and their tokens with it, may be gone before anything else is asked for. */
const REFUSALS = ['not-allowed', 'organiser-unknown', 'access-token-unknown'];

/** @param isOfAccounts whether they change an account, and it is an account that changes meanwhile: then one of the two is first. */
async function check(use: UseCase, acting: typeof inSession, loses: Loses, isOfAccounts: boolean): Promise<void> {
  for (let nth = begun++ % every; ; nth += every) {
    const one = await scene();
    const actor = await acting(one);
    const before = await stands(one);
    // What was begun is taken back, or stays as it was when the right was lost. A step that had begun is done.
    const right: (typeof before)[] = [before];
    const { deps, steps } = atStep(
      nth,
      async () => {
        await loses(one);
        right.push(await stands(one));
      },
      async () => {
        if (!isOfAccounts) right.push(await stands(one));
      },
    );
    const [result] = await Promise.allSettled([use(deps, actor, one)]);
    if (steps.all <= nth) return expect(result).toMatchObject({ status: 'fulfilled' });
    if (result.status === 'fulfilled') {
      expect(nth).toBeGreaterThan(steps.lastEntry);
      if (isOfAccounts) expect(nth).toBeGreaterThan(steps.lastChange);
      continue;
    }
    expect(REFUSALS).toContain(result.reason.kind);
    const now = await stands(one);
    for (const name of Object.keys(now) as (keyof typeof now)[])
      expect(right.map((all) => all[name])).toContainEqual(now[name]);
  }
}

describe.each(Object.entries(losses))('somebody who %s', (_, loses) => {
  const isDemoted = loses === losses['is demoted'];
  // Without any role, one still has tokens of one's own.
  const sessions = Object.entries(ofSessions).filter(([name]) => !(isDemoted && name.endsWith('a token')));
  it.each([...Object.entries({ ...ofAccounts, ...others }), ...sessions])('does not %s any more', (name, use) =>
    check(use, inSession, loses, loses !== signsOut && (name in ofAccounts || name === 'make themselves an admin')),
  );
});

describe('a token that is revoked', () => {
  it.each(Object.entries({ ...ofAccounts, ...others }))('does not %s any more', (_, use) =>
    check(use, byToken, revoked, false),
  );
});

it('changes no account for somebody who signs out after all was decided', async () => {
  const one = await scene();
  const actor = await inSession(one);
  const before = await stands(one);
  const change = changeAccount(
    plain,
    actor,
    (accounts) => ({ put: { ...accountAmong(accounts, one.colleague), isAdmin: true }, result: undefined }),
    async (_, write) => {
      await signsOut(one);
      await write();
    },
  );
  await expect(change).rejects.toMatchObject({ kind: 'not-allowed' });
  expect(await stands(one)).toEqual(before);
});

it('goes on sending missed events again only until the request is answered', async () => {
  const one = await scene();
  for (let i = 0; i < 40; i++) {
    const event = `evt_missed_${i}`;
    await putEvent(tables.Webhooks, { ...eventOf('campaign.won'), id: event }, NOW);
    await putDelivery(tables.Webhooks, {
      ...{ endpoint: ENDPOINT, event, type: 'campaign.won', outcome: 'given-up', attempt: 9, at: NOW },
    });
  }
  const answer = new AbortController();
  const sent: unknown[] = [];
  const put = async (message: unknown) => {
    sent.push(message);
    answer.abort(new Error('answered'));
  };
  const actor = { ...(await inSession(one)), answered: answer.signal };
  await expect(replayMissed({ ...plain, queue: { put } }, actor, ENDPOINT)).rejects.toThrow('answered');
  // Twenty are sent at once.
  expect(sent.length).toBeLessThanOrEqual(20);
});

it('brings words of a case that were written before the right was lost into every campaign', async () => {
  const one = await scene();
  const [other, id] = [`also-${one.n}-them`, one.case];
  await createCampaign(plain, operator, { ...smallFile, slug: other });
  for (const at of [one.at, other]) await addCaseToCampaign(plain, operator, { slug: at, id, seen: undefined });
  const client = clientOf(async (command) => {
    const result = await tables.Campaigns.client.send(command as GetItemCommand);
    // The case, before its campaign.
    if (command instanceof TransactWriteItemsCommand && JSON.stringify(command.input).includes('poet'))
      await signsOut(one);
    return result;
  });
  const deps = { ...plain, campaigns: { ...tables.Campaigns, client } };
  const patch = { why: 'Other', cases: [{ id, ...one.fields, work: 'poet' }] };
  const change = changeCampaign(deps, await inSession(one), { slug: one.at, patch, seen: undefined });
  await expect(change).rejects.toMatchObject({ kind: 'not-allowed' });
  for (const at of [one.at, other]) {
    const stored = await getStoredCampaign(tables.Campaigns, at, { consistent: true });
    expect([at, stored?.campaign.why, stored?.campaign.cases[0]?.work]).toEqual([at, smallFile.why, 'poet']);
  }
});
