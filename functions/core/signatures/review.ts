import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Signal } from '../abuse/signals.ts';
import { type Db, type Item, ifConditionHolds } from '../db.ts';
import { eachSignaturePage } from './partitions.ts';
import type { SignatureStatus } from './status.ts';

/** What organisers decide about suspicious signatures: `accept` counts them, `void` counts them no longer. */
export type Verdict = 'accept' | 'void';

/** Which signatures a decision is about. Times are milliseconds, compared with the confirmation's. */
export interface Selection {
  readonly verdict: Verdict;
  /** Accepted are signatures that carry no other signal than these; voided are those that carry any of these. */
  readonly signals?: readonly Signal[] | undefined;
  readonly since?: number | undefined;
  /** Until just before it. */
  readonly until: number;
  /** Also those that were decided on the other way before: voided ones to accept, counted ones that carry a signal to void. */
  readonly again?: boolean | undefined;
}

/** What is known of a signature to decide on. Nothing of it leads to its signer. */
export interface Suspicious {
  readonly status: SignatureStatus;
  readonly signals: readonly string[];
  /** ISO 8601. */
  readonly confirmedAt: string;
}

/** Calls `visit` with each signature that a decision would change. 1 read unit per 4 KB of the whole campaign. */
export const eachSelected = (
  db: Db,
  campaign: string,
  selection: Selection,
  visit: (suspicious: Suspicious) => void,
): Promise<void> =>
  eachSignaturePage(db, campaign, queryOf(selection), (items) => {
    for (const { suspicious } of selected(items, selection)) visit(suspicious);
  });

/** How far a decision is carried out. */
export interface Decided {
  /** Signatures that were changed. */
  changed: number;
  /** Signatures that changed otherwise in between, such as those whose signer withdrew: they were left as they are. */
  overtaken: number;
}

/**
 * Decides on all signatures of a selection, each on condition that it still is what it was when it was read: a withdrawal
 * in between wins. Done twice, or again after a failure, it changes only what is left. Besides the reads of `eachSelected`,
 * 1 write unit for each (items under 1 KB).
 * @param decided is counted up on the way, so that it holds after a failure, too.
 */
export const decideSelected = (db: Db, campaign: string, selection: Selection, decided: Decided): Promise<void> =>
  eachSignaturePage(db, campaign, queryOf(selection), async (items) => {
    for (const { item, suspicious } of selected(items, selection)) {
      const done = await changeStatus(db, item, suspicious, selection.verdict === 'accept' ? 'counted' : 'voided');
      decided[done ? 'changed' : 'overtaken']++;
    }
  });

/** One signer may withdraw and sign afresh between read and write: the confirmation's moment tells such a signature. */
const changeStatus = (db: Db, { pk, sk }: Item, { status, confirmedAt }: Suspicious, to: SignatureStatus) =>
  ifConditionHolds(() =>
    db.client.send(
      new UpdateItemCommand({
        TableName: db.table,
        Key: { pk: pk ?? { S: '' }, sk: sk ?? { S: '' } },
        UpdateExpression: 'SET #status = :to',
        ConditionExpression: '#status = :from AND confirmedAt = :confirmedAt',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':to': { S: to },
          ':from': { S: status },
          ':confirmedAt': { S: confirmedAt },
        },
      }),
    ),
  );

const queryOf = ({ verdict, since, until, again }: Selection) => ({
  statuses: [
    'under-review',
    ...(again ? [verdict === 'accept' ? ('voided' as const) : ('counted' as const)] : []),
  ] as const,
  since,
  until,
  attributes: ['signals'],
});

function selected(items: readonly Item[], { verdict, signals }: Selection) {
  return items.flatMap((item) => {
    const suspicious: Suspicious = {
      status: item.status?.S as SignatureStatus,
      signals: item.signals?.SS ?? [],
      confirmedAt: item.confirmedAt?.S ?? '',
    };
    return isMeant(suspicious, verdict, signals) ? [{ item, suspicious }] : [];
  });
}

function isMeant({ status, signals }: Suspicious, verdict: Verdict, named: readonly string[] | undefined): boolean {
  // Whatever carries no signal was never suspicious: no decision in bulk takes it away.
  if (status === 'counted' && signals.length === 0) return false;
  if (!named) return true;
  return verdict === 'accept'
    ? signals.every((signal) => named.includes(signal))
    : signals.some((signal) => named.includes(signal));
}
