import type { Item } from '../core/aws/db.ts';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { type ErasureProgress, getErasureProgress, putErasureProgress } from '../core/campaigns/erasure-progress.ts';
import { getCampaignHead, listCampaignHeads } from '../core/campaigns/head-store.ts';
import { eachInTurn } from '../core/campaigns/in-turn.ts';
import { identitiesKeptUntil } from '../core/campaigns/keeping.ts';
import { DAY, SECOND } from '../core/running/clock.ts';
import { anonymiseSignature, queryIdentified } from '../core/signatures/anonymise.ts';
import { SHARDS } from '../core/signatures/store.ts';
import type { RetentionDeps } from './deps.ts';

/** Writes a second: slow enough that other campaigns' signatures are still counted in time. About 200,000 in a run. */
const PER_SECOND = 250;
const AT_ONCE = 25;

/**
 * When a finished campaign is read again: a table that was restored from a backup can contain identities that were
 * erased later. To read erased signatures costs 0.5 read units per 4 KB.
 */
const AGAIN_AFTER = 30 * DAY;

/**
 * Erases the identities of all campaigns that are due. It begins with those that are due longest, and goes on where the
 * last run stopped. Two runs may work at once, and each can be cut off anywhere: each signature is one conditional
 * write, and a partition is done only after its last signature.
 * @param mayGoOn is asked before each campaign, page and batch. This ends at the first no. Call it again later.
 * @throws the error of the first campaign that failed, after the others had their turns.
 */
export async function eraseDueIdentities(deps: RetentionDeps, mayGoOn: () => boolean): Promise<void> {
  const due = (await listCampaignHeads(deps.campaigns))
    .flatMap((head) => (isDue(deps, head) ? [{ slug: head.slug, since: dueAt(deps, head) }] : []))
    .sort((one, other) => one.since - other.since);
  await eachInTurn(due, mayGoOn, async ({ slug }) => {
    const run = { ...deps, slug, mayGoOn, erased: 0 };
    const isDone = await eraseIdentitiesOf(run);
    if (run.erased > 0) deps.log.info('identities-erased', { campaign: slug, signatures: run.erased, isDone });
  });
}

interface Run extends RetentionDeps {
  readonly slug: string;
  readonly mayGoOn: () => boolean;
  /** Signatures whose identity this run has erased. */
  erased: number;
}

/** @returns whether all due identities are erased. */
async function eraseIdentitiesOf(run: Run): Promise<boolean> {
  for (;;) {
    // Reads the campaign again for each partition: if it is opened again, the identities that are left stay.
    const [head, seen] = await Promise.all([
      getCampaignHead(run.campaigns, run.slug),
      getErasureProgress(run.campaigns, run.slug),
    ]);
    if (!head?.closesAt || !isDue(run, head)) return true;
    const shard = nextShard(seen, head.closesAt, run.clock());
    if (shard === undefined) return true;
    if (!(await erasePartition(run, shard))) return false;
    // If another run wrote its progress meanwhile, this one goes on from there.
    const noted = { seen, closesAt: head.closesAt, next: shard + 1, now: run.clock() };
    await putErasureProgress(run.campaigns, run.slug, noted);
  }
}

const dueAt = ({ keepMonths }: RetentionDeps, head: CampaignHead): number =>
  identitiesKeptUntil(head, keepMonths) ?? Number.POSITIVE_INFINITY;
const isDue = (deps: RetentionDeps, head: CampaignHead): boolean => deps.clock() >= dueAt(deps, head);

/** @returns the partition to go on with; undefined if all are done. */
function nextShard(seen: ErasureProgress | undefined, closesAt: string, now: number): number | undefined {
  if (seen?.closesAt !== closesAt) return 0;
  if (seen.next < SHARDS) return seen.next;
  return now - seen.at >= AGAIN_AFTER ? 0 : undefined;
}

/**
 * @returns false if it had to stop before the end of the partition. The next read skips the signatures that are erased.
 */
async function erasePartition(run: Run, shard: number): Promise<boolean> {
  let from: Item | undefined;
  do {
    if (!run.mayGoOn()) return false;
    const { found, next } = await queryIdentified(run.signatures, { campaign: run.slug, shard, from });
    for (let start = 0; start < found.length; start += AT_ONCE) {
      if (!run.mayGoOn()) return false;
      await eraseBatch(run, shard, found.slice(start, start + AT_ONCE));
    }
    from = next;
  } while (from);
  return true;
}

async function eraseBatch(run: Run, shard: number, batch: Awaited<ReturnType<typeof queryIdentified>>['found']) {
  const now = run.clock();
  const [, ...erased] = await Promise.all([
    run.pause((SECOND * AT_ONCE) / PER_SECOND),
    ...batch.map((signature) => anonymiseSignature(run.signatures, { ...signature, campaign: run.slug, shard, now })),
  ]);
  run.erased += erased.filter(Boolean).length;
}
