import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type CampaignFile, campaignFile } from '../../../functions/core/campaigns/campaign.ts';
import { markdownFaults } from '../../../functions/core/campaigns/fields.ts';
import { hasMarkdown, longTexts } from '../../../functions/core/campaigns/has-markdown.ts';
import {
  isUsualLink,
  linkFault,
  markdownHtml,
  mostEvents,
  oddLinks,
  tooMuchMarkdown,
} from '../../../functions/core/campaigns/markdown.ts';
import { fieldsOf } from '../../../functions/core/campaigns/schema.ts';
import { campaignOf } from '../../support/campaign.ts';

describe('makes HTML of', () => {
  it.each([
    [
      'a link',
      'See [the report](https://example.org/?a=1&b=2).',
      '<p>See <a href="https://example.org/?a=1&amp;b=2">the report</a>.</p>',
    ],
    ['an address of e-mail', '[Write](mailto:a@example.org)', '<p><a href="mailto:a@example.org">Write</a></p>'],
    ['a list', '- One\n- Two', '<ul>\n<li>One</li>\n<li>Two</li>\n</ul>'],
    ['a numbered list', '1. One\n2. Two', '<ol>\n<li>One</li>\n<li>Two</li>\n</ol>'],
    ['a numbered list in brackets', '1) One\n2) Two', '<ol>\n<li>One</li>\n<li>Two</li>\n</ol>'],
    ['a list that goes on', '9. One\n10. Two', '<ol start="9">\n<li>One</li>\n<li>Two</li>\n</ol>'],
    ['a line break', 'One\\\nTwo', '<p>One<br />\nTwo</p>'],
    ['paragraphs', 'One\nof all.\n\nTwo', '<p>One\nof all.</p>\n<p>Two</p>'],
    ['strong words', '**Free them** now', '<p><strong>Free them</strong> now</p>'],
    ['emphasis', 'He said “*Now*”.', '<p>He said “<em>Now</em>”.</p>'],
    [
      'one in the other',
      '**a *b* c** *a **b***',
      '<p><strong>a <em>b</em> c</strong> <em>a <strong>b</strong></em></p>',
    ],
    ['both at once', '***Now***', '<p><em><strong>Now</strong></em></p>'],
    ['strong words over two lines', '**One\ntwo**', '<p><strong>One\ntwo</strong></p>'],
    [
      'a link in strong words, with stars in its address',
      '**See [it](https://example.org/**)**',
      '<p><strong>See <a href="https://example.org/**">it</a></strong></p>',
    ],
    [
      'strong words in a link',
      '[**It**](https://example.org)',
      '<p><a href="https://example.org"><strong>It</strong></a></p>',
    ],
    ['a heading', '## Why now\nBecause.', '<p><strong>Why now</strong></p>\n<p>Because.</p>'],
    [
      'a heading below a text',
      'One.\n# **Two**\n- a',
      '<p>One.</p>\n<p><strong>Two</strong></p>\n<ul>\n<li>a</li>\n</ul>',
    ],
  ])('%s', (_, text, html) => {
    expect(hasMarkdown(text)).toBe(!text.startsWith('One\nof all.'));
    expect(markdownHtml(text)).toBe(html);
  });
});

