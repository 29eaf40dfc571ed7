import { DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { putGroup } from '../../../functions/core/campaigns/group-store.ts';
import { getCampaignHead, listCampaignHeads, listRevisions } from '../../../functions/core/campaigns/head-store.ts';
import {
  ChangedMeanwhile,
  getCampaign,
  getStoredCampaign,
  putCampaign,
} from '../../../functions/core/campaigns/store.ts';
import { campaignOf, groupOf } from '../../support/campaign.ts';
import { clientOf } from '../../support/client.ts';
import { withLateReads } from '../../support/late-reads.ts';
import { freshTables } from '../../support/tables.ts';
import { unitsOf } from '../../support/units.ts';

const { Campaigns: db } = await freshTables();

const campaign = campaignOf({
  letter: 'Dear Minister,\n\nrelease them.',
  references: [{ title: 'A report', url: 'https://example.org/report' }],
  won: { on: '2026-02', words: 'All are free.' },
  handedOver: [{ on: '2026-03-01', to: 'The government', answer: 'Thank you.' }],
  cases: [
    { name: 'First', status: 'detained' },
    { name: 'Second', status: 'released', people: 3 },
  ],
});

const partsOf = async (slug: string) => {
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: `campaign#${slug}` } } };
  return (await db.client.send(new QueryCommand({ TableName: db.table, ...query }))).Items ?? [];
};

it('gives back a campaign as it was put, its parts in order', async () => {
  await putCampaign(db, campaign);
  expect(await getCampaign(db, 'free-them')).toEqual(campaign);
  expect((await listCampaignHeads(db)).map((head) => head.slug)).toEqual(['free-them']);
});

it('gives the head of a campaign: all but its long texts', async () => {
  const { why, letter, references, targets, cases, updates, handedOver, ...head } = campaign;
  expect(await getCampaignHead(db, 'free-them')).toEqual(head);
  expect(await getCampaignHead(db, 'unknown')).toBeUndefined();
});

it('reads at half the price where nobody writes: a head, the heads of all, a campaign', async () => {
  expect(await unitsOf(db, () => getCampaignHead(db, 'free-them'))).toEqual([0.5]);
  expect(await unitsOf(db, () => listCampaignHeads(db))).toEqual([0.5]);
  expect(await unitsOf(db, () => getCampaign(db, 'free-them'))).toEqual([0.5, 0.5]);
});

it('knows the revisions of the campaigns that lists may show, and apart of those that only organisers find', async () => {
  const { Campaigns } = await freshTables();
  for (const slug of ['once', 'twice', 'twice']) await putCampaign(Campaigns, campaignOf({ slug }));
  await putGroup(Campaigns, groupOf(), 0);
  for (const visibility of ['draft', 'unlisted'] as const)
    await putCampaign(Campaigns, campaignOf({ slug: `not-${visibility}`, visibility }));
  await putCampaign(Campaigns, { ...campaignOf({ slug: 'deleted' }), deletedAt: '2026-03-01T00:00:00.000Z' });
  const { listed, hidden } = await listRevisions(Campaigns);
  expect(Object.fromEntries(listed)).toEqual({ once: 1, twice: 2 });
  expect(Object.fromEntries(hidden)).toEqual({ 'not-draft': 1, 'not-unlisted': 1 });
});

it('reads, if it must, what was written last', async () => {
  await putCampaign(db, { ...campaign, slug: 'just-written' });
  const late = withLateReads(db);
  expect(await getStoredCampaign(late, 'just-written')).toBeUndefined();
  expect((await getStoredCampaign(late, 'just-written', { consistent: true }))?.revision).toBe(1);
});

it('stores no field that has no value', async () => {
  await putCampaign(db, { ...campaign, slug: 'no-country', country: undefined });
  expect(await getCampaign(db, 'no-country')).toEqual({ ...campaign, slug: 'no-country' });
});

it('removes parts that a campaign no longer has', async () => {
  await putCampaign(db, { ...campaign, cases: campaign.cases.slice(1) });
  expect((await getCampaign(db, 'free-them'))?.cases.map((one) => one.name)).toEqual(['Second']);
  expect((await partsOf('free-them')).map((part) => part.sk?.S)).toEqual(['case#000', 'target#000', 'why']);
});

it('knows nothing of a campaign that was never put', async () => {
  expect(await getCampaign(db, 'unknown')).toBeUndefined();
});

it('does not show a part that a crash left behind, and removes it at the next writing', async () => {
  const two = { ...campaign, slug: 'left-behind' };
  await putCampaign(db, two);
  const [left] = (await partsOf(two.slug)).filter((part) => part.sk?.S === 'case#001');
  await putCampaign(db, { ...two, cases: two.cases.slice(0, 1) });
  await db.client.send(new PutItemCommand({ TableName: db.table, Item: left }));
  expect((await getCampaign(db, two.slug))?.cases.map((one) => one.name)).toEqual(['First']);
  await putCampaign(db, { ...two, cases: [] });
  expect((await partsOf(two.slug)).map((part) => part.sk?.S)).toEqual(['target#000', 'why']);
});

