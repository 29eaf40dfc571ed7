import type { Db } from '../../functions/core/aws/db.ts';
import {
  type Decided,
  decideOn,
  eachSelected,
  type Selection,
  type Suspicious,
} from '../../functions/core/signatures/review.ts';

/** Decides at once on all that a selection holds. */
export async function decideSelected(db: Db, campaign: string, selection: Selection, decided: Decided): Promise<void> {
  const chosen: Suspicious[] = [];
  await eachSelected(db, campaign, selection, (suspicious) => chosen.push(suspicious));
  await decideOn(db, selection.verdict, chosen, decided);
}
