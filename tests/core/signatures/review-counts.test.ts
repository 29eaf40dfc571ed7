import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Signal, signals } from '../../../functions/core/abuse/signals.ts';
import type { Item } from '../../../functions/core/aws/db.ts';
import { queryCounts, queryUnderReview } from '../../../functions/core/counts/store.ts';
import { isoTime, SECOND } from '../../../functions/core/running/clock.ts';
import { anonymiseSignature } from '../../../functions/core/signatures/anonymise.ts';
import type { Verdict } from '../../../functions/core/signatures/review.ts';
import { putSignatureOnce, signatureKey, withdrawSignature } from '../../../functions/core/signatures/store.ts';
import type { SignatureChange } from '../../../functions/tally/steps.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { decideSelected } from '../../support/decide.ts';
import { namesIn } from '../../support/names.ts';
import { orderKey, signatureOf, signerOf } from '../../support/signature.ts';
import { streamReader } from '../../support/stream.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures: table, Counts: counts } = await freshTables();
/** Far in the future: the table uses real time, and would remove expired items. */
const start = Date.parse('2096-03-01T12:00:00Z');
const odd: string[] = [];
const tally = {
  counts,
  clock: () => start,
  log: { info: () => undefined, error: (event: string) => void odd.push(event) },
};

interface Step {
  readonly act: 'confirm' | 'withdraw' | 'anonymise' | Verdict;
  readonly person: number;
  readonly carries: readonly Signal[];
  readonly again: boolean;
  readonly shown: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('confirm', 'confirm', 'confirm', 'withdraw', 'anonymise', 'accept', 'void'),
  person: fc.nat(5),
  carries: fc.subarray([...signals].slice(0, 3)),
  again: fc.boolean(),
  shown: fc.boolean(),
});

/** One step of a campaign, with the real functions. */
async function take(campaign: string, { act, person, carries, again, shown }: Step, now: number): Promise<void> {
  const signer = signerOf(campaign, `${person}`);
  if (act === 'withdraw') return withdrawSignature(table, { orderKey, campaign, signer, now });
  if (act === 'anonymise') {
    const { pk, sk } = signatureKey(campaign, signer);
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.table, Key: { pk, sk }, ConsistentRead: true }),
    );
    const shard = Number.parseInt(pk.S.slice(-2), 16);
    const confirmedAt = Item?.confirmedAt?.S;
    if (confirmedAt) await anonymiseSignature(table, { campaign, shard, signer, confirmedAt, now });
  } else if (act === 'confirm') {
    const signature = signatureOf(campaign, signer, now, {
      country: ['AZ', 'DE', 'GB'][person % 3] ?? '',
      status: carries.length > 0 ? 'under-review' : 'counted',
      signals: carries,
      ...(shown && { publicName: `Signer ${person}` }),
    });
    await putSignatureOnce(table, signature, orderKey);
  } else {
    const some = carries.length > 0 ? carries : undefined;
    await decideSelected(table, campaign, { verdict: act, signals: some, again }, { changed: 0, overtaken: 0 });
  }
}

const read = await streamReader(table);
const delivered = new Map<string, readonly SignatureChange[]>();

/** Always from the beginning, so that everything is delivered again each time. */
async function changesFor(campaign: string) {
  for (const { lane, changes } of await read()) delivered.set(lane, [...(delivered.get(lane) ?? []), ...changes]);
  const ofCampaign = ({ before, after }: SignatureChange) => (after ?? before)?.pk?.S?.startsWith(`${campaign}#`);
  return [...delivered].map(([lane, changes]) => [lane, changes.filter(ofCampaign)] as const);
}

async function storedSignatures(campaign: string): Promise<Item[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.table, ConsistentRead: true }));
  return Items.filter(({ pk }) => pk?.S?.startsWith(`${campaign}#`));
}

const tallied = (keys: readonly (string | undefined)[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(keys, (key) => key ?? '')].map(([key, all]) => [key, all.length]));

let campaigns = 0;

