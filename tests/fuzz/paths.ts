import * as fc from 'fast-check';
import { MARK } from './marks.ts';
import { anyText, mostly } from './texts.ts';

/** Things that a path is bent with, wherever they fit. */
const bends = [
  '/',
  '//',
  '/./',
  '/../',
  '/..%2f',
  '%2F',
  '%5c',
  '\\',
  '%00',
  '%',
  '%zz',
  '%c0%af',
  '%e0%80%af',
  '%ff',
  '%ed%a0%80',
  '%2e%2e/',
  ';a=b',
  '%0d%0aset-cookie:a=b',
  '?',
  '#',
  '*',
  '{slug}',
  ':slug',
  '@evil.example',
  '.json',
  '~',
  `<${MARK}>`,
  `%22%3E%3C${MARK}%3E`,
  '\u0130',
  'a'.repeat(5_000),
];

/** A path in which each `:name` of a route is filled in, sometimes with anything, and which is sometimes bent. */
export function pathOf(route: string, known: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> {
  const names = route.match(/:\w+/g) ?? [];
  const segment = (name: string) =>
    mostly(fc.constantFrom(...(known[name.slice(1)] ?? [''])), fc.oneof(anyText, anyText.map(encodeText)), 6);
  const filled = fc
    .tuple(...names.map(segment))
    .map((values) => names.reduce((path, name, index) => path.replace(name, () => values[index] ?? ''), route));
  return mostly(filled, bent(filled), 6);
}

const bent = (path: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(path, fc.constantFrom(...bends), fc.double({ min: 0, max: 1, noNaN: true })).map(([text, bend, where]) => {
      const at = Math.round(text.length * where);
      return `/${text.slice(1, at)}${bend}${text.slice(at)}`;
    }),
    path.map((text) => text.toUpperCase()),
    path.map((text) => text.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)),
    path.map((text) => `//evil.example${text}`),
    path.map((text) => `https://evil.example${text}`),
    anyText.map((text) => `/${text}`),
  );

/** A query with names that pages read, with any names, or of invalid text. */
export const queryOf = (tokens: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  mostly(
    fc.constant(''),
    fc.oneof(
      { weight: 4, arbitrary: linkQueryOf(tokens) },
      { weight: 3, arbitrary: pairs },
      { weight: 1, arbitrary: anyText },
      {
        weight: 1,
        arbitrary: fc.constantFrom('&&&==', 'token', 'token=', 'token[]=a&token[b]=c', '%', 'a=%ff&b=%c0%af'),
      },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 3_000 }).map((times) => 'a=b&'.repeat(times)) },
    ),
    2,
  );

/** The query of a mail's link. */
export const linkQueryOf = (tokens: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  tokens.map((token) => `token=${encodeText(token)}`);

/** What the addresses of all apps ask for after the `?`. */
const asked = [
  ...['lang', 'source', 'token', 'q', 'status', 'country', 'sort', 'page', 'show', 'theme', 'accent', 'compact'],
  ...['limit', 'cursor', 'from', 'to', 'per_page', 'url', 'format', 'maxwidth', 'maxheight'],
];

const pairs = fc
  .array(
    fc.tuple(
      fc.constantFrom(...asked, '__proto__'),
      fc.oneof(anyText, fc.constantFrom('en', 'ar', 'json', 'form', 'all', '0', '-1', '1e9', '2026-03-01')),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) => list.map(([name, value]) => `${name}=${encodeText(value)}`).join('&'));

/** As `encodeURIComponent`, which throws at half a character. */
const encodeText = (text: string): string => encodeURIComponent(text.toWellFormed());
