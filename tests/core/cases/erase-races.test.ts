import { gunzipSync } from 'node:zlib';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import type { Db } from '../../../functions/core/aws/db.ts';
import { getCaseRecord } from '../../../functions/core/campaigns/case-store.ts';
import { duplicateCampaign } from '../../../functions/core/campaigns/duplicate.ts';
import { campaignYaml } from '../../../functions/core/campaigns/file.ts';
import { changeCampaign, createCampaign } from '../../../functions/core/campaigns/organise.ts';
import { createFromFile, putSentFile } from '../../../functions/core/campaigns/sent-file.ts';
import { getStoredCampaign } from '../../../functions/core/campaigns/store.ts';
import { queryVersion } from '../../../functions/core/campaigns/version-store.ts';
import { undoCampaign } from '../../../functions/core/campaigns/versions.ts';
import { changeCase, removeCase } from '../../../functions/core/cases/change.ts';
import { createCase } from '../../../functions/core/cases/create.ts';
import { addCaseToCampaign, removeCaseFromCampaign } from '../../../functions/core/cases/in-campaign.ts';
import { smallFile } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { organiseDeps } from '../../support/organise.ts';
import { sample } from '../../support/samples.ts';
import { freshTables } from '../../support/tables.ts';

/**
 * One organiser erases a case, and another one writes it at the same moment. Whatever comes between which two calls of the table: if the
 * first hears that the case is erased, none of its words is left that the other one had only read. If the first is refused, all versions
 * are as they were.
 */
const time = { now: Date.parse('2026-03-01T12:00:00Z') };
type Deps = ReturnType<typeof organiseDeps>;
let db: Db;
let deps: Deps;
beforeEach(async () => {
  db = (await freshTables()).Campaigns;
  deps = organiseDeps(db, time);
});

/** In a quick run, each test tries other moments. */
const every = sample({ quick: 10, whole: 1 });
let begun = 0;
const firstMoment = () => begun++ % every;

