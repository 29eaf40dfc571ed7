import { expect, it } from 'vitest';
import { en } from '../../../functions/ui/messages/en.ts';
import { withSingleStops } from '../../../functions/ui/messages/full-stops.ts';
import { USUAL_LANGUAGES } from '../../../functions/ui/messages/languages.ts';
import { type MessageKey, translatorOf } from '../../../functions/ui/messages/messages.ts';
import { speaking } from '../../support/speaking.ts';

speaking(USUAL_LANGUAGES);

/** Messages with the name of a group, or with other words that somebody chose. */
const named = (Object.keys(en) as MessageKey[]).filter((key) =>
  /\{(group|title|name|campaign|first|summary)\}/.test(en[key]),
);

it.each(USUAL_LANGUAGES)('ends no sentence twice after a name that ends in a full stop, in %s', (language) => {
  const { t } = translatorOf(language);
  const values = new Proxy({} as Record<string, string>, {
    get: (_, name) => (/group|title|name|campaign|first|summary/.test(String(name)) ? 'Stimmen e. V.' : 1),
  });
  expect(named.length).toBeGreaterThan(20);
  for (const key of named) {
    const names = [...en[key].matchAll(/\{(\w+)/g)].map(([, name = '']) => name);
    const said = t(key, Object.fromEntries(names.map((name) => [name, values[name]!])));
    expect(said.replace(/[\u2066-\u2069]/g, ''), key).not.toMatch(/\.\.|\.\s\./);
  }
  expect(t('group.run-by', { group: 'Stimmen e. V.' })).toContain('Stimmen e. V.');
});

it.each([
  ['Run by Free them!. Ask.', 'Free them!', 'Run by Free them! Ask.'],
  ['Run by \u2068أحرار؟\u2069.', 'أحرار؟', 'Run by \u2068أحرار؟\u2069'],
  ['Խումբ e. V.։', 'e. V.', 'Խումբ e. V.։'],
  ['Run by Voices.', 'Voices', 'Run by Voices.'],
  ['e. V. runs it.', 'e. V.', 'e. V. runs it.'],
])('makes of %j with %j: %j', (text, group, said) => {
  expect(withSingleStops(text, { group, number: 3 })).toBe(said);
});
