import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Signal } from '../abuse/signals.ts';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { eachSignaturePage, type SignatureQuery } from './partitions.ts';
import type { SignatureStatus } from './store.ts';

/** The decision of organisers on suspicious signatures: after `accept` they count, after `void` they do not. */
export type Verdict = 'accept' | 'void';

/**
 * The signatures that a decision is about. Times are milliseconds since the epoch. They select by the time of
 * confirmation.
 */
export interface Selection {
  readonly verdict: Verdict;
  /** `accept` takes signatures that have no other signals than these. `void` takes those that have any of these. */
  readonly signals?: readonly Signal[] | undefined;
  readonly since?: number | undefined;
  /** Until just before it. */
  readonly until?: number | undefined;
  /**
   * Also signatures with the opposite decision: `accept` takes voided ones, `void` takes counted ones that have a
   * signal.
   */
  readonly again?: boolean | undefined;
}

/** A signature to decide on, as it was read. Only its key can lead to its signer, and only with the pepper. */
export interface Suspicious {
  readonly key: Item;
  readonly status: SignatureStatus;
  readonly signals: readonly string[];
  /** ISO 8601. */
  readonly confirmedAt: string;
}

/** Calls `visit` with each signature that a decision would change. 1 read unit per 4 KB of the whole campaign. */
export const eachSelected = (
  db: Db,
  campaign: string,
  { verdict, signals, since, until, again }: Selection,
  visit: (suspicious: Suspicious) => void,
): Promise<void> => {
  const decidedBefore: SignatureStatus[] = again ? [verdict === 'accept' ? 'voided' : 'counted'] : [];
  const statuses = ['under-review' as const, ...decidedBefore];
  return eachSuspiciousPage(db, campaign, { statuses, since, until }, (found) => {
    for (const suspicious of found) if (isMeant(suspicious, verdict, signals)) visit(suspicious);
  });
};

/**
 * Calls `visit` with each signature that is under review, was voided, or counts and has a signal. 1 read unit per 4 KB
 * of the whole campaign.
 */
export const eachSuspicious = (db: Db, campaign: string, visit: (suspicious: Suspicious) => void): Promise<void> =>
  eachSuspiciousPage(db, campaign, { statuses: ['under-review', 'voided', 'counted'] }, (found) => {
    for (const suspicious of found) visit(suspicious);
  });

const eachSuspiciousPage = (
  db: Db,
  campaign: string,
  query: Pick<SignatureQuery, 'statuses' | 'since' | 'until'>,
  visit: (found: readonly Suspicious[]) => void,
): Promise<void> =>
  eachSignaturePage(db, campaign, { ...query, suspicious: true, attributes: ['signals'] }, (items) =>
    visit(items.map(toSuspicious)),
  );

/** How far a decision was carried out. */
export interface Decided {
  /** Signatures that were changed. */
  changed: number;
  /**
   * Signatures that somebody else changed in between, such as a signer who withdrew. The decision did not touch them.
   */
  overtaken: number;
}

/** Writes at the same time. */
const AT_ONCE = 16;

/**
 * Decides on signatures, each on condition that it is as it was when it was read: a withdrawal in between wins. A
 * second call, or one after a failure, changes only the rest. 1 write unit each (items under 1 KB).
 * @param decided counts up after each signature, so that it is right after a failure, too.
 */
export async function decideOn(
  db: Db,
  verdict: Verdict,
  chosen: readonly Suspicious[],
  decided: Decided,
): Promise<void> {
  // Fails only when all writes have ended, so that `decided` is complete.
  await eachAtOnce(chosen, AT_ONCE, async (one) => {
    const done = await changeStatus(db, one, verdict === 'accept' ? 'counted' : 'voided');
    decided[done ? 'changed' : 'overtaken']++;
  });
}

/**
 * A signer who withdraws and signs again meanwhile has another signature, unless it is exactly as suspicious as the one
 * before.
 */
const changeStatus = (db: Db, { key, status, signals, confirmedAt }: Suspicious, to: SignatureStatus) =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: key,
        UpdateExpression: 'SET #status = :to',
        ConditionExpression: `#status = :from AND confirmedAt = :at AND ${
          signals.length > 0 ? 'signals = :signals' : 'attribute_not_exists(signals)'
        }`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':to': { S: to },
          ':from': { S: status },
          ':at': { S: confirmedAt },
          ...(signals.length > 0 && { ':signals': { SS: [...signals] } }),
        },
      }),
    ),
  );

const toSuspicious = ({ pk, sk, status, signals, confirmedAt }: Item): Suspicious => ({
  key: { pk: pk ?? { S: '' }, sk: sk ?? { S: '' } },
  status: status?.S as SignatureStatus,
  signals: signals?.SS ?? [],
  confirmedAt: confirmedAt?.S ?? '',
});

function isMeant({ status, signals }: Suspicious, verdict: Verdict, named: readonly string[] | undefined): boolean {
  // A counted signature without signals was never suspicious. No decision in bulk removes it.
  if (status === 'counted' && signals.length === 0) return false;
  if (!named) return true;
  const isNamed = (signal: string) => named.includes(signal);
  return verdict === 'accept' ? signals.every(isNamed) : signals.some(isNamed);
}
