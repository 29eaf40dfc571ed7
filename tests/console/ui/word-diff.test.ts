import { expect, it } from 'vitest';
import { roomForPage, wordDiff } from '../../../functions/console/ui/word-diff.ts';

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

const long = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word}${i % 97}`).join(' ');

it('compares the longest texts of a campaign, and marks all of what is longer', () => {
  const room = roomForPage();
  expect(wordDiff(long(1_500, 'a'), `${long(750, 'a')} ${long(750, 'b')}`, 'en', room)).toHaveLength(3);
  expect(room.compared).toBeGreaterThan(0);
  const [before, after] = [long(9_000, 'a'), `b ${long(9_000, 'a')} b`];
  expect(wordDiff(before, after)).toEqual([
    { kind: 'taken', text: before },
    { kind: 'added', text: after },
  ]);
});

it('compares no more for many texts than for a few, and marks the others as a whole', () => {
  const room = roomForPage();
  const { compared } = room;
  const diffs = Array.from({ length: 20 }, () => wordDiff(long(1_500, 'a'), `b ${long(1_500, 'a')} b`, 'en', room));
  const whole = diffs.filter((runs) => runs.length === 2).length;
  expect([diffs[0]?.length, whole > 15]).toEqual([4, true]);
  expect(room.compared).toBeGreaterThanOrEqual(0);
  expect(room.compared).toBeLessThan(compared);
});

it('makes few runs of texts in which each second word is another one', () => {
  const [before, after] = ['a', 'b'].map((word) =>
    Array.from({ length: 1_200 }, (_, i) => `${word}${i} same`).join(' '),
  );
  const room = roomForPage();
  const runs = Array.from({ length: 3 }, () => wordDiff(before!, after!, 'en', room)).flat();
  expect(runs.length).toBeLessThan(roomForPage().runs);
});

it('takes a sign that is repeated as one', () => {
  expect(marked('Free them!!!', 'Free them!')).toBe('Free them[-!!!-][+!+]');
  expect(wordDiff('.'.repeat(4_000), ','.repeat(4_000))).toHaveLength(2);
});
