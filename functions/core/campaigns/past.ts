import { HOUR } from '../running/clock.ts';
import type { Campaign } from './campaign.ts';
import type { SharedCase } from './case.ts';
import { FaultyFile, type FileFault } from './faults.ts';

/** What happened to a prisoner has happened: pages would announce a release that is still to come at once. */
const STILL_TO_COME = 'must not be after today: write it once it has happened';

/** The day where it is latest on earth (UTC+14). */
const latestDay = (now: number): string => new Date(now + 14 * HOUR).toISOString().slice(0, 10);

/** Whether a date is still to come everywhere, as exactly as it is known: this year is not. */
const isToCome = (on: string, now: number): boolean => on > latestDay(now).slice(0, on.length);

/** Days of a case that are still to come. @param before what is stored: that stays as it is. */
function* faultsIn(one: SharedCase, before: SharedCase | undefined, now: number): Generator<string> {
  if (one.detainedOn !== undefined && one.detainedOn !== before?.detainedOn && isToCome(one.detainedOn, now))
    yield 'detainedOn';
  const known = new Set(before?.history?.map(({ on }) => on));
  for (const [i, { on }] of (one.history ?? []).entries())
    if (!known.has(on) && isToCome(on, now)) yield `history[${i}].on`;
}

/** Checks that a case tells of no day to come. @param before as it is stored. @throws {FaultyFile} */
export function checkPast(one: SharedCase, before: SharedCase | undefined, now: number): void {
  const faults = [...faultsIn(one, before, now)].map((field) => faultOf(field, field));
  if (faults.length > 0) throw new FaultyFile(faults);
}

/** The same for all cases of a campaign. @throws {FaultyFile} */
export function checkPastOf(
  before: Pick<Campaign, 'cases'> | undefined,
  { cases }: Pick<Campaign, 'cases'>,
  now: number,
): void {
  const faults = cases.flatMap((one, i) => {
    const old = before?.cases.find(({ id, name }) => (one.id === undefined ? name === one.name : id === one.id));
    return [...faultsIn(one, old, now)].map((field) =>
      faultOf(`cases[${i}].${field}`, `cases › ${one.name} › ${field}`),
    );
  });
  if (faults.length > 0) throw new FaultyFile(faults);
}

const faultOf = (field: string, label: string): FileFault => ({ field, label, message: STILL_TO_COME });
