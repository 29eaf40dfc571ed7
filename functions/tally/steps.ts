import type { Item } from '../core/aws/db.ts';
import { addChange, addDelta, type Delta, NAME_CHANGES } from '../core/counts/delta.ts';
import { addNames, type NameChanges, noteName } from '../core/counts/names.ts';
import { MAX_ATTRIBUTES, MAX_NAMES } from '../core/counts/store.ts';

/** A record of the Signatures table's stream, as both Lambda and the streams API give it. */
export interface SignatureChange {
  readonly sequence: string;
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}

/** What one write adds to a lane, and up to which sequence number. */
export interface Step {
  readonly to: string;
  readonly delta: Delta;
  readonly names: NameChanges;
}

/**
 * Adds up changes, given in their order, in as few steps as DynamoDB's limits on one write allow: nearly always one.
 * @returns the steps; and in `odd` the sequence numbers of changes that make no sense. These count nothing, and must not
 * stop the lane.
 */
export function stepsOf(changes: readonly SignatureChange[]): { steps: Step[]; odd: string[] } {
  const steps: Step[] = [];
  const odd: string[] = [];
  for (const { sequence, before, after } of changes) {
    const delta: Delta = new Map();
    const names: NameChanges = new Map();
    if (addChange(delta, before, after)) noteName(names, before, after);
    else odd.push(sequence);
    if (names.size > 0) delta.set(NAME_CHANGES, names.size);
    const open = steps.at(-1);
    const fits =
      open && open.delta.size + delta.size <= MAX_ATTRIBUTES && open.names.size + names.size <= MAX_NAMES
        ? open
        : undefined;
    if (!fits) {
      steps.push({ to: sequence, delta, names });
      continue;
    }
    addDelta(fits.delta, delta);
    addNames(fits.names, names);
    steps[steps.length - 1] = { ...fits, to: sequence };
  }
  return { steps, odd };
}
