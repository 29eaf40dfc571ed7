import { expect, it } from 'vitest';
import { dangerWords } from '../../commands/campaign/print.ts';
import { en } from '../../functions/ui/messages/en.ts';
import { textOf } from './markdown.ts';

const lineOf = (document: string, begin: string): string =>
  textOf(document)
    .split('\n')
    .find((line) => line.startsWith(begin)) ?? '';

/** Where a person reads what `publish: live` gives away. */
const places: Record<string, string> = {
  'the check of a file': dangerWords['live-from-now'],
  'the schema of a file': JSON.parse(textOf('docs/reference/campaign.schema.json')).properties.publish.description,
  'the list of fields': lineOf('docs/reference/campaign-file.md', '| `publish` |'),
  'the campaign’s page': en['privacy.live'],
  'the README': lineOf('README.md', '- With `publish: live`'),
};

it.each(Object.entries(places))('says in %s that an observer can see by a live total who signed', (_place, words) => {
  expect(words).toMatch(/\b(observer|watches|person who sees)\b/);
  expect(words).toMatch(/\bcan (then )?(see|guess) .*\bsigned\b/);
});

it('says who may choose it where somebody chooses it', () => {
  for (const place of ['the check of a file', 'the list of fields'])
    expect(places[place]).toContain('only if no signer is in danger');
});
