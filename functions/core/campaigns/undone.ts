import type { Campaign } from './campaign.ts';
import type { PrisonerCase, SharedCase } from './case.ts';
import type { HandedOver, Reference, Update } from './parts.ts';
import { publicUpdates } from './updates.ts';

/**
 * What a file would take back of a campaign. A file that is older than the campaign knows nothing of a release, an update or
 * an answer that came after it, and putting it would remove them.
 * @param now milliseconds since the epoch. An update that nobody has seen yet is not taken back.
 */
export const takenBack = (stored: Campaign, after: Campaign, now: number) => {
  const cases = pairs(stored.cases, after.cases, [isSameCase, isNamesake]);
  const updates = pairs(publicUpdates(stored, now).updates, publicUpdates(after, now).updates, [
    isSameUpdate,
    isLikeUpdate,
  ]);
  const references = pairs(stored.references, after.references, [isSameSource, isNamesakeSource]);
  const handedOver = pairs(stored.handedOver, after.handedOver, [isSameHandOver, isLikeHandOver]);
  const outcomes = [
    ...pairs(stored.won ? [stored.won] : [], after.won ? [after.won] : [], [() => true]),
    ...handedOver,
  ];
  return {
    picture: [[stored, after] as const, ...cases].some(([one, now]) => one.picture && now && !now.picture),
    reference: references.some(isGone),
    case: cases.some(isGone),
    event: cases.some(([one, now]) => now && isUndone(one, now)),
    update: updates.some(isGone),
    updatesWords: updates.some(hasOtherWords),
    outcome: outcomes.some(isGone) || handedOver.some(([one, now]) => one.answer && now && !now.answer),
    outcomesWords: outcomes.some(hasOtherWords),
  };
};

/** The cases that a file leaves out, and those of which it takes back what has happened. */
export const casesTakenBack = (stored: readonly PrisonerCase[], after: readonly PrisonerCase[]): Pair<PrisonerCase>[] =>
  pairs(stored, after, [isSameId, isSameCase, isNamesake]).filter(([one, now]) => !now || isUndone(one, now));

/** An entry that is stored, and the one that a file has in its place. */
type Pair<Entry> = readonly [stored: Entry, now: Entry | undefined];
type Rule<Entry> = (stored: Entry, now: Entry) => boolean;

/** @param rules which entries are the same. The first rule that finds one decides, and each entry is found once. */
function pairs<Entry>(stored: readonly Entry[], after: readonly Entry[], rules: readonly Rule<Entry>[]): Pair<Entry>[] {
  const found = new Map<Entry, Entry>();
  const left = new Set(after);
  for (const rule of rules)
    for (const one of stored) {
      const now = found.has(one) ? undefined : [...left].find((other) => rule(one, other));
      if (now === undefined) continue;
      found.set(one, now);
      left.delete(now);
    }
  return stored.map((one) => [one, found.get(one)]);
}

const isGone = ([, now]: Pair<unknown>): boolean => now === undefined;

/** Whether a field that was there has another value. One that is new takes nothing back. */
const hasOtherWords = ([stored, now]: Pair<object>): boolean =>
  now !== undefined &&
  Object.entries(now).some(([field, value]) => {
    const before = (stored as Record<string, unknown>)[field];
    return before !== undefined && value !== undefined && before !== value;
  });

const isSameCase: Rule<PrisonerCase> = (one, other) => isNamesake(one, other) && one.work === other.work;
const isSameId: Rule<PrisonerCase> = (one, other) => one.id !== undefined && one.id === other.id;
const isNamesake: Rule<PrisonerCase> = (one, other) => one.name === other.name;

const isSameUpdate: Rule<Update> = (one, other) => one.title === other.title && isSameMoment(one, other);
const isLikeUpdate: Rule<Update> = (one, other) => one.title === other.title || isSameMoment(one, other);
const isSameMoment: Rule<Update> = (one, other) => Date.parse(one.at) === Date.parse(other.at);

const isSameSource: Rule<Reference> = (one, other) => one.url === other.url;
const isNamesakeSource: Rule<Reference> = (one, other) => one.title === other.title;

const isSameHandOver: Rule<HandedOver> = (one, other) => one.on === other.on && one.to === other.to;
const isLikeHandOver: Rule<HandedOver> = (one, other) => one.on === other.on || one.to === other.to;

/**
 * Whether what happened to a prisoner is taken back: nobody is alive again. Somebody may be detained once more after a release, as long as
 * the history still has the release.
 */
export function isUndone({ status, history = [] }: SharedCase, now: SharedCase): boolean {
  const events = now.history ?? [];
  const isKept = status !== 'died' && events.some((one) => one.status === status);
  const isBack = status !== now.status && (status === 'died' || now.status === 'detained') && !isKept;
  return isBack || history.some((one) => !events.some((other) => one.status === other.status && one.on === other.on));
}