describe('shows as it is written', () => {
  it.each([
    ['HTML', '<b>x</b> <img src=x onerror=alert(1)> <!-- x -->'],
    ['a block of HTML', '<script>\nalert(1)\n</script>'],
    ['an entity', 'Salt &amp; pepper &#60;'],
    ['lines under words', '_soft_ and __bold__, https://example.org/_a_'],
    ['stars that are no pair', '2 * 3 * 4 = 2*3*4, ** no **, **no, price* and cost*, ****'],
    ['a number sign', '#1 is not #2, # no\n #  nor this'],
    ['an underlined heading', 'One\n---'],
    ['code', '`x`\n```\ny\n```'],
    ['an indented text', 'One\n\n    two'],
    ['a quotation', '> One'],
    ['a definition', '[a]: https://example.org\n\n[a]'],
    ['a bare address', '<https://example.org> https://example.org'],
    ['an escape', 'C:\\*\\_'],
    ['years at the start of lines', '2011. One\n2013. Two\n\n1999) Three'],
    ['years one after the other', '2011. One\n2012. Two'],
    ['dates', '1. Mai 2014: One\n\n7. Mai 2014: Two'],
    ['dates that go back', '12. Dezember\n5. Januar'],
    ['one date', '7. Mai 2014: One'],
    ['the first of a month, in a paragraph', 'They came on the\n1. Mai 2014, and'],
    ['dates with a zero', '01. Mai\n02. Mai'],
    ['numbers in brackets that leave one out', '1) One\n3) Two'],
    ['entries that all have one number', '1. One\n1. Two'],
    ['a date within a date', '3. 7. 2014: One'],
    ['dates after a tab', '1.\tOne\n\t3.\tTwo'],
    ['a line that ends in blanks', 'One  \nTwo'],
  ])('%s', (_, text) => {
    const html = markdownHtml(text);
    expect(html.match(/<(?!\/?p>)[^>]*>/g)).toBeNull();
    const words = html
      .replace(/<\/?p>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(words.replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '));
  });
});

it('makes of a picture a link to it, which loads nothing', () => {
  expect(markdownHtml('![A cell](https://example.org/x.png)')).toBe(
    '<p>!<a href="https://example.org/x.png">A cell</a></p>',
  );
});

it('shows dates in the entries of a list as they are written', () => {
  expect(markdownHtml('- 7. Mai\n- 9. Mai\n  3) Juni')).toBe('<ul>\n<li>7. Mai</li>\n<li>9. Mai\n3) Juni</li>\n</ul>');
});

/** What a reader sees of a page: the number of each entry of a list, as a browser counts it, and the words. */
function shownOf(html: string): string {
  const counts: number[] = [];
  return html
    .replace(/<ol(?: start="(\d+)")?>|<\/ol>|<ul>|<\/ul>|<li>|<[^>]*>/g, (tag, start = '1') => {
      if (tag.startsWith('<ol')) counts.push(Number(start));
      else if (tag === '<ul>') counts.push(Number.NaN);
      else if (/^<\/[ou]l>$/.test(tag)) counts.pop();
      else if (tag === '<li>') {
        const count = counts.pop() ?? 0;
        counts.push(count + 1);
        return Number.isNaN(count) ? ' ' : ` ${count}. `;
      }
      return ' ';
    })
    .replace(/[\s-]+/g, ' ')
    .trim();
}

it('shows every number that is written, in any text of dates and lists', () => {
  const words = fc.constantFrom(
    ...[
      '1',
      '2',
      '3',
      '7',
      '12',
      '31',
      '01',
      '2014',
      '. ',
      '. ',
      ') ',
      '.',
      'Mai',
      '- ',
      '  ',
      '   ',
      '\t',
      '\n',
      '\n',
      '\n\n',
    ],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const text = parts.join('').trim();
      const written = text.replaceAll(')', '.').replace(/[\s-]+/g, ' ');
      expect(shownOf(markdownHtml(text)).replaceAll(')', '.').replace(/ /g, '')).toBe(written.replace(/ /g, ''));
    }),
    { numRuns: 2_000 },
  );
});

/** Texts out of the pieces that could do harm, or that Markdown knows. */
const pieces = fc.constantFrom(
  ...[
    '[',
    ']',
    '(',
    ')',
    '](',
    '<',
    '>',
    '"',
    "'",
    '\\',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '  ',
    '\t',
    '*',
    '**',
    '\n# ',
    '_',
    '`',
    '#',
    '!',
    '&',
  ],
  ...[
    'javascript:alert(1)',
    'JavaScript:',
    'data:text/html,x',
    'vbscript:x',
    'https://example.org',
    'mailto:a@b.c',
    '//x.y',
  ],
  ...[
    '<script>',
    '<img src=x onerror=x>',
    '&#106;avascript:',
    '&colon;',
    'onclick=x',
    '\u0000',
    '\u202E',
    'words',
    ' ',
  ],
);
const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 30 }).map((parts) => parts.join(''));

it('shows the words alone of a link whose scheme could do harm, on one line or two', () => {
  expect(markdownHtml('[a](javascript:x) and [b\\\nc](data:x "t") and [d](https://example.org)')).toBe(
    '<p>a and b<br />\nc and <a href="https://example.org">d</a></p>',
  );
});

