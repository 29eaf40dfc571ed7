import { createHash } from 'node:crypto';
import type { PrisonerCase } from './case.ts';
import { caseIds } from './case-ids.ts';
import type { MadePicture } from './picture.ts';

/**
 * A case keeps its place in the history of a campaign also while it has no id: until somebody gives it one, and when its name is corrected
 * before that. Erasing follows it there.
 */

/** What following needs of a case in one version. The texts of a long history would fill the memory. */
export interface Sketch {
  /** Its id, or the one that is made from its name. */
  readonly key: string;
  readonly hasId: boolean;
  readonly name: string;
  /** Where it stands, and in how long a list. */
  readonly place: string;
  /** A hash. */
  readonly story: string | undefined;
  readonly made: MadePicture | undefined;
}

export function sketchesOf(slug: string, cases: readonly PrisonerCase[]): Sketch[] {
  const keys = caseIds(slug, cases);
  return cases.map(({ id, name, story, picture }, i) => ({
    ...{ key: keys[i] ?? '', hasId: id !== undefined, name, place: `${i} of ${cases.length}` },
    story: story && createHash('sha256').update(story).digest('base64'),
    made: picture?.made,
  }));
}

/** Whether an entry is a case: by its id, or without one by the id made from its name. */
export const isOfCase = ({ key, hasId }: Pick<Sketch, 'key' | 'hasId'>, id: string, aliases: ReadonlySet<string>) =>
  key === id || (!hasId && aliases.has(key));

/**
 * The ids made from its names that a case had in a campaign while it had none. An entry without an id in the newest version stands there
 * still, and has no alias.
 * @param versions the oldest first.
 */
export function aliasesIn(versions: readonly (readonly Sketch[])[], id: string): Set<string> {
  const pairs = versions.slice(1).map((after, i) => pairsOf(versions[i] ?? [], after));
  const found = new Set(versions.flat().filter(({ key }) => key === id));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const step of [...pairs, ...pairs.toReversed()])
      for (const [one, other] of step) if (found.has(one) || found.has(other)) found.add(one).add(other);
  }
  const still = new Set((versions.at(-1) ?? []).flatMap(({ key, hasId }) => (hasId ? [] : [key])));
  return new Set([...found].flatMap(({ key, hasId }) => (hasId || key === id || still.has(key) ? [] : [key])));
}

/** Which entry of a version is which of the next one. Two with different ids are two cases. */
export function pairsOf(before: readonly Sketch[], after: readonly Sketch[]): [Sketch, Sketch][] {
  const pairs: [Sketch, Sketch][] = [];
  let [left, right] = [before, after];
  for (const isSame of [isSameKey, isSameName, isCorrected]) {
    for (const one of left) {
      const other = right.find((each) => isSame(one, each));
      if (!other) continue;
      pairs.push([one, other]);
      right = right.filter((each) => each !== other);
    }
    const paired = new Set(pairs.map(([one]) => one));
    left = left.filter((one) => !paired.has(one));
  }
  return pairs;
}

type Same = (one: Sketch, other: Sketch) => boolean;
const isSameKey: Same = (one, other) => one.key === other.key;
const mayBeOne: Same = (one, other) => !(one.hasId && other.hasId);
const isSameName: Same = (one, other) => mayBeOne(one, other) && one.name === other.name;

/** Whether the name of a case may have been corrected: the story or the picture is the same, or the place and a part of the name. */
const isCorrected: Same = (one, other) =>
  mayBeOne(one, other) &&
  ((one.story !== undefined && one.story === other.story) ||
    (one.made !== undefined && one.made.id === other.made?.id) ||
    (one.place === other.place && wordsIn(one.name).some((word) => wordsIn(other.name).includes(word))));

const wordsIn = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word.length > 1);
