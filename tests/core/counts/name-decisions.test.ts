import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import {
  carryOutNameDecision,
  listNames,
  type NameProposal,
  proposeNameDecision,
} from '../../../functions/core/counts/name-decisions.ts';
import { type NameState, queryNames, queryShownNames, shownItem } from '../../../functions/core/counts/names.ts';
import { listDecisions, type NameVerdict } from '../../../functions/core/signatures/decisions.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { silentLog } from '../../support/log.ts';
import { newTrail } from '../../support/records.ts';
import { signed, withdrawn } from '../../support/signed.ts';
import { freshTables } from '../../support/tables.ts';

const { Counts: counts, Campaigns: campaigns } = await freshTables();
const NOW = Date.parse('2026-03-01T12:00:00Z');
const trail = newTrail();
const deps = { counts, campaigns, audit: trail.audit, clock: () => NOW };
const tallyDeps = { counts, clock: () => NOW, log: silentLog };

/** Signers of a campaign who chose to show these names. */
const sign = (campaign: string, ...names: readonly string[]) =>
  tallyBatch(
    tallyDeps,
    'lane',
    names.map((publicName, i) => signed(campaign, i + 1, { publicName })),
  );
const propose = (campaign: string, verdict: NameVerdict, ids: readonly string[] | 'waiting' = 'waiting') =>
  proposeNameDecision(deps, operator, { campaign, verdict, ids });
async function carryOut(proposal: NameProposal) {
  const decided = { changed: 0, overtaken: 0 };
  await carryOutNameDecision(deps, operator, { proposal, decided, checkpoint: () => undefined });
  return decided;
}
const idOf = async (campaign: string, name: string) =>
  (await listNames(deps, operator, { campaign })).find((one) => one.name === name)?.shortId ?? '';
const decide = async (campaign: string, verdict: NameVerdict, ...names: string[]) =>
  carryOut(await propose(campaign, verdict, await Promise.all(names.map((name) => idOf(campaign, name)))));
const states = async (campaign: string): Promise<Record<string, NameState>> =>
  Object.fromEntries((await queryNames(counts, campaign)).map(({ name, state }) => [name, state]));
/** Shows the approved names of a campaign, as publishing does. */
async function show(campaign: string): Promise<void> {
  for (const name of await queryNames(counts, campaign))
    if (name.state === 'approved')
      await counts.client.send(new PutItemCommand({ TableName: counts.table, Item: shownItem(campaign, name, 0) }));
}
const shown = async (campaign: string) => (await queryShownNames(counts, campaign)).map(({ name }) => name).sort();

describe('an organiser', () => {
  it('sees each name with its reason and an id, and nothing else of the signer', async () => {
    await tallyBatch(tallyDeps, 'lane', [
      signed('list', 1, { publicName: 'Ada', publicReason: 'Because.' }),
      signed('list', 2),
    ]);
    const [one, ...more] = await listNames(deps, operator, { campaign: 'list' });
    expect(more).toEqual([]);
    expect(one).toEqual({
      ...{ id: expect.stringMatching(/^[\da-f]{16}$/), shortId: one?.id.slice(0, 6) },
      ...{ name: 'Ada', reason: 'Because.', state: 'waiting' },
    });
  });

  it('approves, hides and lets wait several names at once, and each decision is written down without a name', async () => {
    await sign('several', 'Ada', 'Li', 'Eve');
    expect(await decide('several', 'approve', 'Ada', 'Li')).toEqual({ changed: 2, overtaken: 0 });
    expect(await decide('several', 'hide', 'Li')).toEqual({ changed: 1, overtaken: 0 });
    expect(await states('several')).toEqual({ Ada: 'approved', Li: 'hidden', Eve: 'waiting' });
    expect(await decide('several', 'undo', 'Ada', 'Li')).toEqual({ changed: 2, overtaken: 0 });
    expect(await states('several')).toEqual({ Ada: 'waiting', Li: 'waiting', Eve: 'waiting' });
    const decisions = await listDecisions(campaigns, 'several', 9);
    const at = new Date(NOW).toISOString();
    expect(decisions).toHaveLength(3);
    for (const made of [
      ['approve', 2],
      ['hide', 1],
      ['undo', 2],
    ] as const)
      expect(decisions).toContainEqual({ at, names: made[0], changed: made[1] });
    expect(JSON.stringify(decisions)).not.toMatch(/Ada|Li|Eve/);
  });

  it('decides on all names that wait, and on no other', async () => {
    await sign('all', 'Ada', 'Li', 'Eve');
    await decide('all', 'hide', 'Eve');
    expect(await carryOut(await propose('all', 'approve'))).toEqual({ changed: 2, overtaken: 0 });
    expect(await states('all')).toEqual({ Ada: 'approved', Li: 'approved', Eve: 'hidden' });
  });

  it('may approve a name that was hidden, and not one that is hidden for ever', async () => {
    await sign('ever', 'Ada', 'Li');
    await decide('ever', 'hide', 'Ada');
    await decide('ever', 'hide-for-ever', 'Li');
    await decide('ever', 'approve', 'Ada');
    for (const verdict of ['approve', 'hide', 'undo', 'hide-for-ever'] as const) {
      const proposal = await propose('ever', verdict, [await idOf('ever', 'Li')]);
      expect(proposal).toMatchObject({ names: [], unknown: [], unchanged: 1 });
      await carryOut(proposal);
    }
    expect(await states('ever')).toEqual({ Ada: 'approved', Li: 'hidden-for-ever' });
  });

  it('hides a shown name at once, in each way', async () => {
    await sign('once', 'Ada', 'Li', 'Eve', 'Mara');
    await carryOut(await propose('once', 'approve'));
    await show('once');
    await decide('once', 'hide', 'Ada');
    expect(await shown('once')).toEqual(['Eve', 'Li', 'Mara']);
    await decide('once', 'hide-for-ever', 'Li');
    await decide('once', 'undo', 'Eve');
    expect(await shown('once')).toEqual(['Mara']);
  });

  it('writes down only a decision that changed something', async () => {
    await sign('nothing', 'Ada');
    await carryOut(await propose('nothing', 'undo'));
    expect(await states('nothing')).toEqual({ Ada: 'waiting' });
    await carryOut(await propose('nothing', 'undo', ['ffffff']));
    expect(await listDecisions(campaigns, 'nothing', 9)).toEqual([]);
  });
});

