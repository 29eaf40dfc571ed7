import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';
import { putDecision } from './decisions.ts';
import { type Decided, decideOn, eachSelected, type Selection, type Suspicious } from './review.ts';
import { addToSums, noSums, type Sums } from './sums.ts';

/** What decisions in bulk need. */
export interface DecisionDeps extends AuditDeps {
  readonly signatures: Db;
  /** The table where decisions are written down. */
  readonly campaigns: Db;
}

/** A decision that is not made yet. It is about these signatures, as they were read, and about no later ones. */
export interface Proposal {
  readonly campaign: string;
  readonly selection: Selection;
  readonly signatures: readonly Suspicious[];
  readonly sums: Sums;
}

/** Is called now and then. If it throws, the work ends. */
type Checkpoint = () => void;

/** Reads the signatures that a decision would change. Costs as much as `eachSelected`. */
export async function proposeDecision(
  { signatures: db }: Pick<DecisionDeps, 'signatures'>,
  _actor: Actor,
  {
    campaign,
    selection,
    checkpoint,
  }: { readonly campaign: string; readonly selection: Selection; readonly checkpoint: Checkpoint },
): Promise<Proposal> {
  const signatures: Suspicious[] = [];
  const sums = noSums();
  await eachSelected(db, campaign, selection, (one) => {
    checkpoint();
    signatures.push(one);
    addToSums(sums, one);
  });
  return { campaign, selection, signatures, sums };
}

/** Signatures between two checkpoints: a fraction of a second. */
const BATCH = 100;

/**
 * Decides on the signatures of a proposal, and writes the decision down, also if it fails or is stopped half way. A
 * second call changes only the rest. 1 write unit for each signature, and 1 for the decision.
 * @param decided counts up after each signature, so that it is right after a failure, too.
 */
export async function carryOutDecision(
  { signatures: db, campaigns, ...trail }: DecisionDeps,
  actor: Actor,
  {
    proposal: { campaign, selection, signatures },
    decided,
    checkpoint,
  }: { readonly proposal: Proposal; readonly decided: Decided; readonly checkpoint: Checkpoint },
): Promise<void> {
  const { verdict, since, until } = selection;
  const chosen = {
    signals: selection.signals && [...selection.signals],
    since: since === undefined ? undefined : isoTime(since),
    until: until === undefined ? undefined : isoTime(until),
    again: selection.again ?? false,
  };
  const work = async () => {
    try {
      for (let done = 0; done < signatures.length; done += BATCH) {
        checkpoint();
        await decideOn(db, verdict, signatures.slice(done, done + BATCH), decided);
      }
    } finally {
      if (decided.changed > 0)
        await putDecision(campaigns, campaign, {
          ...{ at: isoTime(trail.clock()), verdict, ...chosen, changed: decided.changed },
        });
    }
  };
  const change = { after: { ...chosen, signatures: signatures.length } };
  await audited(trail, actor, `signatures.${verdict}`, campaign, change, work, () => decided);
}
