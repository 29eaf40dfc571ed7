import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Signal } from '../abuse/signals.ts';
import { type Db, type Item, ifConditionHolds } from '../aws/db.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { eachSignaturePage, type SignatureQuery } from './partitions.ts';
import type { SignatureStatus } from './store.ts';

/** What organisers decide about suspicious signatures: `accept` counts them, `void` counts them no longer. */
export type Verdict = 'accept' | 'void';

/** Which signatures a decision is about. Times are milliseconds, compared with the confirmation's. */
export interface Selection {
  readonly verdict: Verdict;
  /** Accepted are signatures that carry no other signal than these; voided are those that carry any of these. */
  readonly signals?: readonly Signal[] | undefined;
  readonly since?: number | undefined;
  /** Until just before it. */
  readonly until?: number | undefined;
  /** Also those that were decided on the other way before: voided ones to accept, counted ones that carry a signal to void. */
  readonly again?: boolean | undefined;
}

/** A signature to decide on, as it was read. Nothing of it but its key leads to its signer, and that only with the pepper. */
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
 * Calls `visit` with each signature that is under review, was voided, or counts and carries a signal. 1 read unit per 4 KB of
 * the whole campaign.
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

/** How far a decision is carried out. */
export interface Decided {
  /** Signatures that were changed. */
  changed: number;
  /** Signatures that changed otherwise in between, such as those whose signer withdrew: they were left as they are. */
  overtaken: number;
}

/** Writes at once. */
const AT_ONCE = 16;

/**
 * Decides on signatures, each on condition that it still is what it was when it was read: a withdrawal in between wins.
 * Done twice, or again after a failure, it changes only what is left. 1 write unit each (items under 1 KB).
 * @param decided is counted up on the way, so that it holds after a failure, too.
 */
export async function decideOn(
  db: Db,
  verdict: Verdict,
  chosen: readonly Suspicious[],
  decided: Decided,
): Promise<void> {
  // Fails only when all have stopped, so that `decided` says all that was done.
  await eachAtOnce(chosen, AT_ONCE, async (one) => {
    const done = await changeStatus(db, one, verdict === 'accept' ? 'counted' : 'voided');
    decided[done ? 'changed' : 'overtaken']++;
  });
}

/** Whoever withdraws and signs afresh meanwhile has another signature, unless it is just as suspicious as the one before. */
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
  // Whatever carries no signal was never suspicious: no decision in bulk takes it away.
  if (status === 'counted' && signals.length === 0) return false;
  if (!named) return true;
  const isNamed = (signal: string) => named.includes(signal);
  return verdict === 'accept' ? signals.every(isNamed) : signals.some(isNamed);
}
