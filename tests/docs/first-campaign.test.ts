import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { mailedTokens } from '../support/machine.ts';
import { startedMachine } from '../support/started-machine.ts';
import { codeBlocksOf, root, textOf } from './markdown.ts';

const guide = textOf('docs/guides/first-campaign.md');
const SLUG = 'free-the-editors';

const home = mkdtempSync(join(tmpdir(), 'amparo-first-'));
const { place, machine } = await startedMachine();
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Types a command of the guide in a terminal that nobody answers. @returns what it printed. */
async function typed(command: string): Promise<string> {
  const child = spawn('sh', ['-c', command], {
    cwd: root,
    // As a reader has it: no setting of npm that runs these tests.
    env: { PATH: process.env.PATH, HOME: home, DATA_DIR: place.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (printed += chunk));
  const [code] = await once(child, 'close');
  expect(code, `${command}\n${printed}`).toBe(0);
  return printed;
}

const post = (path: string, body: object): Promise<Response> =>
  fetch(`${machine.site}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What a reader does before the commands, by the heading. */
const byHand: Record<string, () => Promise<void>> = {
  'Sign it, and see the e-mail': async () => {
    const page = await fetch(`${machine.site}/campaigns/${SLUG}?source=vigil`);
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('Free Voices asks you to sign')]);
    const [face = ''] = new RegExp(`/pictures/${SLUG}/[^ "]+\\.jpg`).exec(html) ?? [];
    expect((await fetch(machine.site + face)).headers.get('content-type')).toBe('image/jpeg');
    const signer = { name: 'Ada', email: 'ada@example.org', country: 'DE', publicName: 'Ada', source: 'vigil' };
    expect((await post(`/api/campaigns/${SLUG}/signatures`, signer)).status).toBe(202);
    const token = await vi.waitFor(async () => {
      const mailed = (await mailedTokens(machine)).get('ada@example.org');
      expect(mailed).toBeDefined();
      return mailed;
    }, waiting);
    expect((await post('/api/confirmations', { token })).status).toBe(201);
    await vi.waitFor(async () => {
      const answer = await fetch(`${machine.site}/api/campaigns/${SLUG}/counts`);
      expect(await answer.json()).toMatchObject({ total: 1 });
    }, waiting);
  },
};
const waiting = { timeout: 120_000, interval: 200 };

it('works from top to bottom, as the guide says', async () => {
  const printed = new Map<string, string>();
  for (const section of guide.split(/^## /m).slice(1)) {
    const [heading = ''] = section.split('\n');
    await byHand[heading]?.();
    const [, file = ''] = /Save this text as `(\S+\.yaml)`/.exec(section) ?? [];
    for (const { language, lines } of codeBlocksOf(section)) {
      if (language === 'yaml') {
        const [publicKey] = /age1[a-z0-9]{58}/.exec(printed.get('npm run keys -- make ~/group.key') ?? '') ?? [];
        writeFileSync(join(home, file), `${lines.join('\n')}\n`.replace('age1…', publicKey ?? ''));
        continue;
      }
      // The machine of this test runs already, with the packages of this folder.
      for (const command of lines.filter((line) => !['npm ci', 'npm start'].includes(line))) {
        if (command.startsWith('rm '))
          expect(csv()).toMatch(/^\ufeffname,.*\r\nAda,ada@example\.org,.*,approved,DE,Germany,.*,vigil,/s);
        printed.set(command, await typed(command));
      }
    }
  }
  expect(printed.size).toBe(16);
  const saidOf = (start: string) => [...printed].filter(([command]) => command.includes(start)).map(([, said]) => said);
  const [shown, written] = saidOf('campaign -- put');
  expect(shown).toContain('Nothing written; run again with --yes.');
  expect(written).toContain(`Written: ${SLUG} on this machine.`);
  expect(written).toContain(`/campaigns/${SLUG}?source=vigil`);
  expect(saidOf('signatures -- sources').join()).toMatch(/vigil +1$/m);
  expect(saidOf('campaign -- list').join()).toContain(SLUG);
  expect(saidOf('signatures -- names').join()).toContain('waiting for your decision: 1');
  expect(saidOf('signatures -- approve').join()).toContain('Approved: 1.');
  expect(readFileSync(join(home, `${SLUG}-at-the-end.yaml`), 'utf8')).toMatch(
    /^# version \d+ of .+\nslug: free-the-editors\n/,
  );
  expect(saidOf('signatures -- open').join()).toContain('Opened: 1 of 1 signature');
  expect(existsSync(join(home, 'hand-over'))).toBe(false);
});

const csv = () => readFileSync(join(home, 'hand-over', 'signatures.csv'), 'utf8');

it('does by hand what a heading of the guide says', () => {
  const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  for (const heading of Object.keys(byHand)) expect(headings).toContain(heading);
});
