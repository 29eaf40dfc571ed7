import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { keysCommand } from '../../commands/keys/command.ts';
import { operator } from '../../functions/core/access/actor.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { parseCampaignFile } from '../../functions/core/campaigns/file.ts';
import { carryOut, planCampaign } from '../../functions/core/campaigns/plan.ts';
import { getCampaign } from '../../functions/core/campaigns/store.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { DAY, isoTime, MINUTE } from '../../functions/core/running/clock.ts';
import type { Endpoint } from '../../functions/core/webhooks/endpoint.ts';
import { putEndpoint } from '../../functions/core/webhooks/store.ts';
import { readOrMakeSecrets, readSecrets } from '../../infra/local/secrets.ts';
import { freshCommandPlace, runCommand } from '../support/command.ts';
import '../support/same-keys.ts';

const start = Date.parse('2026-06-01T00:00:00Z');
let directory: string;
let db: Db;
let webhooks: Db;

beforeEach(async () => {
  const place = await freshCommandPlace();
  [directory, db, webhooks] = [place.directory, place.db('Campaigns'), place.db('Webhooks')];
  readOrMakeSecrets(directory);
});

/** Runs `npm run keys` with an answer to its question, or with nobody to ask. */
const run = (args: string, { at = start, answer }: { at?: number; answer?: () => Promise<boolean> } = {}) =>
  runCommand(keysCommand, args.split(' '), { ask: answer, dataDir: directory, clock: () => at });

/** Puts a campaign as `npm run campaign` does. */
async function put(slug: string, at: number, more = '') {
  const file = `slug: ${slug}\ntitle: ${slug}\ndemand: d\nsummary: s\nwhy: w\ngoal: 100\nopensAt: 2026-01-01T00:00:00Z\ntargets: [{ name: t }]\n${more}`;
  const deps = { campaigns: db, clock: () => at };
  await carryOut(deps, operator, await planCampaign(deps, operator, parseCampaignFile(Buffer.from(file))));
}