let made = 0;
/** A campaign that had a case once: in its first version. */
async function scene() {
  const n = ++made;
  const [slug, id, story] = [`free-${n}-them`, `nino-${n}`, `Letter ${n} from cell four`];
  const nino = { id, name: `Nino ${n} Secret`, status: 'detained', people: 1, story } as const;
  await createCampaign(deps, operator, { ...smallFile, slug, recipients: [], cases: [nino] });
  const first = await getStoredCampaign(db, slug, { consistent: true });
  const takeOut = () => removeCaseFromCampaign(deps, operator, { slug, id, seen: undefined });
  await takeOut();
  return {
    ...{ slug, other: `other-${n}-them`, id, nino, story, takeOut },
    yaml: Buffer.from(first ? campaignYaml(first.campaign) : ''),
    erase: (with_ = deps) => removeCase(with_, operator, { id, seen: undefined }),
  };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** They write what they have only read. */
const stale = {
  undo: (with_: Deps, { slug }: Scene) =>
    undoCampaign(with_, operator, { slug, revision: 1, what: 'texts', seen: undefined }),
  'add a case': (with_: Deps, { slug, id }: Scene) => addCaseToCampaign(with_, operator, { slug, id, seen: undefined }),
  'change a case': (with_: Deps, { id }: Scene) =>
    changeCase(with_, operator, { id, patch: { work: 'poet' }, seen: undefined }),
};
/** They bring all words along, so that they may write them after the erasure as those of a new case. */
const fresh = {
  patch: (with_: Deps, { slug, nino }: Scene) =>
    changeCampaign(with_, operator, { slug, patch: { cases: [nino] }, seen: undefined }),
  'put a file': (with_: Deps, { slug, yaml }: Scene) =>
    putSentFile(with_, operator, { slug, bytes: yaml, seen: undefined }),
  'create a campaign': (with_: Deps, { other, nino }: Scene) =>
    createCampaign(with_, operator, { ...smallFile, slug: other, recipients: [], cases: [nino] }),
  'import a file': (with_: Deps, { slug, other, yaml }: Scene) =>
    createFromFile(with_, operator, Buffer.from(yaml.toString().replaceAll(slug, other))),
  'create a case': (with_: Deps, { id, slug, nino: { id: _, ...fields } }: Scene) =>
    createCase(with_, operator, { id, campaign: slug, fields }),
};
type Write = (with_: Deps, scene: Scene) => Promise<unknown>;

/** A table with which something happens just before its nth call. */
function beforeCall(
  nth: number,
  happens: () => Promise<unknown>,
): { readonly campaigns: Db; readonly calls: () => number } {
  let calls = 0;
  const client = clientOf(async (command) => {
    if (calls++ === nth) await happens();
    return db.client.send(command as never);
  });
  return { campaigns: { ...db, client }, calls: () => calls };
}

/** All words of the table. */
async function allWords(): Promise<string> {
  let text = '';
  let from: Record<string, never> | undefined;
  do {
    const scan = new ScanCommand({ TableName: db.table, ConsistentRead: true, ExclusiveStartKey: from });
    const { Items = [], LastEvaluatedKey } = await db.client.send(scan);
    for (const { bytes, ...item } of Items)
      text += JSON.stringify(unmarshall(item)) + (bytes?.B ? gunzipSync(bytes.B).toString() : '');
    from = LastEvaluatedKey as typeof from;
  } while (from);
  return text;
}

/** @param mayComeBack whether a writer had all words of their own: then they may have made a new case of them. */
async function check(
  { slug, other, id, story, nino }: Scene,
  erased: PromiseSettledResult<unknown>,
  mayComeBack: boolean,
): Promise<void> {
  const campaigns = await Promise.all([slug, other].map((one) => getStoredCampaign(db, one, { consistent: true })));
  for (const stored of campaigns)
    for (let revision = 1; revision <= (stored?.revision ?? 0); revision++) {
      const version = await queryVersion(db, stored?.campaign.slug ?? '', revision);
      expect(version?.file.cases).toBeDefined();
      if (revision === stored?.revision) expect(version?.file.cases).toEqual(stored.campaign.cases);
    }
  const first = await queryVersion(db, slug, 1);
  if (erased.status === 'rejected') {
    expect(erased.reason.kind ?? erased.reason.name).toMatch(/^(case-spoken-for|OtherCase)$/);
    expect(first?.version.erased).toBeUndefined();
    expect(first?.file.cases).toMatchObject([{ id, story }]);
    return;
  }
  expect(first).toMatchObject({ version: { erased: [expect.any(String)] }, file: { cases: [] } });
  const speaks = campaigns.some((stored) => stored?.campaign.cases.some((one) => one.id === id));
  if (mayComeBack && speaks) return expect(await getCaseRecord(db, id)).toMatchObject({ revision: 1 });
  const words = await allWords();
  expect([words.includes(story), words.includes(nino.name)]).toEqual([false, false]);
}

const settled = async (work: Promise<unknown>) => (await Promise.allSettled([work]))[0];

it.each(Object.entries<Write>({ ...stale, ...fresh }))(
  'leaves nothing of an erased case, or all of it, if somebody may %s between any two steps of erasing',
  async (_, write) => {
    for (let nth = firstMoment(); ; nth += every) {
      const one = await scene();
      const { campaigns, calls } = beforeCall(nth, () => settled(write(deps, one)));
      const erased = await settled(one.erase({ ...deps, campaigns }));
      await check(one, erased, false);
      if (calls() <= nth) return;
    }
  },
);

it.each([
  ...Object.entries<Write>(stale).map((one) => [...one, false] as const),
  ...Object.entries<Write>(fresh).map((one) => [...one, true] as const),
])(
  'leaves nothing of a case that is erased between any two steps of somebody who would %s',
  async (_, write, isFresh) => {
    for (let nth = firstMoment(); ; nth += every) {
      const one = await scene();
      let erased: PromiseSettledResult<unknown> | undefined;
      const { campaigns, calls } = beforeCall(nth, async () => {
        erased = await settled(one.erase());
      });
      await settled(write({ ...deps, campaigns }, one));
      if (calls() <= nth) return;
      if (erased) await check(one, erased, isFresh);
    }
  },
);

it('copies no case that is taken out and erased between any two steps of duplicating its campaign', async () => {
  for (let nth = firstMoment(); ; nth += every) {
    const one = await scene();
    await changeCampaign(deps, operator, { slug: one.slug, patch: { cases: [one.nino] }, seen: undefined });
    let erased: PromiseSettledResult<unknown> | undefined;
    const { campaigns, calls } = beforeCall(nth, async () => {
      await one.takeOut();
      erased = await settled(one.erase());
    });
    const as = { slug: one.other, title: 'A copy' };
    await duplicateCampaign({ ...deps, campaigns }, operator, { slug: one.slug, as });
    if (calls() <= nth) return;
    if (erased) await check(one, erased, false);
  }
});

/** Tables whose calls come one after the other, in an order that is drawn. */
function inDrawnOrder(draws: readonly number[]): () => Db {
  const waiting: (() => void)[] = [];
  let drawn = 0;
  let isBusy = false;
  const goOn = () => {
    if (isBusy || waiting.length === 0) return;
    isBusy = true;
    const [go] = waiting.splice((draws[drawn++ % draws.length] ?? 0) % waiting.length, 1);
    go?.();
  };
  // Others who are about to call have called by then.
  const soon = () => setTimeout(goOn, 1);
  const client = clientOf(async (command) => {
    await new Promise<void>((go) => {
      waiting.push(go);
      soon();
    });
    try {
      return await db.client.send(command as never);
    } finally {
      isBusy = false;
      soon();
    }
  });
  return () => ({ ...db, client });
}

it('keeps these promises in any order of the steps of three organisers', async () => {
  const write = fc.constantFrom(...Object.entries<Write>({ ...stale, ...fresh }));
  const order = fc.array(fc.nat(20), { minLength: 20, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(order, fc.tuple(write, write), async (draws, writes) => {
      const one = await scene();
      const table = inDrawnOrder(draws);
      const by = () => ({ ...deps, campaigns: table() });
      const [erased] = await Promise.allSettled([one.erase(by()), ...writes.map(([, write]) => write(by(), one))]);
      await check(
        one,
        erased,
        writes.some(([name]) => Object.hasOwn(fresh, name)),
      );
    }),
    { numRuns: sample({ quick: 5, whole: 60 }) },
  );
});
