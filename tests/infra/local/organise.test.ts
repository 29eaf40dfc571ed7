import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { confirm, mailedTokens, SLUG } from '../../support/machine.ts';
import { startedMachine } from '../../support/started-machine.ts';

const { place, machine } = await startedMachine();
const soon = { timeout: 120_000, interval: 100 };

/** Runs a command as a person does. @returns what it printed to standard output, to the letter. */
async function npm(...args: string[]): Promise<string> {
  const environment = { ...process.env, DATA_DIR: place.dataDir, PORT: String(place.port) };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', ...args], { env: environment });
  return stdout;
}

it('lets a program with a printed token make a campaign, open it, pause it and close it, and signers sign', async () => {
  const token = await npm('token', '--', '--account', 'admin@example.org');
  expect(token).toMatch(/^amp_[\w-]{43}\n$/);
  const call = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${machine.site}/api/organise/campaigns${path}`, {
      method,
      headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', body: (await answer.json()) as object };
  };
  const fields = {
    ...{ slug: 'free-ali', title: 'Free Ali', demand: 'The court frees Ali.', summary: 'He wrote.', why: 'Because.' },
    ...{ goal: 10, opensAt: '2026-01-01T00:00:00Z', targets: [{ name: 'The court' }] },
  };
  expect((await call('POST', '', fields)).status).toBe(201);
  expect((await fetch(`${machine.site}/campaigns/free-ali`)).status).toBe(404);
  const changed = await call('PATCH', '/free-ali', { goal: 20 }, { 'if-match': '"1"' });
  expect([changed.status, changed.etag]).toEqual([200, '"2"']);
  expect((await call('POST', '/free-ali/open')).body).toMatchObject({ status: 'open', goal: 20 });

  const sign = (email: string) =>
    fetch(`${machine.site}/api/campaigns/free-ali/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ada Lovelace', email, country: 'DE' }),
    });
  await vi.waitFor(async () => expect((await sign('ada@example.org')).status).toBe(202), soon);
  expect((await call('POST', '/free-ali/pause')).body).toMatchObject({ status: 'paused' });
  // A running function remembers a campaign for ten seconds.
  await vi.waitFor(async () => expect((await sign('bob@example.org')).status).toBe(409), soon);
  const link = await vi.waitFor(async () => {
    const mailed = (await mailedTokens(machine)).get('ada@example.org');
    expect(mailed).toBeDefined();
    return mailed ?? '';
  }, soon);
  expect((await confirm(machine, link)).status).toBe(201);
  await vi.waitFor(async () => expect((await call('GET', '/free-ali')).body).toMatchObject({ signatures: 1 }), soon);
  expect((await call('POST', '/free-ali/close')).body).toMatchObject({ status: 'closed' });
  expect((await call('GET', '')).body).toMatchObject([
    { slug: SLUG, status: 'open' },
    { slug: 'free-ali', status: 'closed' },
  ]);
});

it('knows an admin and a volunteer, who may see the sample campaign and change nothing', async () => {
  const listed = (await npm('organisers', '--', 'list')).trim().split('\n').sort();
  expect(listed[0]).toMatch(/^admin@example\.org {2}Admin {2}admin/);
  expect(listed[1]).toMatch(/^volunteer@example\.org {2}Volunteer {2}viewer of azerbaijan-prisoners-of-conscience/);
  const token = (await npm('token', '--', '--account', 'volunteer@example.org')).trim();
  const ask = (method: string, path: string) =>
    fetch(`${machine.site}/api/organise/campaigns/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await ask('GET', SLUG)).status).toBe(200);
  expect((await ask('POST', `${SLUG}/close`)).status).toBe(403);
});

it('sets no cookie on public pages, and takes none', async () => {
  for (const path of ['/', `/campaigns/${SLUG}`, '/api/campaigns'])
    expect(
      (await fetch(machine.site + path, { headers: { cookie: '__Host-organiser=x' } })).headers.getSetCookie(),
    ).toEqual([]);
});

it('has the sample as if somebody had put it: with its cases and a first version', async () => {
  const token = await npm('token', '--', '--account', 'admin@example.org');
  const get = async (path: string) => {
    const answer = await fetch(`${machine.site}/api/organise${path}`, {
      headers: { authorization: `Bearer ${token.trim()}` },
    });
    return (await answer.json()) as unknown;
  };
  const { cases } = (await get(`/campaigns/${SLUG}`)) as { cases: { id: string; name: string }[] };
  const named = cases.map(({ id, name }) => ({ id, name, campaigns: [SLUG] }));
  expect(await get('/cases')).toMatchObject(named.sort((a, b) => (a.id < b.id ? -1 : 1)));
  expect(await get(`/campaigns/${SLUG}/versions`)).toMatchObject([
    { revision: 1, by: 'operator', act: 'campaign.put' },
  ]);
});