it('adds a key only after a yes, and the key begins a quarter of an hour later', async () => {
  const before = readSecrets(directory);
  expect((await run('rotate token')).said).toEqual([
    'this machine: k2 is added to the ring token, and begins at 2026-06-01T00:15:00.000Z.',
    '  From then on it seals new links. Links in earlier e-mails still work.',
    'Nothing written; run again with --yes.',
  ]);
  await run('rotate token', { answer: async () => false });
  expect(readSecrets(directory)).toEqual(before);
  expect((await run('rotate token', { answer: async () => true })).said.at(-1)).toBe('Written: k2.');
  await run('rotate mail --yes');
  const { token, mail, pepper } = readSecrets(directory);
  expect(pepper).toBe(before.pepper);
  for (const ring of [parseKeyring(token, 'link-token'), parseKeyring(mail, 'queued-mail')]) {
    expect([ring.current(start + 15 * MINUTE - 1).kid, ring.current(start + 15 * MINUTE).kid]).toEqual(['k1', 'k2']);
  }
  expect((await stat(join(directory, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

it('shows the keys and the campaigns that need them, but no secret', async () => {
  await put('first', start);
  await run('rotate pepper --yes');
  await put('second', start + DAY);
  await put('first', start + 2 * DAY, 'closesAt: 2026-06-02T00:00:00Z\n');
  await run('rotate mail --yes', { at: start + 3 * DAY });
  const { said } = await run('status', { at: start + 3 * DAY });
  expect(said).toEqual([
    'Keys of this machine:',
    '  pepper  k1  from the beginning  kept for its campaigns  pepper of first (closed)',
    '  pepper  k2  since 2026-06-01T00:15:00.000Z  current: new campaigns get it  pepper of second (open)',
    '  token  k1  from the beginning  current',
    '  mail  k1  from the beginning  current',
    '  mail  k2  begins 2026-06-04T00:15:00.000Z  not yet in use',
    '  webhooks  k1  from the beginning  current',
    '  organisers  k1  from the beginning  current',
  ]);
});

it('keeps the pepper of a campaign through every later change, and removes it when the campaign is over', async () => {
  await put('first', start);
  await run('rotate pepper --yes');
  await put('first', start + DAY, 'showNames: true\n');
  await put('second', start + DAY);
  expect((await getCampaign(db, 'first'))?.createdAt).toBe('2026-06-01T00:00:00.000Z');
  expect(await run('remove pepper k1 --yes', { at: start + 2 * DAY })).toEqual({
    code: 1,
    said: [expect.stringContaining('k1 is the pepper of first.')],
  });
  await put('first', start + 3 * DAY, 'closesAt: 2026-06-04T00:00:00Z\n');
  const { said } = await run('remove pepper k1 --yes', { at: start + 5 * DAY });
  expect(said).toEqual([
    'this machine: k1 is removed from the ring pepper.',
    '! first can never open again: without the pepper, nobody can check who has signed.',
    expect.stringContaining('This cannot be undone'),
    'Removed: k1. Functions stop using it within five minutes.',
  ]);
  expect((await run('status', { at: start + 5 * DAY })).said[1]).toContain('pepper  k1  from the beginning  removed');
  const ring = parseKeyring(readSecrets(directory).pepper, 'signer-hash');
  expect([ring.key('k1'), ring.keyAt(start)]).toEqual([undefined, undefined]);
});

it('writes nothing over a change that another person made meanwhile', async () => {
  const { code, said } = await run('rotate token', {
    answer: async () => (await run('rotate token --yes')).code === 0,
  });
  expect([code, said.at(-1)]).toEqual([1, expect.stringContaining('somebody else has just changed the keys')]);
  expect(Object.keys(JSON.parse(readSecrets(directory).token))).toEqual(['k1', 'k2']);
});

it('reads secrets of earlier versions, which called rings otherwise, and whose rings named their current key', async () => {
  const path = join(directory, 'secrets.json');
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
  const earlier = JSON.stringify({ current: 'k1', k1: a });
  const rotated = JSON.stringify({ current: 'k1', k1: a, k2: b });
  await writeFile(path, JSON.stringify({ pepper: earlier, linkKeys: rotated, mailKeys: earlier }));
  await run('rotate pepper --yes');
  const { pepper, token } = readSecrets(directory);
  const keyOf = (secret: string) => parseKeyring(JSON.stringify({ k1: secret }), 'signer-hash').current(0).key;
  expect(parseKeyring(pepper, 'signer-hash').keyAt(start)).toEqual(keyOf(a));
  expect(parseKeyring(token, 'link-token').current(start).kid).toBe('k1');
  expect(Object.keys(JSON.parse(await readFile(path, 'utf8'))).sort()).toEqual(['mail', 'pepper', 'token']);
});

it('says in one line why it leaves a ring as it is', async () => {
  const why = async (args: string, at = start) => (await run(args, { at })).said;
  expect(await why('remove token k9 --yes')).toEqual([
    'The ring token has no key k9. `npm run keys -- status` shows all.',
  ]);
  expect(await why('remove token k1 --yes')).toEqual(['k1 is in use: rotate first.']);
  await run('rotate mail --yes');
  expect(await why('rotate mail --yes')).toEqual(['k2 begins at 2026-06-01T00:15:00.000Z: wait until then.']);
  expect(await why('remove mail k2 --yes')).toEqual([
    'k2 is not in use yet. You can remove it once a newer key is in use.',
  ]);
  expect(await why('remove mail k1 --yes', start + DAY)).toEqual([
    'E-mails sealed with k1 may wait until 2026-06-15T00:15:00.000Z. Remove it after that.',
  ]);
  expect((await why('remove mail k1 --yes', start + 15 * DAY)).at(-1)).toMatch(/^Removed: k1\./);
});

it('keeps a key from which the secret of an endpoint is made', async () => {
  const endpoint: Endpoint = {
    ...{ id: 'whe_a', url: 'https://hooks.example.org/', types: [], campaigns: [], createdAt: isoTime(start) },
    secret: { kid: 'k1', generation: 1 },
  };
  await putEndpoint(webhooks, endpoint);
  await run('rotate webhooks --yes');
  const remove = async () => (await run('remove webhooks k1 --yes', { at: start + DAY })).said.at(-1);
  expect(await remove()).toMatch(/^Secrets of whe_a are made from k1\. First, `npm run webhooks -- rotate ENDPOINT`/);
  const rotated = {
    secret: { kid: 'k2', generation: 2 },
    previous: { kid: 'k1', generation: 1, until: start + 2 * DAY },
  };
  await putEndpoint(webhooks, { ...endpoint, ...rotated }, 1);
  expect(await remove()).toContain('whe_a');
  await putEndpoint(webhooks, { ...endpoint, secret: rotated.secret }, 2);
  expect(await remove()).toMatch(/^Removed: k1\./);
});

it('adds keys for webhooks to the secrets of an earlier version at the next start, and changes no other', async () => {
  const { webhooks: _, ...earlier } = readSecrets(directory);
  await writeFile(join(directory, 'secrets.json'), JSON.stringify(earlier));
  const added = readOrMakeSecrets(directory);
  expect(added).toEqual({ ...earlier, webhooks: expect.stringMatching(/^\{"k1":"[\w-]{64}"\}$/) });
  expect(readOrMakeSecrets(directory)).toEqual(added);
});

it('says which links stop working before it removes a key of links', async () => {
  await run('rotate token --yes');
  expect((await run('remove token k1', { at: start + DAY })).said).toEqual([
    'this machine: k1 is removed from the ring token.',
    expect.stringMatching(/^! Links in e-mails from before 2026-06-01T00:15:00\.000Z stop working\. /),
    expect.stringMatching(/^! Signers .* have not confirmed yet, must sign again\.$/),
    'Nothing written; run again with --yes.',
  ]);
  expect(Object.keys(JSON.parse(readSecrets(directory).token))).toEqual(['k1', 'k2']);
});

it('names an unreadable ring in one line, without its content', async () => {
  await writeFile(
    join(directory, 'secrets.json'),
    JSON.stringify({ pepper: '{"k1":"oops"}', token: '{}', mail: '{}' }),
  );
  const { code, said } = await run('rotate pepper --yes');
  expect([code, said]).toEqual([
    1,
    ['The ring pepper cannot be read. A keyring contains something that is not a key.'],
  ]);
  await writeFile(join(directory, 'secrets.json'), 'oops');
  expect(await run('status')).toEqual({
    code: 1,
    said: ['Keys of this machine:', expect.stringContaining('contains no secrets')],
  });
});

it('adds a key to the ring of organisers, and removes none: the first one finds their addresses', async () => {
  await run('rotate organisers --yes');
  const { said } = await run('remove organisers k1 --yes', { at: start + DAY });
  expect(said.at(-1)).toBe('k1 opens the addresses of organisers, and finds them. Keys of this ring stay.');
});