it('counts the signatures in the table while some are confirmed, accepted, voided, withdrawn, erased and delivered again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 10 }),
      fc.infiniteStream(fc.nat(6)),
      async (moments, cuts) => {
        const campaign = `random-${campaigns++}`;
        let now = start;
        // Steps of one moment happen at once.
        for (const moment of moments) {
          await Promise.all(moment.map((one) => take(campaign, one, now)));
          now += SECOND;
        }
        for (const [lane, changes] of await changesFor(campaign)) {
          for (let from = 0; from < changes.length; ) {
            const to = from + 1 + (cuts.next().value ?? 0);
            await tallyBatch(tally, lane, changes.slice(Math.max(0, from - (cuts.next().value ?? 0)), to));
            from = to;
          }
          await tallyBatch(tally, lane, changes);
        }
        const stored = await storedSignatures(campaign);
        const counted = stored.filter(({ status }) => status?.S === 'counted');
        const reviewed = stored.filter(({ status }) => status?.S === 'under-review');
        const { total, byCountry, byHour } = await queryCounts(counts, campaign);
        expect(total).toBe(counted.length);
        expect(Object.fromEntries(byCountry)).toEqual(tallied(counted.map(({ country }) => country?.S)));
        expect(Object.fromEntries(byHour)).toEqual(
          tallied(counted.map(({ confirmedAt }) => confirmedAt?.S?.slice(0, 13))),
        );
        const review = await queryUnderReview(counts, campaign);
        expect(review.total).toBe(reviewed.length);
        expect(Object.fromEntries(review.bySignal)).toEqual(
          tallied(reviewed.flatMap((item) => item.signals?.SS ?? [])),
        );
        const names = await namesIn(counts, campaign);
        expect(names.map(({ name }) => name).sort()).toEqual(
          counted.flatMap(({ publicName }) => publicName?.S ?? []).sort(),
        );
        // A withdrawal is never undone: nothing of its signer is there.
        for (const gone of stored.filter(({ status }) => status?.S === 'withdrawn')) {
          expect(Object.keys(gone).filter((name) => ['signals', 'sealedIdentity', 'country'].includes(name))).toEqual(
            [],
          );
        }
      },
    ),
    { numRuns: 10 },
  );
  expect(odd).toEqual([]);
});

it('follows exactly when 500 suspicious signatures are voided at once, and shows the public nothing', async () => {
  const campaign = 'flooded';
  const of = (kind: string, i: number, carries: readonly Signal[]) =>
    putSignatureOnce(
      table,
      signatureOf(campaign, signerOf(campaign, `${kind}-${i}`), start, {
        status: carries.length > 0 ? 'under-review' : 'counted',
        signals: carries,
      }),
    );
  const follow = async (clock: number) => {
    for (const [lane, changes] of await changesFor(campaign))
      await tallyBatch({ ...tally, clock: () => clock }, lane, changes);
    return queryCounts(counts, campaign);
  };
  await Promise.all(Array.from({ length: 40 }, (_, i) => of('real', i, [])));
  const before = await follow(start);
  await Promise.all(
    Array.from({ length: 500 }, (_, i) => of('bot', i, i % 2 ? ['honeypot'] : ['honeypot', 'no-proof'])),
  );
  await Promise.all(Array.from({ length: 7 }, (_, i) => of('tor', i, ['no-proof'])));
  expect(await follow(start + SECOND)).toEqual(before);
  expect(await queryUnderReview(counts, campaign)).toEqual({
    total: 507,
    bySignal: new Map([
      ['honeypot', 500],
      ['no-proof', 257],
    ]),
  });

  const decided = { changed: 0, overtaken: 0 };
  const flood = { verdict: 'void', signals: ['honeypot'] } as const;
  await decideSelected(table, campaign, flood, decided);
  await decideSelected(table, campaign, flood, decided);
  expect(decided).toEqual({ changed: 500, overtaken: 0 });
  expect(await follow(start + 2 * SECOND)).toEqual(before);
  expect(await queryUnderReview(counts, campaign)).toEqual({ total: 7, bySignal: new Map([['no-proof', 7]]) });

  await decideSelected(table, campaign, { verdict: 'accept' }, decided);
  expect(await follow(start + 3 * SECOND)).toMatchObject({ total: 47, changedAt: isoTime(start + 3 * SECOND) });
  expect(await queryUnderReview(counts, campaign)).toEqual({ total: 0, bySignal: new Map() });
});
