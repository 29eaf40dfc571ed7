import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { cataloguesIn } from '../../../functions/ui/messages/catalogue.ts';
import { bundleMessages } from '../../../infra/bundle/messages.ts';

const directory = mkdtempSync(join(tmpdir(), 'amparo-test-'));
const folderOf = (path: string) => pathToFileURL(`${join(directory, path)}/`);
afterAll(() => rmSync(directory, { recursive: true }));

it('writes one file for each language but English, which a function then reads, without what is not translated', async () => {
  for (const tag of ['en', 'fr', 'pt-BR']) mkdirSync(join(directory, 'sources', tag), { recursive: true });
  const write = (path: string, text: string) => writeFileSync(join(directory, 'sources', path), text);
  write('en/sign.json', '{"sign.title": "Sign this petition"}');
  write('fr/sign.json', '{\n  "sign.title": "Signer",\n  "sign.name": "⟦en⟧ Your name"\n}');
  write('fr/site.json', '{"site.name": "Amparo"}');
  write('fr/glossary.md', '# Words');
  write('pt-BR/sign.json', '{}');
  await bundleMessages(join(directory, 'bundle'), folderOf('sources'));
  expect(readdirSync(join(directory, 'bundle'), { recursive: true }).sort()).toEqual([
    ...['fr', 'fr/messages.json', 'pt-BR', 'pt-BR/messages.json'],
  ]);
  const read = cataloguesIn(folderOf('bundle'));
  expect(read('fr')).toEqual({ 'sign.title': 'Signer', 'site.name': 'Amparo' });
  expect(read('pt-BR')).toEqual({});
});
