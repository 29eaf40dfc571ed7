import { expect, it } from 'vitest';
import {
  canonicalAddress,
  dataInLanguage,
  inLanguage,
  mistakenAddress,
  readAddress,
} from '../../../functions/ui/messages/addresses.ts';

const seven = ['en', 'az', 'hy', 'ru', 'fr', 'de', 'ar'];

it.each([
  ['/', undefined, '/'],
  ['/az', 'az', '/'],
  ['/az/', 'az', '/'],
  ['/az/campaigns/x', 'az', '/campaigns/x'],
  ['/az//cases', undefined, '/az//cases'],
  ['/az//', undefined, '/az//'],
  ['/campaigns/az', undefined, '/campaigns/az'],
  ['/azx/campaigns', undefined, '/azx/campaigns'],
  ['/AZ/campaigns/x', undefined, '/AZ/campaigns/x'],
  ['/az-Latn/campaigns/x', undefined, '/az-Latn/campaigns/x'],
  ['/xx/campaigns/x', undefined, '/xx/campaigns/x'],
  // What is no page has no language in its path.
  ['/az/api/campaigns', undefined, '/az/api/campaigns'],
  ['/az/embed/campaigns/x', undefined, '/az/embed/campaigns/x'],
  ['/az/campaigns/x/counts.csv', undefined, '/az/campaigns/x/counts.csv'],
  ['/az/healthz', undefined, '/az/healthz'],
])('reads in %s the language %s and the page %s', (path, language, page) => {
  expect(readAddress(path, seven)).toEqual(language === undefined ? { path: page } : { language, path: page });
  // An installation of one language has no addresses with one.
  expect(readAddress(path, ['az'])).toEqual({ path });
});

it.each([
  ['/AZ/campaigns/x', 'az', '/campaigns/x'],
  ['/az-Latn/', 'az', '/'],
  ['/en-US', 'en', '/'],
  ['/en-US//evil.example', 'en', '/evil.example'],
  ['/az///cases', 'az', '/cases'],
  ['/xx/campaigns/x', undefined, '/campaigns/x'],
  ['/az-Cyrl/cases', undefined, '/cases'],
  ['/uk/cases', undefined, '/cases'],
])('finds for %s the nearest language %s, and the page %s', (path, nearest, page) => {
  expect(mistakenAddress(path, seven)).toEqual({ nearest, path: page });
});

it.each(['/', '/campaigns/x', '/docs', '/nowhere', '/api/nowhere', '/api'])('finds no language in %s', (path) => {
  expect(mistakenAddress(path, seven)).toBeUndefined();
});

it('writes addresses that it reads', () => {
  for (const tag of seven)
    expect(readAddress(inLanguage(tag, '/cases?page=2', seven), seven)).toEqual({
      language: tag,
      path: '/cases?page=2',
    });
  expect(canonicalAddress('en', '/cases', seven)).toBe('/cases');
  expect(canonicalAddress('az', '/cases', seven)).toBe('/az/cases');
  expect(dataInLanguage('az', '/feed.atom', seven)).toBe('/feed.atom?lang=az');
  expect(dataInLanguage('az', '/x.svg?y=1', seven)).toBe('/x.svg?y=1&lang=az');
  for (const write of [inLanguage, canonicalAddress, dataInLanguage]) expect(write('az', '/x', ['az'])).toBe('/x');
});
