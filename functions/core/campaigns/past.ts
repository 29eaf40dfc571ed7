import { HOUR } from '../running/clock.ts';
import type { Campaign } from './campaign.ts';
import type { SharedCase } from './case.ts';
import { FaultyFile, type FileFault } from './faults.ts';
import type { Legible } from './legible.ts';

/** What has happened is no plan: pages would announce a release, or a success, that is still to come at once. */
const STILL_TO_COME = 'must not be after today: write it once it has happened';

/** The day where it is latest on earth (UTC+14). */
const latestDay = (now: number): string => new Date(now + 14 * HOUR).toISOString().slice(0, 10);

/**
 * Whether a date is still to come everywhere, as exactly as it is known: this year is not. The clocks of a campaign decide nothing: a case is
 * in several, and news of a place may reach one whose day has not begun.
 */
const isToCome = (on: string, now: number): boolean => on > latestDay(now).slice(0, on.length);

/** Days of a case that are still to come. @param before what is stored: that stays as it is. */
function* faultsIn(one: Told, before: Told | undefined, now: number): Generator<string> {
  if (one.detainedOn !== undefined && one.detainedOn !== before?.detainedOn && isToCome(one.detainedOn, now))
    yield 'detainedOn';
  const known = new Set(before?.history?.map(({ on }) => on));
  for (const [i, { on }] of (one.history ?? []).entries())
    if (on !== undefined && !known.has(on) && isToCome(on, now)) yield `history[${i}].on`;
}

/** A case as far as it can be read (`legible.ts`). */
interface Told {
  readonly detainedOn?: string | undefined;
  readonly history?: readonly { readonly on?: string | undefined }[] | undefined;
}

/** Checks that a case tells of no day to come. @param before as it is stored. @throws {FaultyFile} */
export function checkPast(one: Told, before: SharedCase | undefined, now: number): void {
  const faults = [...faultsIn(one, before, now)].map((field) => faultOf(field, field));
  if (faults.length > 0) throw new FaultyFile(faults);
}

type Happened = Pick<Campaign, 'cases' | 'won' | 'handedOver'>;

/** The same for all that a campaign says of what has happened: its cases, its success, its hand-overs. @throws {FaultyFile} */
export function checkPastOf(
  before: Happened | undefined,
  { cases, won, handedOver }: Pick<Legible, keyof Happened>,
  now: number,
): void {
  const ofCases = cases.flatMap((one, i) => {
    const old = before?.cases.find(({ id, name }) => (one.id === undefined ? name === one.name : id === one.id));
    return [...faultsIn(one, old, now)].map((field) =>
      faultOf(`cases[${i}].${field}`, `cases › ${one.name} › ${field}`),
    );
  });
  const known = new Set(before?.handedOver.map(({ on }) => on));
  const faults = [
    ...(won?.on !== undefined && won.on !== before?.won?.on && isToCome(won.on, now)
      ? [faultOf('won.on', 'won › on')]
      : []),
    ...handedOver.flatMap(({ on }, i) =>
      on !== undefined && !known.has(on) && isToCome(on, now)
        ? [faultOf(`handedOver[${i}].on`, `handedOver › entry ${i + 1} › on`)]
        : [],
    ),
    ...ofCases,
  ];
  if (faults.length > 0) throw new FaultyFile(faults);
}

const faultOf = (field: string, label: string): FileFault => ({ field, label, message: STILL_TO_COME });