it('makes only paragraphs, lists, links, line breaks, strong words and emphasis, each whole, of any text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const open: string[] = [];
      for (const [tag] of markdownHtml(text).matchAll(/<[^>]*>/g)) {
        expect(tag).toMatch(
          /^<(?:\/?(?:p|ul|ol|li|strong|em)|ol start="\d+"|br \/|\/a|a href="[^"<>]*"(?: title="[^"<>]*")?)>$/,
        );
        const [, slash, name = ''] = /^<(\/?)(\w+)/.exec(tag) ?? [];
        if (slash) expect(open.pop()).toBe(name);
        else if (name !== 'br') open.push(name);
      }
      expect(open).toEqual([]);
    }),
  );
});

it('finds every link that could do harm, of any text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const odd = oddLinks(text);
      for (const [, address = ''] of markdownHtml(text).matchAll(/ href="([^"]*)"/g)) {
        expect(address).toMatch(/^(?!\s*(?:javascript|data|vbscript):)/i);
        if (odd.length === 0) expect(address).toMatch(/^(?:https?|mailto):/i);
      }
    }),
  );
});

it('shows a text without Markdown as it always did: in paragraphs', () => {
  const plain = (text: string) =>
    text
      .split(/\n\s*\n/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '));
  const words = fc.constantFrom(
    ...['One', 'two.', '5 * 3', '2013.', '7. ', '3) ', '#4', '<b>', '&amp;', '- ', '\n', '\n\n', ' ', '_x_', '> '],
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
      const text = parts.join('').trim();
      if (hasMarkdown(text)) return;
      const shown = [...markdownHtml(text).matchAll(/<p>(.*?)<\/p>/gs)].map(([, content = '']) =>
        content.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replace(/\s+/g, ' '),
      );
      expect(shown).toEqual(plain(text));
    }),
  );
});

it('takes whole addresses of the web and of e-mail, and no other', () => {
  for (const address of [
    'https://example.org',
    'http://example.org/x?y#z',
    'HTTPS://example.org',
    'mailto:a@example.org',
  ])
    expect(isUsualLink(address), address).toBe(true);
  for (const address of [
    ...['', '#updates', '/campaigns/x', '//example.org', 'example.org', 'javascript:alert(1)', 'data:text/html,x'],
    ...[
      'https:',
      'https://',
      'https:///x',
      'mailto:',
      'ftp://example.org',
      'file:///etc/passwd',
      ' https://example.org',
    ],
  ])
    expect(isUsualLink(address), address).toBe(false);
});

it('never says of an address how it must begin, if it begins so', () => {
  const parts = ['https://', 'http://', 'mailto:', 'a', '.', '/', '@', ' ', '"', '\\', ':', '9', '\u202e', '[', '%'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), (some) => {
      const address = some.join('');
      const fault = linkFault(address);
      if (/^https?:\/\//i.test(address)) expect(fault ?? '').not.toMatch(/begin/);
      else if (/^mailto:/i.test(address)) expect(fault ?? 'follows mailto:').toContain('follows mailto:');
      else expect(fault).toContain('begins with');
    }),
  );
});

