import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMarkdown } from '../../../functions/core/campaigns/has-markdown.ts';
import { isUsualLink, markdownHtml, oddLinks } from '../../../functions/core/campaigns/markdown.ts';

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
    ['a line break', 'One\\\nTwo', '<p>One<br />\nTwo</p>'],
    ['paragraphs', 'One\nof all.\n\nTwo', '<p>One\nof all.</p>\n<p>Two</p>'],
  ])('%s', (_, text, html) => {
    expect(hasMarkdown(text)).toBe(text.includes('[') || /^[-1]|\\/.test(text));
    expect(markdownHtml(text)).toBe(html);
  });
});

describe('shows as it is written', () => {
  it.each([
    ['HTML', '<b>x</b> <img src=x onerror=alert(1)> <!-- x -->'],
    ['a block of HTML', '<script>\nalert(1)\n</script>'],
    ['an entity', 'Salt &amp; pepper &#60;'],
    ['emphasis', '**bold** _soft_ 2 * 3 * 4'],
    ['a heading', '# One\n## Two'],
    ['an underlined heading', 'One\n---'],
    ['code', '`x`\n```\ny\n```'],
    ['an indented text', 'One\n\n    two'],
    ['a quotation', '> One'],
    ['a definition', '[a]: https://example.org\n\n[a]'],
    ['a bare address', '<https://example.org> https://example.org'],
    ['an escape', 'C:\\*\\_'],
    ['years at the start of lines', '2011. One\n2013. Two\n\n1999) Three'],
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

it('makes only paragraphs, lists, links and line breaks, of any text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      for (const [tag] of markdownHtml(text).matchAll(/<[^>]*>/g))
        expect(tag).toMatch(/^<(?:\/?(?:p|ul|ol|li)|ol start="\d+"|br \/|\/a|a href="[^"<>]*"(?: title="[^"<>]*")?)>$/);
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
    ...['One', 'two.', '5 * 3', '2013.', '#4', '<b>', '&amp;', '- ', '\n', '\n\n', ' ', '_x_', '> '],
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

it('names the odd links of a text as they were written', () => {
  const text = '[a](javascript:alert("1<2&3")) [b](https://example.org) [c](/x) [d]() [e](<data:text/html,y>)';
  expect(oddLinks(text)).toEqual(['javascript:alert(%221%3C2&3%22)', '/x', '', 'data:text/html,y']);
});
