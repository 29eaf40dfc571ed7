/** A run of words that two texts share, or that only the old or the new one has. */
export interface WordRun {
  readonly kind: 'same' | 'taken' | 'added';
  readonly text: string;
}

/** What the texts of one page may still take. */
interface Room {
  /** Comparisons of two words. */
  compared: number;
  /** Runs of words, each of which is marked. */
  runs: number;
}

/**
 * Room for the texts of one page. It is more than three texts of the longest length need. Beyond, a text is marked as a whole: nobody reads as
 * much word by word.
 */
export const roomForPage = (): Room => ({ compared: 6_000_000, runs: 1_500 });

/**
 * What changed between two texts, word by word: the fewest words that were taken and added.
 * @param language BCP 47 tag, for scripts that have no spaces between words. @param room of the page. What this text takes is taken from it.
 */
export function wordDiff(before: string, after: string, language?: string, room = roomForPage()): WordRun[] {
  const [old, now] = [wordsIn(before, language), wordsIn(after, language)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const [taken, added] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  const around = (runs: readonly WordRun[]) =>
    joined([
      { kind: 'same', text: old.slice(0, start).join('') },
      ...runs,
      { kind: 'same', text: end === 0 ? '' : old.slice(-end).join('') },
    ]);
  const compared = taken.length * added.length;
  if (compared > room.compared) return around(allOf(taken, added));
  room.compared -= compared;
  const runs = around(between(taken, added));
  if (runs.length > room.runs) return around(allOf(taken, added));
  room.runs -= runs.length;
  return runs;
}

const allOf = (taken: readonly string[], added: readonly string[]): WordRun[] => [
  { kind: 'taken', text: taken.join('') },
  { kind: 'added', text: added.join('') },
];

/** The longest common subsequence, word by word: a run is one word. https://en.wikipedia.org/wiki/Longest_common_subsequence */
export function between(old: readonly string[], now: readonly string[]): WordRun[] {
  const width = now.length + 1;
  // How many words the rests of both have in common.
  const common = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const runs: WordRun[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [one, other] = [old[i], now[j]];
    if (one !== undefined && one === other) {
      runs.push({ kind: 'same', text: one });
      i++;
      j++;
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      runs.push({ kind: 'taken', text: one });
      i++;
    } else {
      runs.push({ kind: 'added', text: other ?? '' });
      j++;
    }
  }
  return runs;
}

/** Runs of one kind that follow each other are one run. */
function joined(runs: readonly WordRun[]): WordRun[] {
  const all: WordRun[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (run.text === '') continue;
    if (last?.kind === run.kind) all[all.length - 1] = { kind: run.kind, text: last.text + run.text };
    else all.push(run);
  }
  return all;
}

/** Words and signs, each with the space that follows it. Of a sign that is repeated, all are one. */
function wordsIn(text: string, language: string | undefined): string[] {
  const words: string[] = [];
  let sign: string | undefined;
  for (const { segment, isWordLike = false } of segmenterOf(language).segment(text)) {
    const isSpace = segment.trim() === '';
    if (words.length > 0 && (isSpace || segment === sign)) words[words.length - 1] += segment;
    else words.push(segment);
    sign = isSpace || isWordLike ? undefined : segment;
  }
  return words;
}

function segmenterOf(language: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    // A tag from older rules.
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}
