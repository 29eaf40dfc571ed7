import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { createConsoleApp } from '../../functions/console/app.ts';
import { SESSION_COOKIE } from '../../functions/console/guard.ts';
import { createSignInProvider } from '../../functions/console/sign-in/provider.ts';
import { operator } from '../../functions/core/access/actor.ts';
import { inviteOrganiser } from '../../functions/core/access/invite.ts';
import { scopes } from '../../functions/core/access/scopes.ts';
import { startSession } from '../../functions/core/access/sessions.ts';
import { createAccessToken } from '../../functions/core/access/tokens.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { CASES, caseRow, putIndexed } from '../../functions/core/campaigns/case-index.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { noteWaiting } from '../../functions/core/counts/waiting.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import type { CaseEntry } from '../../functions/core/overview/entry.ts';
import { readOrganisedOf } from '../../functions/core/overview/organised.ts';
import {
  bucketOf,
  hiddenIn,
  NO_BUCKET,
  putBucket,
  raiseState,
  type StoredEntry,
} from '../../functions/core/overview/store.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { createTables, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { accessDeps, organisersRing } from '../support/access.ts';
import { campaignOf } from '../support/campaign.ts';
import { startTestDatabase } from '../support/database.ts';
import { silentLog } from '../support/log.ts';
import { organiseDeps } from '../support/organise.ts';
import { unitsOf } from '../support/units.ts';
import { benchAssets } from './assets.ts';
import { cpuSince } from './cpu.ts';
import { NOW, putAll, someEntry } from './overview.ts';
import { medianRow, type Row } from './row.ts';

const CAMPAIGNS = 10_000;
/** Beside them, campaigns that nobody sees yet, and some in which signatures wait. */
const DRAFTS = 500;
const WAITING = 500;
/** Cases that no campaign has. */
const ALONE = 200;
const ROUNDS = 25;
const ROWS_AT_ONCE = 25;
const GOAL = '≤ 40';
/** A name of the demonstration, which a third of the campaigns have. */
const COMMON = 'Исмаилова';

/** What a request of an organiser costs while an installation has 10,000 campaigns, once a process has read the overview. */
export async function* benchConsole(): AsyncGenerator<Row> {
  const { endpoint, stop } = await startTestDatabase();
  try {
    const client = localDynamoDbClient(endpoint);
    const tables = await createTables(client, 'console');
    const named = ['Campaigns', 'Counts', 'Organisers', 'Webhooks'] as const;
    const dbs = named.map((name) => ({ client, table: tables[name] })) as [Db, Db, Db, Db];
    const [campaigns, counts, organisers, webhooks] = dbs;
    await putMany({ campaigns, counts });
    // The database removes what has expired by its own clock.
    const time = { now: Date.now() };
    const deps = {
      ...{ ...accessDeps(organisers, time), ...organiseDeps(campaigns, time) },
      ...{ counts, organised: readOrganisedOf({ campaigns, counts }), log: silentLog, assets: benchAssets },
      ...{ webhooks, queue: { put: async () => undefined } },
      publicUrl: 'https://petition.example.org',
      provider: createSignInProvider({
        ...{ issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: undefined, acr: [], asksForClaims: false },
        publicUrl: 'https://petition.example.org',
      }),
      flowKeys: async () => parseKeyring(organisersRing, 'sign-in'),
      acceptedAcr: [],
    };
    const app = createConsoleApp(deps);
    const account = (address: string, roles: object) =>
      inviteOrganiser(deps, operator, { address, days: 'no-limit', ...roles });
    const admin = await account('admin@example.org', { isAdmin: true });
    const own = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [someEntry(i * 7).entry.slug, 'owner' as const]),
    );
    const owner = await account('owner@example.org', { campaigns: own });
    const sessionOf = async (id: string) => ({
      cookie: `${SESSION_COOKIE}=${(await startSession(deps, { account: id, authTime: time.now - MINUTE })).id}`,
    });
    const { words } = await createAccessToken(deps, operator, { account: admin, scopes });
    const [asAdmin, asOwner] = [await sessionOf(admin), await sessionOf(owner)];
    const asProgram = { authorization: `Bearer ${words}` };
    const slug = someEntry(0).entry.slug;
    const ask = async (path: string, headers: Record<string, string>, sent: RequestInit = {}) => {
      const used = process.cpuUsage();
      const { status } = await app.request(path, { headers, ...sent });
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      return cpuSince(used);
    };
    yield { name: 'the first request of a process: our CPU', unit: 'ms', value: await ask('/organise', asAdmin) };
    const asked: [string, string, Record<string, string>][] = [
      ['the first screen of an admin', '/organise', asAdmin],
      ['the first screen of an owner of five', '/organise', asOwner],
      ['a list by state', '/organise?state=open', asAdmin],
      ['a search that a third of them fit', `/organise?q=${COMMON}`, asAdmin],
      ['a search that four of them fit', `/organise?q=${rareName(0)}`, asAdmin],
      ['a search that none fits', '/organise?q=Nobodysname', asAdmin],
      ['the page of a campaign', `/organise/campaigns/${slug}`, asOwner],
      ['the form of its texts', `/organise/campaigns/${slug}/edit/texts`, asOwner],
      ['its versions', `/organise/campaigns/${slug}/versions`, asOwner],
      ['the cases', '/organise/cases', asAdmin],
      ['a search of cases that many fit', `/organise/cases?q=${COMMON}`, asAdmin],
      ['a search of cases that four fit', `/organise/cases?q=${rareName(0)}`, asAdmin],
      ['the people', '/organise/people', asAdmin],
      ['the audit trail', '/organise/audit', asAdmin],
      ['the list of the API', '/api/organise/campaigns', asProgram],
      ['the list of the API by need', '/api/organise/campaigns?sort=needs', asProgram],
    ];
    for (const [name, path, headers] of asked) {
      await ask(path, headers);
      const cpu: number[] = [];
      for (let i = 0; i < ROUNDS; i++) cpu.push(await ask(path, headers));
      yield medianRow(`${name}: our CPU`, 'ms', cpu, GOAL);
    }
    const [saved, next]: [number[], number[]] = [[], []];
    const path = `/api/organise/campaigns/${slug}`;
    for (let i = 0; i < ROUNDS; i++) {
      const seen = await app.request(path, { headers: asProgram });
      const headers = { ...asProgram, 'content-type': 'application/json', 'if-match': seen.headers.get('etag') ?? '' };
      const body = JSON.stringify({ summary: `Said anew for the ${i}th time.` });
      saved.push(await ask(path, headers, { method: 'PATCH', body }));
      next.push(await ask(`/organise?q=${COMMON}`, asAdmin));
    }
    yield medianRow('a changed text is saved: our CPU', 'ms', saved, GOAL);
    yield medianRow('the first search after it: our CPU', 'ms', next, GOAL);
    const units = await unitsOf(campaigns, () => ask('/organise', asAdmin));
    yield { name: 'the first screen: read units', unit: 'units', value: units.reduce((all, n) => all + n, 0) };
  } finally {
    await stop();
  }
}