describe('an id', () => {
  it('is of six characters at least, and of one name alone', async () => {
    await sign('ids', 'Ada', 'Li');
    const [one, other] = await listNames(deps, operator, { campaign: 'ids' });
    expect(await propose('ids', 'hide', [one!.id.slice(0, 5), '', 'zzzzzz'])).toMatchObject({
      names: [],
      unknown: [one!.id.slice(0, 5), '', 'zzzzzz'],
    });
    const twice = await propose('ids', 'hide', [one!.shortId, one!.id, other!.id]);
    expect(twice.names.map(({ name }) => name).sort()).toEqual(['Ada', 'Li']);
  });

  it('is longer where shorter ones would be the same', async () => {
    const many = Array.from({ length: 9_000 }, (_, i) => ({ id: '', name: `Name ${i}` }));
    await sign('long', ...many.map(({ name }) => name));
    const listed = await listNames(deps, operator, { campaign: 'long' });
    expect(new Set(listed.map(({ shortId }) => shortId)).size).toBe(9_000);
    expect(new Set(listed.map(({ shortId }) => shortId.length)).size).toBe(1);
  });

  it('is of these words: a signer who withdraws and signs again has another, and waits', async () => {
    await tallyBatch(tallyDeps, 'lane', [signed('words', 1, { publicName: 'Ada' })]);
    const id = await idOf('words', 'Ada');
    const proposal = await propose('words', 'approve', [id]);
    const gone = withdrawn('words', { of: 1, sequence: 2 }, { publicName: 'Ada' });
    const again = signed('words', 1, { publicName: 'Buy shoes' });
    await tallyBatch(tallyDeps, 'lane', [gone, { ...again, sequence: '3', before: gone.after }]);
    expect(await carryOut(proposal)).toEqual({ changed: 0, overtaken: 1 });
    expect(await states('words')).toEqual({ 'Buy shoes': 'waiting' });
    expect((await propose('words', 'approve', [id])).unknown).toEqual([id]);
  });
});

it('lets a name wait again whose signer withdraws and signs again, also if it was hidden for ever', async () => {
  await sign('again', 'Ada');
  await decide('again', 'hide-for-ever', 'Ada');
  const gone = withdrawn('again', { of: 1, sequence: 2 }, { publicName: 'Ada' });
  await tallyBatch(tallyDeps, 'lane', [gone]);
  expect(await states('again')).toEqual({});
  await tallyBatch(tallyDeps, 'lane', [
    { ...signed('again', 1, { publicName: 'Ada' }), sequence: '3', before: gone.after },
  ]);
  expect(await states('again')).toEqual({ Ada: 'waiting' });
});

it('leaves a name alone on which somebody else decided meanwhile', async () => {
  await sign('meanwhile', 'Ada');
  const approve = await propose('meanwhile', 'approve');
  await decide('meanwhile', 'hide', 'Ada');
  expect(await carryOut(approve)).toEqual({ changed: 0, overtaken: 1 });
  expect(await states('meanwhile')).toEqual({ Ada: 'hidden' });
});

it('stops at a checkpoint, and has written down by then what it changed', async () => {
  await sign('stopped', ...Array.from({ length: 150 }, (_, i) => `Name ${i}`));
  const proposal = await propose('stopped', 'approve');
  const decided = { changed: 0, overtaken: 0 };
  let checks = 0;
  const checkpoint = () => {
    if (++checks === 2) throw new Error('Stopped');
  };
  await expect(carryOutNameDecision(deps, operator, { proposal, decided, checkpoint })).rejects.toThrow('Stopped');
  expect(trail.acts().slice(-2)).toEqual(['names.approve', 'names.approve: failed']);
  expect(decided).toEqual({ changed: 100, overtaken: 0 });
  expect(await listDecisions(campaigns, 'stopped', 9)).toMatchObject([{ names: 'approve', changed: 100 }]);
  expect((await propose('stopped', 'approve')).names).toHaveLength(50);
});
