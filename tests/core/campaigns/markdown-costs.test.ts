import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type * as micromark from 'micromark';
import { describe, expect, it, vi } from 'vitest';
import { checkCampaign, FaultyFile } from '../../../functions/core/campaigns/faults.ts';
import { markdownFaults } from '../../../functions/core/campaigns/fields.ts';
import { smallFile } from '../../support/campaign.ts';

/** The parser of Markdown takes long for a hostile text, so such a text must not get there, or only its beginning. */

/** Letters that the parser has got. */
const got = vi.hoisted(() => ({ letters: 0 }));
vi.mock('micromark', async (original) => {
  const own = await original<typeof micromark>();
  const preprocess: typeof own.preprocess = () => {
    const read = own.preprocess();
    return (value, ...rest) => {
      got.letters += value.length;
      return read(value, ...rest);
    };
  };
  return { ...own, preprocess };
});
const LONGEST = 8_000;
const filled = (part: string) => part.repeat(LONGEST / part.length);
const DENSE = 'has too many list entries, links and line ends for so few words';

/** What is said of a campaign with some fields. */
function saidOf(fields: object): string[] {
  try {
    checkCampaign({ ...smallFile, ...fields });
  } catch (error) {
    if (error instanceof FaultyFile) return error.faults.map(({ message }) => message);
    throw error;
  }
  return [];
}

/** The same, and how many letters the parser has got for it. */
function costOf(fields: object): { said: string[]; letters: number } {
  // The other texts are parsed once, and so are words that a fault is tried with.
  saidOf({ why: '' });
  got.letters = 0;
  return { said: saidOf(fields), letters: got.letters };
}

describe('the parser gets nothing of a text that shows without it what is wrong:', () => {
  it.each([
    ['lines', filled('a\n'), DENSE],
    ['paragraphs', filled('a\n\n'), DENSE],
    ['headings, and the end of a link', `${filled('# \n').slice(9)}](b)`, DENSE],
    ['links that have no end', filled('[a]('), DENSE],
    ['titles of links that have no end', filled('[a](b ('), DENSE],
    ['line ends of other kinds', filled('# \r'), 'must be without control characters'],
    ['control characters', `${filled('- abcd\n')}\u0000`, 'must be without control characters'],
    ['more letters than the field has', '[a](b) '.repeat(1_400), 'must be 8000 characters or shorter (it is 9799)'],
  ])('%s', (_, why, said) => {
    expect(costOf({ why })).toEqual({ said: [said], letters: 0 });
  });

  it('and nothing of a campaign whose texts have too many headings, in all its languages', () => {
    const [why, languages] = [`${'# \n'.repeat(400)}${'Some words. '.repeat(300)}`, ['de', 'fr', 'it', 'pl', 'ru']];
    const cases = Array.from({ length: 20 }, (_, i) => ({
      name: `N${i}`,
      status: 'detained',
      story: '# \n'.repeat(400),
    }));
    const translations = Object.fromEntries(
      languages.map((tag) => [tag, { title: 't', demand: 'd', why, letter: why }]),
    );
    const said = ['has more than 40,000 lines, list entries and links in its texts'];
    expect(costOf({ why, letter: why, cases, translations })).toEqual({ said, letters: 0 });
  });
});

it.each([
  ['entries', '- a\n', 0.6],
  ['entries of lists in lists', '- - - - - a\n', 0.4],
  ['lists one after the other', '- a\n* b\n', 0.5],
  ['numbers that begin no list', '1. a\n\n7. b\n\n', 0.6],
])('stops at the first pieces that are too many: %s', (_, part, most) => {
  const { said, letters } = costOf({ why: filled(part) });
  expect(said).toEqual([DENSE]);
  expect(letters / LONGEST).toBeLessThan(most);
});

it('gives the parser the whole of a text that has few pieces, with what is wrong at its end', () => {
  const why = `${'Words of a long story. '.repeat(300)}[a](/x)`;
  const said = [expect.stringContaining('may not link to “/x”')];
  expect(costOf({ why })).toEqual({ said, letters: why.length });
});

it('keeps no text in memory by its odd addresses', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const texts = 300;
  /** Each is a text of its own, with an address that is longer than what a message repeats. */
  const check = (i: number) => markdownFaults(`${i} [a](/${'x'.repeat(100)}) ${`${i} words `.repeat(900)}`);
  check(-1);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < texts; i++) expect(check(i)).toHaveLength(1);
  collect();
  expect((process.memoryUsage().heapUsed - before) / texts).toBeLessThan(4_000);
});
