import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { type Catalogue, cataloguesIn } from '../../../functions/ui/messages/catalogue.ts';
import { en } from '../../../functions/ui/messages/en.ts';
import { translatorOf } from '../../../functions/ui/messages/messages.ts';
import { languages, speak } from '../../../functions/ui/messages/speak.ts';
import { speaking } from '../../support/speaking.ts';

const folder = mkdtempSync(join(tmpdir(), 'amparo-test-'));
const url = pathToFileURL(`${folder}/`);
const write = (path: string, content: object | string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
};
write('fr/sign.json', { 'sign.title': 'Signer cette pétition' });
write('fr/site.json', { 'site.name': 'Amparo' });
write('fr/glossary.md', '# Glossary');
write('ru/sign.json', {
  'sent.wait.hours': '{hours, plural, one {# час} few {# часа} many {# часов} other {# часа}}',
});
const read = cataloguesIn(url);

afterAll(() => rmSync(folder, { recursive: true }));
speaking(['en'], read);

it('reads all files of a language as one catalogue, and nothing beside them', () => {
  expect(read('fr')).toEqual({ 'sign.title': 'Signer cette pétition', 'site.name': 'Amparo' });
});

it('speaks the languages that are chosen, and the first to those whose language it does not have', () => {
  speak(['fr', 'ru'], read);
  expect(languages).toEqual(['fr', 'ru']);
  for (const tag of ['fr-CA', 'en', 'uk', undefined]) expect([tag, translatorOf(tag).locale]).toEqual([tag, 'fr']);
  expect(translatorOf('ru-KZ').locale).toBe('ru');
  expect(translatorOf('fr').t('sign.title')).toBe('Signer cette pétition');
});

it('reads a language when it is needed first, and once', () => {
  const asked: string[] = [];
  speak(['en', 'fr', 'ru'], (language): Catalogue => {
    asked.push(language);
    return read(language);
  });
  translatorOf('en');
  expect(asked).toEqual([]);
  for (const tag of ['fr', 'fr-BE', 'fr']) translatorOf(tag);
  expect(asked).toEqual(['fr']);
});

it('shows English words, in English forms, where a language has none', () => {
  speak(['ru'], read);
  const { t, fault } = translatorOf('ru');
  expect([1, 3, 5, 21].map((hours) => t('sent.wait.hours', { hours }))).toEqual([
    '1 час',
    '3 часа',
    '5 часов',
    '21 час',
  ]);
  // 21 is “one” in Russian.
  expect(t('sent.wait.minutes', { minutes: 21 })).toContain('21 minutes');
  expect(fault('email', 'missing')).toBe(en['field.email.missing']);
});