it('throws rather than show a campaign of which a part is lost', async () => {
  await putCampaign(db, { ...campaign, slug: 'lost-part' });
  const Key = { pk: { S: 'campaign#lost-part' }, sk: { S: 'case#001' } };
  await db.client.send(new DeleteItemCommand({ TableName: db.table, Key }));
  const reads = await unitsOf(db, () =>
    expect(getCampaign(db, 'lost-part')).rejects.toThrow('A campaign changed during each of five reads.'),
  );
  expect(reads).toHaveLength(2 * 5);
});

it('lets only one of two writers win who have seen the same campaign', async () => {
  const slug = 'two-writers';
  await putCampaign(db, { ...campaign, slug }, 0);
  const writers = ['One', 'Two', 'Three'].map((title) => putCampaign(db, { ...campaign, slug, title }, 1));
  const results = await Promise.allSettled(writers);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(2);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(ChangedMeanwhile);
  const winner = ['One', 'Two', 'Three'][results.findIndex(({ status }) => status === 'fulfilled')];
  expect(await getStoredCampaign(db, slug)).toMatchObject({ revision: 2, campaign: { title: winner } });
});

it.each([
  ['head', GetItemCommand],
  ['parts', QueryCommand],
])('shows a campaign as it is now, if the first read found its %s as before', async (what, OfIt) => {
  const slug = `late-${what}`;
  const isOfIt = (command: object) => command instanceof OfIt;
  let was: Promise<unknown> | undefined;
  const client = clientOf((command) => {
    if (!isOfIt(command) || (command as GetItemCommand).input.ConsistentRead) return db.client.send(command as never);
    was ??= db.client.send(command as never);
    return was;
  });
  await putCampaign(db, { ...campaign, slug });
  await getCampaign({ ...db, client }, slug);
  await putCampaign(db, { ...campaign, slug, why: 'News.' });
  expect((await getCampaign({ ...db, client }, slug))?.why).toBe('News.');
});

it('replaces what was written just before, and removes its parts', async () => {
  const slug = 'just-written';
  await putCampaign(db, { ...campaign, slug });
  await putCampaign(withLateReads(db), { ...campaign, slug, cases: [] });
  expect((await partsOf(slug)).map((part) => part.sk?.S)).toEqual(['target#000', 'why']);
});

it('removes nothing where each part is written again', async () => {
  const slug = 'as-many-parts';
  const sent: object[] = [];
  const client = clientOf((command) => {
    sent.push(command);
    return db.client.send(command as never);
  });
  for (const why of ['One.', 'Two.']) await putCampaign({ ...db, client }, { ...campaign, slug, why });
  expect(sent.filter((command) => command instanceof DeleteItemCommand)).toEqual([]);
});

it('refuses to create a campaign that exists', async () => {
  await expect(putCampaign(db, campaign, 0)).rejects.toThrow(ChangedMeanwhile);
});

it('reads a campaign whole while it is written again and again', async () => {
  const slug = 'torn';
  const of = (n: number) => ({
    ...campaign,
    slug,
    title: `Title ${n}`,
    why: `Title ${n}`,
    cases: Array.from({ length: n % 3 }, (_, i) => ({ name: `Case ${i}`, people: n, status: 'detained' as const })),
  });
  await putCampaign(db, of(1));
  let writing = true;
  const writer = (async () => {
    for (let n = 2; n < 40; n++) await putCampaign(db, of(n));
    writing = false;
  })();
  while (writing) {
    const seen = await getCampaign(db, slug);
    expect(seen).toEqual(of(Number(seen?.title.slice('Title '.length))));
  }
  await writer;
});

it('stores the largest campaign that the schema allows', async () => {
  const many = <T>(count: number, entry: (i: number) => T) => Array.from({ length: count }, (_, i) => entry(i));
  const largest = campaignOf({
    slug: 'largest',
    why: 'ж'.repeat(8_000),
    targets: many(20, (i) => ({ name: `${i} ${'ж'.repeat(150)}`, role: 'ж'.repeat(200) })),
    cases: many(60, (i) => ({ name: `${i}`, status: 'detained', story: 'ж'.repeat(2_000), charge: 'ж'.repeat(300) })),
    updates: many(15, (i) => ({ at: '2026-01-01T00:00:00Z', title: `${i}`, text: 'ж'.repeat(4_000) })),
  });
  await putCampaign(db, largest);
  await putCampaign(db, largest);
  expect(await getCampaign(db, 'largest')).toEqual(largest);
});
