import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { changeRoles } from '../../functions/core/access/people.ts';
import { startSession } from '../../functions/core/access/sessions.ts';
import { createAccessToken, revokeAccessToken } from '../../functions/core/access/tokens.ts';
import { getCaseRecord } from '../../functions/core/campaigns/case-store.ts';
import { getStoredCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { campaignOf, smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { newTrail } from '../support/records.ts';

/**
 * Requests that are slow, since the trail keeps them waiting. What somebody asked for must not be done once they were answered, nor once
 * they may no longer do it.
 */
const trail = newTrail();
/** Stops each entry about these until it is let through. */
let stop: { readonly subjects: ReadonlySet<string>; readonly waiting: (() => void)[]; isWritten: boolean } | undefined;
const { append } = trail.audit;
const audit: typeof trail.audit = {
  ...trail.audit,
  append: async (entry, now, answered) => {
    if (!stop?.subjects.has(entry.subject) || entry.outcome !== undefined) return append(entry, now, answered);
    const wait = new Promise<void>((go) => stop?.waiting.push(go));
    // Some wait before the entry is written, and some after it.
    const written = stop.isWritten ? await append(entry, now, answered) : undefined;
    await wait;
    return written ?? append(entry, now, answered);
  },
};

const ali = { id: 'ali-karimov', name: 'Ali Karimov', status: 'detained', people: 1 } as const;
const fields = { name: 'Nino Beridze', status: 'detained', people: 1 } as const;
const SUBJECTS = new Set(['free-them', 'ali-karimov', 'nino-beridze', 'other-one', 'no-campaign']);

/** What an editor sends, and what stands afterwards if it is not done. */
type Sent = readonly [method: string, path: string, body: object];
const requests = {
  'changes a campaign': ['PATCH', '/campaigns/free-them', { why: 'Another reason' }],
  'gives a campaign a new case': ['PATCH', '/campaigns/free-them', { cases: [ali, { id: 'nino-beridze', ...fields }] }],
  'changes a case': ['PATCH', '/cases/ali-karimov', { work: 'poet' }],
  'makes a case': ['POST', '/cases', { ...fields, id: 'nino-beridze', campaign: 'free-them' }],
} as const satisfies Record<string, Sent>;
const byAdmins: Record<string, Sent> = {
  'makes a campaign': ['POST', '/campaigns', { ...smallFile, slug: 'other-one' }],
  'makes a case without a campaign': ['POST', '/cases', { ...fields, id: 'nino-beridze' }],
  'erases a case': ['DELETE', '/cases/no-campaign', {}],
};

const start = (answersWithin?: number) => startConsole({ audit, ...(answersWithin && { answersWithin }) });
let site: Awaited<ReturnType<typeof start>>;
async function begin(answersWithin?: number) {
  stop = undefined;
  site = await start(answersWithin);
  await putCampaign(site.db.Campaigns, campaignOf({ slug: 'free-them', cases: [ali], visibility: 'draft' }), 0);
  // One admin is always left.
  await site.account('admin');
  await createCase(site.deps, operator, { fields, id: 'no-campaign' });
}
const stored = async () => ({
  campaign: await getStoredCampaign(site.db.Campaigns, 'free-them', { consistent: true }),
  other: await getStoredCampaign(site.db.Campaigns, 'other-one', { consistent: true }),
  cases: await Promise.all(
    [...SUBJECTS].map(async (id) => (await getCaseRecord(site.db.Campaigns, id))?.fields.work ?? id),
  ),
  made: await getCaseRecord(site.db.Campaigns, 'nino-beridze'),
  gone: await getCaseRecord(site.db.Campaigns, 'no-campaign'),
});

async function sender(isAdmin: boolean) {
  const account = await site.account(isAdmin ? 'admin' : { 'free-them': 'editor' });
  const scopes = ['campaigns:write', 'cases:erase'] as const;
  const { words, token } = await createAccessToken(site.deps, operator, { account, scopes });
  const send = ([method, path, body]: Sent) =>
    site.ask(method, `/api/organise${path}`, { authorization: `Bearer ${words}`, 'if-match': '*' }, body);
  return { account, token, send };
}

const each = [
  ...Object.entries(requests).map((one) => [...one, false] as const),
  ...Object.entries(byAdmins).map((one) => [...one, true] as const),
];
const moments = each.flatMap(([name, request, isAdmin]) =>
  [false, true].map((isWritten) => [name, isWritten ? 'after' : 'before', { request, isAdmin, isWritten }] as const),
);

function waits(isWritten: boolean): () => void {
  const waiting: (() => void)[] = [];
  stop = { subjects: SUBJECTS, waiting, isWritten };
  return () => {
    stop = undefined;
    for (const go of waiting) go();
  };
}

describe('a request that was answered too early', () => {
  beforeEach(() => begin(1_500));

  it.each(moments)('%s no more, if the answer comes %s its entry', async (_, __, { request, isAdmin, isWritten }) => {
    const { send } = await sender(isAdmin);
    const before = await stored();
    const letGo = waits(isWritten);
    expect((await send(request)).status).toBe(503);
    const entries = trail.entries().length;
    letGo();
    await sleep(100);
    expect(await stored()).toEqual(before);
    // What was begun is said to have failed, and nothing else is said.
    expect(
      trail
        .entries()
        .slice(entries)
        .map(({ outcome }) => outcome),
    ).toEqual(isWritten ? ['failed'] : []);
  });
});

describe('a request of somebody who has lost the right since', () => {
  beforeEach(() => begin());

  it.each(moments)('%s no more, if that happens %s its entry', async (_, __, { request, isAdmin, isWritten }) => {
    const { account, send } = await sender(isAdmin);
    const before = await stored();
    const letGo = waits(isWritten);
    const answer = send(request);
    await expect.poll(() => stop?.waiting.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await changeRoles(site.deps, operator, { account, isAdmin: false, campaigns: { 'free-them': 'viewer' } });
    letGo();
    expect((await answer).status).toBe(403);
    expect(await stored()).toEqual(before);
  });
});

describe('a request by a token that was revoked since', () => {
  beforeEach(() => begin());

  it.each(moments)('%s no more, if that happens %s its entry', async (_, __, { request, isAdmin, isWritten }) => {
    const { account, token, send } = await sender(isAdmin);
    const before = await stored();
    const letGo = waits(isWritten);
    const answers = Promise.all(Array.from({ length: 16 }, () => send(request)));
    await expect.poll(() => stop?.waiting.length, { timeout: 20_000 }).toBe(16);
    await revokeAccessToken(site.deps, operator, { account, id: token.id });
    letGo();
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([403]));
    expect(await stored()).toEqual(before);
  });
});

describe('an organiser with as many requests under way as one may have', () => {
  const change = requests['changes a campaign'];

  it('gets no further ones until some have ended, also if those were answered', async () => {
    await begin(3_000);
    const { send } = await sender(false);
    const letGo = waits(false);
    const answers = await Promise.all(Array.from({ length: 16 }, () => send(change)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    const more = await send(change);
    expect([more.status, more.headers.get('retry-after'), await more.json()]).toEqual([
      ...[429, '1', expect.objectContaining({ type: 'urn:amparo:problem:too-many-at-once' })],
    ]);
    letGo();
    await expect.poll(async () => (await send(change)).status, { timeout: 20_000 }).toBe(200);
  });

  it('still works in a session, and ends a token and removes people by one', async () => {
    await begin(5_000);
    const { account, send } = await sender(true);
    const { words, token } = await createAccessToken(site.deps, operator, {
      ...{ account, scopes: ['campaigns:write', 'organisers:write'] },
    });
    const by = { authorization: `Bearer ${words}` };
    const person = await site.account({ 'free-them': 'editor' });
    const letGo = waits(false);
    const flood = Array.from({ length: 16 }, () => send(change));
    await expect.poll(() => stop?.waiting.length, { timeout: 20_000 }).toBe(16);
    // Of one account, all tokens count together.
    expect((await site.ask('GET', '/api/organise/campaigns', by)).status).toBe(429);
    expect((await site.ask('DELETE', `/api/organise/organisers/${person}`, by)).status).toBe(204);
    const { id: session, csrf } = await startSession(site.deps, { account, authTime: site.time.now });
    const page = { cookie: `${SESSION_COOKIE}=${session}`, 'sec-fetch-site': 'same-origin', 'x-csrf-token': csrf };
    expect((await site.ask('GET', '/organise', page)).status).toBe(200);
    expect((await site.ask('DELETE', `/api/organise/tokens/${token.id}`, page)).status).toBe(204);
    // Others notice nothing.
    expect((await site.ask('GET', '/api/organise/campaigns', await site.token('admin'))).status).toBe(200);
    letGo();
    await Promise.all(flood);
  });
});
