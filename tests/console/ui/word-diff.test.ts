import { expect, it } from 'vitest';
import { wordDiff } from '../../../functions/console/ui/word-diff.ts';

const marked = (before: string, after: string, language?: string) =>
  wordDiff(before, after, language)
    .map(({ kind, text }) => ({ same: text, taken: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');

it('marks the fewest words', () => {
  expect(marked('They were held in Baku.', 'They are held in Baku, still.')).toBe(
    'They [-were -][+are +]held in Baku[+, still+].',
  );
  expect(marked('a b c', 'a b c')).toBe('a b c');
  expect(marked('', 'new words')).toBe('[+new words+]');
  expect(marked('old words', '')).toBe('[-old words-]');
  expect(marked('one two three.', 'two five three.')).toBe('[-one -]two [+five +]three.');
});

it('knows words in scripts without spaces, and in those from right to left', () => {
  expect(marked('他们被关押', '他们被释放', 'zh')).toBe('他们被[-关押-][+释放+]');
  expect(marked('الحرية الآن لهم', 'الحرية غدا لهم', 'ar')).toBe('الحرية [-الآن -][+غدا +]لهم');
});

it('gives back both texts, whatever they are', () => {
  const words = ['a', 'b ', 'c\n', '  ', '.', 'ж', 'é', '👩‍👩‍👧 '];
  let seed = 7;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const text = () => Array.from({ length: next() * 30 }, () => words[Math.floor(next() * words.length)]).join('');
  for (let i = 0; i < 300; i++) {
    const [before, after] = [text(), text()];
    const runs = wordDiff(before, after, 'not a tag!');
    const side = (kind: 'taken' | 'added') =>
      runs.flatMap((run) => (run.kind === 'same' || run.kind === kind ? run.text : [])).join('');
    expect([side('taken'), side('added')]).toEqual([before, after]);
  }
});

it('compares the longest texts in less than a second, and marks all of what is longer', () => {
  const long = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word}${i % 97}`).join(' ');
  const start = performance.now();
  const runs = wordDiff(long(1_500, 'a'), long(1_500, 'b'));
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(runs).toHaveLength(2);
  expect(wordDiff(long(9_000, 'a'), long(9_000, 'b'))).toHaveLength(2);
});