const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'se', 'to', 'vi', 'zu'];
const invented = (n: number, length: number): string =>
  Array.from({ length }, (_, i) => SYLLABLES[Math.floor(n / 10 ** i) % 10]).join('');
/** A name that four campaigns have. */
const rareName = (i: number): string => invented(i % (CAMPAIGNS / 4), 4);

/** A campaign with some words that few others have, and with a first case that is a thing of its own. */
function richEntry(i: number): StoredEntry {
  const { entry, ...stored } = someEntry(i);
  const [first, ...others] = entry.cases as [CaseEntry, ...CaseEntry[]];
  const { isPart: _, ...thing } = first;
  const own = { ...thing, name: `${first.name} ${rareName(i)}`, id: `${first.id.slice(0, -7)}-no-${i}` };
  const targets = entry.targets.map((one) => ({ ...one, name: `${one.name} ${invented(i, 5)}` }));
  return { ...stored, entry: { ...entry, targets, cases: [own, ...others] } };
}

/** Campaigns and drafts with their overview, and what waits, as runs would have left them. */
async function putMany({ campaigns, counts }: { campaigns: Db; counts: Db }): Promise<void> {
  const entries = Array.from({ length: CAMPAIGNS }, (_, i) => richEntry(i));
  await putAll({ campaigns, counts }, entries);
  const drafts = Array.from({ length: DRAFTS }, (_, i) => {
    const stored = someEntry(CAMPAIGNS + i);
    return { ...stored, entry: { ...stored.entry, visibility: 'draft' as const } };
  });
  const db = hiddenIn(campaigns);
  const buckets = Map.groupBy(drafts, ({ entry }) => bucketOf(entry.slug));
  for (const [index, entries] of buckets)
    await putBucket(db, index, NO_BUCKET, {
      entries: new Map(entries.map((one) => [one.entry.slug, one])),
      gone: new Set(),
    });
  await raiseState(db, { versions: new Map([...buckets.keys()].map((index) => [index, 1])), checkedAt: NOW });
  const waits = Array.from({ length: WAITING }, (_, i) => someEntry(i * 13).entry.slug);
  const waiting = new Map(waits.map((slug) => [slug, { signatures: 3, since: '2026-05-20' }] as const));
  await noteWaiting(counts, waiting, new Set(waits));
  const rows = entries.flatMap(({ entry: { slug, cases } }) =>
    cases.slice(0, 1).map((one) => marshall(caseRow({ ...one, slug }, 1), { removeUndefinedValues: true })),
  );
  for (let i = 0; i < ALONE; i++) {
    const one = { id: `alone-${i}`, name: `${COMMON} ${rareName(i)}`, people: 1, status: 'detained' } as const;
    rows.push(
      marshall(caseRow(one, 1), { removeUndefinedValues: true }),
      marshall({ pk: CASES, sk: `#alone#${one.id}` }),
    );
  }
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    const puts = rows.slice(i, i + ROWS_AT_ONCE).map((Item) => ({ PutRequest: { Item } }));
    await campaigns.client.send(new BatchWriteItemCommand({ RequestItems: { [campaigns.table]: puts } }));
  }
  await putIndexed(campaigns, true);
  // The page of a campaign reads all its parts.
  await putCampaign(campaigns, campaignOf({ slug: someEntry(0).entry.slug }), 1);
}
