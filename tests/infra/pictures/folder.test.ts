import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { answerPicture, folderOfPictures } from '../../../infra/pictures/folder.ts';

const directory = await mkdtemp(join(tmpdir(), 'amparo-pictures-'));
afterAll(() => rm(directory, { recursive: true }));
const NAME = 'pictures/free-them/0123456789abcdef0123-480.webp';
const pictures = folderOfPictures(directory);
await pictures.put(NAME, new TextEncoder().encode('one'));
await writeFile(join(directory, 'secrets.json'), '{}');

const ask = (path: string, method = 'GET') =>
  answerPicture(directory, new Request(`http://localhost:3000/${path}`, { method }));

it('answers with what was put, for a year, and so that nothing in it runs', async () => {
  const answer = await ask(NAME);
  expect([answer.status, await answer.text()]).toEqual([200, 'one']);
  expect(Object.fromEntries(answer.headers)).toEqual({
    'cache-control': 'public, max-age=31536000, s-maxage=86400, immutable',
    'content-length': '3',
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'content-type': 'image/webp',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  const head = await ask(NAME, 'HEAD');
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '3', '']);
  expect((await ask(`${NAME}?source=report`)).status).toBe(200);
});

it.each([
  'pictures/free-them/ffffffffffffffffffff-480.webp',
  'pictures/../secrets.json',
  'pictures/%2e%2e/secrets.json',
  'pictures/free-them/..%2f..%2fsecrets.json',
  'pictures/free-them/0123456789abcdef0123-480.webp/',
  'pictures/free-them',
  'pictures/',
])('answers 404 for %s, which no cache keeps', async (path) => {
  const answer = await ask(path);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
});

it('takes nothing', async () => {
  expect((await ask(NAME, 'POST')).status).toBe(405);
  expect((await ask(NAME, 'DELETE')).status).toBe(405);
});

it('leaves no half file, writes a name once, and removes it', async () => {
  await pictures.put(NAME, new TextEncoder().encode('two'));
  expect(new TextDecoder().decode(await pictures.get(NAME))).toBe('one');
  expect(await readdir(join(directory, 'pictures/free-them'))).toEqual(['0123456789abcdef0123-480.webp']);
  await pictures.remove(NAME);
  await pictures.remove(NAME);
  expect((await ask(NAME)).status).toBe(404);
});
