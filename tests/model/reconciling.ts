import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Db } from '../../functions/core/aws/db.ts';
import { type Delta, isOfSignatures } from '../../functions/core/counts/delta.ts';
import { compareCounts } from '../../functions/core/counts/recount/looks.ts';
import { getRecounts } from '../../functions/core/counts/recount/recounts.ts';
import { repairCounts } from '../../functions/core/counts/recount/repair.ts';
import { DAY, HOUR } from '../../functions/core/running/clock.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { clientOf } from '../support/client.ts';
import { countedDifferences } from './invariant.ts';
import type { MemoryTable } from './memory-table.ts';
import type { Random } from './random.ts';
import type { SignatureTable } from './signatures.ts';

/** The tested functions beside tally: the real ones, or broken ones. */
export interface Reconciling {
  readonly reconcile: typeof reconcile;
  readonly getRecounts: typeof getRecounts;
  readonly compareCounts: typeof compareCounts;
  readonly repairCounts: typeof repairCounts;
}
export const reconciling: Reconciling = { reconcile, getRecounts, compareCounts, repairCounts };

/** A person who reconciles and repairs during everything, and notes false reports. */
export interface Bookkeeper {
  /** Right counts that were reported as wrong, or the other way round. */
  readonly mistakes: string[];
  /** How often counts were found right, and corrected, before all was at rest. */
  readonly done: { right: number; corrected: number };
  /** Recounts as the function does each hour, maybe not to the end. */
  recount(campaign: string, at: Place): Promise<unknown>;
  /** Corrects counts that are reported as wrong, as a person does. */
  mend(campaign: string, at: Place): Promise<unknown>;
  /** Changes a number of Counts by hand, once. @returns whether it did. */
  tamper(campaign: string, now: number): boolean;
  /** When nothing changes any more: compares the report with the truth, and corrects it, twice at once. */
  conclude(campaign: string, now: number): Promise<void>;
}

interface Place {
  readonly counts: Db;
  readonly signatures: Db;
  readonly now: number;
}

const pause = async () => undefined;

/** @param isFaulty whether tally loses or doubles something, so that counts may be called wrong at any time. */
export function createBookkeeper(
  parts: Reconciling,
  tables: { random: Random; counts: MemoryTable; signatures: SignatureTable },
  isFaulty: boolean,
): Bookkeeper {
  const mistakes: string[] = [];
  const tampered = new Map<string, { name: string; n: number; at: number }>();
  const direct = {
    counts: { client: tables.counts.client, table: 'Counts' },
    signatures: { client: clientOf(async (command) => tables.signatures.query(command)), table: 'Signatures' },
  };
  const { random } = tables;
  const done = { right: 0, corrected: 0 };

  const run = (slug: string, { now, ...places }: Place, mayGoOn: () => boolean) => {
    const error = (event: string) => {
      if (event === 'counts-differ' && !isFaulty && !tampered.has(slug)) mistakes.push(`${slug} is called wrong`);
    };
    const info = (event: string) => {
      if (event === 'counts-reconciled') done.right++;
    };
    const log = { info, error };
    const deps = { ...places, campaigns: places.counts, clock: () => now, pause, log };
    return parts.reconcile(deps, { slug, showNames: true }, mayGoOn);
  };

  return {
    mistakes,
    done,
    recount: (campaign, place) => run(campaign, place, () => random.chance(0.9)),
    async mend(campaign, { counts, now }) {
      const { done: last } = await parts.getRecounts(counts, campaign);
      const wrong = tampered.get(campaign);
      // Counts that were changed by hand during a recount: only the next recount can find it.
      if (!last || (wrong && last.startedAt <= wrong.at + HOUR)) return;
      const verdict = await parts.compareCounts(counts, campaign, last);
      const differences = verdict?.differences ?? [];
      for (const { name } of differences) {
        if (!isFaulty && wrong?.name !== name) mistakes.push(`${campaign} ${name} is called wrong`);
      }
      const corrected = await parts.repairCounts(counts, campaign, { recount: last, differences, now });
      done.corrected += corrected.length;
    },
    tamper(campaign, now) {
      // Once: then there is time to find it while everything goes on.
      if (tampered.has(campaign)) return false;
      const own = [...tables.counts.items.values()].filter(({ pk }) => pk?.S === campaign);
      const [item] = own.length > 0 ? [random.pick(own)] : [];
      const names = Object.keys(item ?? {}).filter(isOfSignatures);
      if (!item?.pk || !item.sk || names.length === 0) return false;
      const name = random.pick(names);
      const n = random.pick([-20, -3, -1, 1, 2, 20]);
      tables.counts.perform(
        new UpdateItemCommand({
          TableName: 'Counts',
          Key: { pk: item.pk, sk: item.sk },
          UpdateExpression: 'ADD #name :n',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':n': { N: String(n) } },
        }),
      );
      tampered.set(campaign, { name, n, at: now });
      return true;
    },
    async conclude(campaign, now) {
      const is = countedDifferences(tables.signatures, tables.counts, campaign);
      if (!isFaulty && !isLeftOf(tampered.get(campaign), is)) mistakes.push(`${campaign} is mended into ${textOf(is)}`);
      // A recount that began when something moved still, one that did not, and the days after each.
      for (let days = 0; days < 5; days++) await run(campaign, { ...direct, now: now + days * 2 * DAY }, () => true);
      const { done: last } = await parts.getRecounts(direct.counts, campaign);
      const verdict = last && (await parts.compareCounts(direct.counts, campaign, last));
      if (!last || !verdict) return void mistakes.push(`${campaign} is not recounted to the end`);
      const said: Delta = new Map(verdict.differences.map(({ name, missing }) => [name, missing]));
      if (textOf(said) !== textOf(is))
        mistakes.push(`${campaign} is called wrong by ${textOf(said)}, not ${textOf(is)}`);
      const repair = { recount: last, differences: verdict.differences, now };
      await Promise.all([repair, repair].map((one) => parts.repairCounts(direct.counts, campaign, one)));
    },
  };
}

/** Whether only the changes made by hand are missing, or a part of them: more would come from a repair. */
function isLeftOf(by: { name: string; n: number } | undefined, lacking: Delta): boolean {
  const left = -(lacking.get(by?.name ?? '') ?? 0);
  const isPart = left === 0 || (Math.sign(left) === Math.sign(by?.n ?? 0) && Math.abs(left) <= Math.abs(by?.n ?? 0));
  return isPart && lacking.size === (left === 0 ? 0 : 1);
}

const textOf = (delta: Delta): string => JSON.stringify([...delta].sort(([one], [other]) => (one < other ? -1 : 1)));
