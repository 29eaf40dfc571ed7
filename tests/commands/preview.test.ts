import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { smallFile } from '../support/campaign.ts';
import { runCommand } from '../support/command.ts';

const path = join(await mkdtemp(join(tmpdir(), 'amparo-preview-test-')), 'draft.yaml');
const write = (changes: object) => writeFile(path, stringify({ ...smallFile, ...changes }));

it('shows a draft as a page on this computer, as the file is now, and says what is wrong with it', async () => {
  await write({ visibility: 'draft', title: 'A first try' });
  let isOpen = true;
  let tellAddress: (address: string) => void;
  const address = new Promise<string>((resolve) => {
    tellAddress = resolve;
  });
  const ended = runCommand(campaignCommand, ['preview', path], {
    ...{ dataDir: '/nowhere', clock: () => Date.parse('2026-03-01T00:00:00Z') },
    print: (line) => line.startsWith('http') && tellAddress(line),
    mayGoOn: () => isOpen,
  });
  try {
    const url = await address;
    expect(url).toMatch(/^http:\/\/localhost:\d+\/campaigns\/free-them$/);
    expect(await (await fetch(url)).text()).toContain('<h1>A first try</h1>');
    await write({ visibility: 'draft', title: 'A second try' });
    expect(await (await fetch(url)).text()).toContain('<h1>A second try</h1>');
    expect((await fetch(`${url}/dashboard`)).status).toBe(200);
    await write({ title: '' });
    const faulty = await fetch(url);
    expect([faulty.status, await faulty.text()]).toEqual([422, expect.stringContaining('title must not be empty')]);
  } finally {
    isOpen = false;
  }
  expect(await ended).toMatchObject({ code: 0 });
});

it('says what is wrong before it shows anything', async () => {
  await write({ title: '' });
  const { code, said } = await runCommand(campaignCommand, ['preview', path], { dataDir: '/nowhere', clock: Date.now });
  expect([code, said]).toEqual([1, [expect.stringContaining('title must not be empty')]]);
});