describe('takes no text that costs a page too much:', () => {
  const LONGEST = 8_000;
  const filled = (part: string) => part.repeat(LONGEST / part.length);
  const lines = (line: (i: number) => string) => Array.from({ length: 1_600 }, (_, i) => line(i)).join('\n');

  it.each([
    ['lists in lists on a line', filled('- ')],
    ['the same after a word', `They ask:\n${filled('* ')}`],
    ['the same with tabs', filled('\t-')],
    ['numbered lists in lists', filled('1. ')],
    ['numbers in brackets', filled('2) ')],
    ['lists of both kinds', filled('- 1. + 2) ')],
    ['lists in lists, line by line', lines((i) => `${'  '.repeat(i)}- a`)],
    ['the same with many on each line', lines((i) => `${' '.repeat(10 * i)}- - - - - a`)],
    ['six lists in lists', '- - - - - - a'],
    ['six lists in lists, line by line', [0, 1, 2, 3, 4, 5].map((i) => `${'  '.repeat(i)}- a`).join('\n')],
  ])('%s', (_, text) => {
    expect(tooMuchMarkdown(text.slice(0, LONGEST))).toBe('lists-too-deep');
  });

  it.each([
    ['lines in a list', `- - - - - a\n${filled('b\n')}`],
    ['entries of lists in lists', filled('- - - - - a\n')],
    ['entries', filled('- a\n')],
    ['lists one after the other', filled('- a\n* b\n')],
    ['empty entries', filled('-\n\n')],
    ['wrong numbers', lines(() => '5. a')],
    ['wrong numbers that fall', lines((i) => `${9 - (i % 9)}. a`)],
    ['wrong numbers in paragraphs', filled('7. a\n\n')],
    ['wrong numbers in wrong numbers', filled('1. 7. 9. a\n')],
    ['brackets', filled('[')],
    ['pairs of brackets', filled('[]')],
    ['line breaks', filled('\\\n')],
    ['lines', filled('a\n')],
    ['links without words', filled('[a](https://b.c)')],
    ['links that have no end', filled('[a](')],
    ['links whose titles have no end', `${filled('[a](b (').slice(0, -5)}](b)`],
  ])('%s', (_, text) => {
    expect(tooMuchMarkdown(text.slice(0, LONGEST))).toBe('too-many-parts');
  });

  it('says so in the field, and takes a text with many lists and links', () => {
    const faults = (why: string) => z.safeParse(campaignFile, { ...campaignOf(), why }).error?.issues ?? [];
    expect(faults(filled('- ')).map(({ message }) => message)).toContain('may have lists in lists, but only 5 deep');
    expect(faults(filled('[]')).map(({ message }) => message)).toContain(
      'has too many list entries, links and line ends for so few words',
    );
    for (const [many, entry] of [
      [100, '- [Report of the year](https://example.org/reports/2026/prisoners)'],
      [30, '- - - - - A list in lists, with some words that make it long enough'],
      [100, 'A line of a poem that has a few words\\'],
    ] as const)
      expect(tooMuchMarkdown(Array.from({ length: many }, () => entry).join('\n')), entry).toBeUndefined();
    expect(mostEvents('')).toBe(500);
  });
});

it('parses a text once, however often a change of its campaign checks it', () => {
  const text = `Once ${'[ab '.repeat(1_990)}`;
  /** Of the processor. */
  function costOf(times: number): number {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) expect(markdownFaults(text)).toEqual([]);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  }
  const first = costOf(1);
  expect(costOf(20)).toBeLessThan(first);
});

it('says of a text what it has said before, and of each other one what is wrong with it', () => {
  const all = ['See [it](/x)', 'See [it](/y)', 'See it', '- '.repeat(9)];
  const faults = () => all.map((text) => markdownFaults(text).map((fault) => /“.*”|deep/.exec(fault)?.[0]));
  expect(faults()).toEqual([['“/x”'], ['“/y”'], [], ['deep']]);
  expect(faults()).toEqual([['“/x”'], ['“/y”'], [], ['deep']]);
  expect(markdownFaults('A long sentence with [a link](/x). '.repeat(100))).toHaveLength(10);
});

it('names the odd links of a text as they were written', () => {
  const text = '[a](javascript:alert("1<2&3")) [b](https://example.org) [c](/x) [d]() [e](<data:text/html,y>)';
  expect(oddLinks(text)).toEqual(['javascript:alert(%221%3C2&3%22)', '/x', '', 'data:text/html,y']);
});

it('knows every field that may have paragraphs as a long text', () => {
  const filled: Record<string, (text: string) => Partial<CampaignFile>> = {
    why: (why) => ({ why }),
    letter: (letter) => ({ letter }),
    'handedOver.answer': (answer) => ({ handedOver: [{ on: '2026', to: 'Them', answer }] }),
    'cases.story': (story) => ({ cases: [{ name: 'Ada', status: 'detained', story }] }),
    'updates.text': (text) => ({ updates: [{ at: '2026-02-01T00:00:00Z', title: 'News', text }] }),
  };
  const names = [...fieldsOf(campaignFile)].filter(([, field]) => z.safeParse(field, 'One.\n\nTwo.').success);
  const long = names.map(([name]) => name);
  expect(long.filter((name) => !name.startsWith('translations.'))).toEqual(['$schema', ...Object.keys(filled)]);
  const translated = long.filter((name) => name.startsWith('translations.'));
  expect(translated.sort()).toEqual(
    Object.keys(filled)
      .map((name) => `translations.${name}`)
      .sort(),
  );
  for (const [name, fill] of Object.entries(filled)) expect(longTexts(campaignOf(fill(name)))).toContain(name);
});
