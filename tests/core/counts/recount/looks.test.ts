import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Db } from '../../../../functions/core/aws/db.ts';
import {
  compareCounts,
  isImpossible,
  isRight,
  lookAfter,
  lookBefore,
  type Verdict,
} from '../../../../functions/core/counts/recount/looks.ts';
import { clientOf } from '../../../support/client.ts';
import { withLateReads } from '../../../support/late-reads.ts';
import { freshTables } from '../../../support/tables.ts';

const { Counts: counts } = await freshTables();
const NOW = Date.parse('2026-11-24T09:30:00Z');

const change = (pk: string, added: Record<string, number>, sk = 'base') => {
  const names = Object.keys(added);
  return counts.client.send(
    new UpdateItemCommand({
      TableName: counts.table,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: `ADD ${names.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#c${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, i) => [`:c${i}`, { N: String(added[name]) }])),
    }),
  );
};
/** The counts of a number of signatures. */
const signed = (n: number) => ({ n, 'c:AZ': n, 's:other': n, 'h:2026-11-01T09': n });
const deltaOf = (numbers: Record<string, number>) => new Map(Object.entries(numbers));

/** Counts to which something happens before each look at them but the first. */
function changing(happens: () => Promise<unknown>): Db {
  let looks = 0;
  const client = clientOf(async (command) => {
    const isLook = command instanceof QueryCommand && command.input.Select === undefined;
    if (isLook && ++looks > 1) await happens();
    return counts.client.send(command as never);
  });
  return { ...counts, client };
}

it('sees the counts with the number of shown names, as they were written just before', async () => {
  await change('seen', signed(3));
  await change('names#seen', { odd: 1 }, '2026-11-01T09:00:00.000Z#one');
  for (const look of [lookBefore, lookAfter])
    expect(await look(withLateReads(counts), 'seen')).toEqual(deltaOf({ ...signed(3), names: 1 }));
});

it('sees nothing, and says nothing, while counts are being folded', async () => {
  await change('folding', { ...signed(3), folds: 1 });
  expect(await lookBefore(counts, 'folding')).toBeUndefined();
  expect(await lookAfter(counts, 'folding')).toBeUndefined();
  const reference = { startedAt: NOW, before: new Map(), recounted: new Map() };
  expect(await compareCounts(counts, 'folding', reference)).toBeUndefined();
});

it('says nothing if folding begins before it looks again', async () => {
  await change('folded', signed(3));
  const reference = { startedAt: NOW, before: new Map(), recounted: new Map() };
  let begun: Promise<unknown> | undefined;
  const begin = () => {
    begun ??= change('folded', { folds: 1 });
    return begun;
  };
  expect(await compareCounts(changing(begin), 'folded', reference)).toBeUndefined();
});

it('finds right counts right at one look', async () => {
  await change('right', signed(3));
  const reference = { startedAt: NOW, before: deltaOf(signed(3)), recounted: deltaOf(signed(3)) };
  const never = changing(async () => {
    throw new Error('Looked again');
  });
  const verdict = await compareCounts(never, 'right', reference);
  expect(verdict).toEqual({ total: 3, differences: [], imbalances: [], unaccounted: [] });
  expect(isRight(verdict!)).toBe(true);
  expect(await compareCounts(counts, 'nobody', { startedAt: NOW, before: new Map(), recounted: new Map() })).toEqual({
    ...{ total: 0, differences: [], imbalances: [], unaccounted: [] },
  });
});

it('calls wrong only what it finds wrong at both looks', async () => {
  const before = { ...signed(3), 'c:AZ': 4, 's:newsletter': 1 };
  await change('both', { ...before, 'c:FR': 2, x: 1 });
  const reference = { startedAt: NOW, before: deltaOf({ ...before, 's:leaflet': 1 }), recounted: deltaOf(signed(3)) };
  // Between the looks, the mistake of a source goes, and those of another and of an hour come.
  const happens = () => change('both', { 's:newsletter': -1, 's:leaflet': 1, 'h:2026-11-01T09': 2 });
  expect(await compareCounts(changing(happens), 'both', reference)).toEqual({
    total: 3,
    differences: [{ name: 'c:AZ', counted: 4, recounted: 3, missing: -1 }],
    imbalances: [
      { kind: 'c:', sum: 6 },
      { kind: 's:', sum: 4 },
    ],
    unaccounted: [{ kind: 'c:', changed: 2, counted: 1 }],
  });
});

it('calls counts wrong by any kind of mistake, and impossible by those that no late tally explains', () => {
  const right: Verdict = { total: 1, differences: [], imbalances: [], unaccounted: [] };
  const verdicts: Verdict[] = [
    right,
    { ...right, differences: [{ name: 'n', counted: 1, recounted: 2, missing: 1 }] },
    { ...right, imbalances: [{ kind: 'c:', sum: 2 }] },
    { ...right, unaccounted: [{ kind: 'c:', changed: 1, counted: 0 }] },
  ];
  expect(verdicts.map(isRight)).toEqual([true, false, false, false]);
  expect(verdicts.map(isImpossible)).toEqual([false, false, true, true]);
});
