import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { folderOfPictures } from '../../infra/pictures/folder.ts';
import { groupOf, smallFile } from '../support/campaign.ts';
import { freshCommandPlace, runCommand } from '../support/command.ts';
import { redAndBlue } from '../support/some-picture.ts';

const path = join(await mkdtemp(join(tmpdir(), 'amparo-preview-test-')), 'draft.yaml');
const group = join(dirname(path), 'group.yaml');
const write = (changes: object) => writeFile(path, stringify({ ...smallFile, ...changes }));

/** Runs `preview` on a place, and ends it once `look` has seen what it shows. @returns what it printed. */
async function previewed(dataDir: string, look: (url: string) => Promise<void>): Promise<string[]> {
  let isOpen = true;
  const said: string[] = [];
  let tellAddress: (address: string) => void;
  const address = new Promise<string>((resolve) => {
    tellAddress = resolve;
  });
  const ended = runCommand(campaignCommand, ['preview', path], {
    ...{ dataDir, clock: () => Date.parse('2026-03-01T00:00:00Z') },
    print: (line) => {
      said.push(line);
      if (line.startsWith('http')) tellAddress(line);
    },
    mayGoOn: () => isOpen,
  });
  try {
    await look(await address);
  } finally {
    isOpen = false;
  }
  expect(await ended).toMatchObject({ code: 0 });
  return said;
}
const textOf = async (url: string) => (await fetch(url)).text();

it('shows a draft as a page on this computer, as the file is now, and says what is wrong with it', async () => {
  await write({ visibility: 'draft', title: 'A first try' });
  const said = await previewed('/nowhere', async (url) => {
    expect(url).toMatch(/^http:\/\/localhost:\d+\/campaigns\/free-them$/);
    expect(await textOf(url)).toContain('<h1>A first try</h1>');
    await write({ visibility: 'draft', title: 'A second try' });
    expect(await textOf(url)).toContain('<h1>A second try</h1>');
    expect((await fetch(`${url}/dashboard`)).status).toBe(200);
    await write({ title: '' });
    const faulty = await fetch(url);
    expect([faulty.status, await faulty.text()]).toEqual([422, expect.stringContaining('title must not be empty')]);
  });
  expect(said).toContain('No group is set: write group.yaml beside the file to see it here.');
});

it('shows the pictures beside the file, and the group of the file beside it with its logo', async () => {
  await writeFile(join(dirname(path), 'cell.jpg'), await (await redAndBlue(600, 400)).jpeg().toBuffer());
  await writeFile(join(dirname(path), 'logo.png'), await (await redAndBlue(200, 100)).png().toBuffer());
  await writeFile(group, stringify({ ...groupOf(), logo: 'logo.png' }));
  onTestFinished(() => rm(group));
  await write({ picture: { file: 'cell.jpg', alt: 'A cell' } });
  await previewed('/nowhere', async (url) => {
    const html = await textOf(url);
    expect(html).toContain('Free Voices asks you to sign');
    const pictures = [...html.matchAll(/\/pictures\/(free-them|_logos)\/[0-9a-f]{20}-\d+\.(webp|jpg|png)/g)];
    expect(new Set(pictures.map(([, folder]) => folder))).toEqual(new Set(['free-them', '_logos']));
    for (const [address] of pictures) expect((await fetch(new URL(address, url))).status, address).toBe(200);
    expect((await fetch(new URL(`/pictures/free-them/${'f'.repeat(20)}-480.jpg`, url))).status).toBe(404);
    await writeFile(group, stringify({ ...groupOf({ name: 'Freer Voices' }) }));
    expect(await textOf(url)).toContain('Freer Voices asks you to sign');
    await writeFile(group, 'name: Freer Voices\n');
    expect(await textOf(url)).toContain('contact is missing');
  });
});

it('shows the group of the Amparo that runs here, where no file has one, and pictures that are stored here', async () => {
  const { directory, db } = await freshCommandPlace();
  await putGroup(db('Campaigns'), groupOf({ name: 'Our Group' }), 0);
  const made = { id: 'f'.repeat(20), width: 480, height: 320, widths: [480] };
  await folderOfPictures(directory).put(`pictures/free-them/${made.id}-480.jpg`, Buffer.from('stored'));
  await write({ picture: { made, alt: 'A cell' } });
  await previewed(directory, async (url) => {
    expect(await textOf(url)).toContain('Our Group asks you to sign');
    expect(await textOf(new URL(`/pictures/free-them/${made.id}-480.jpg`, url).href)).toBe('stored');
    await write({ group: groupOf({ name: 'A Group of Its Own' }) });
    expect(await textOf(url)).toContain('A Group of Its Own asks you to sign');
  });
});

it('says what is wrong before it shows anything', async () => {
  await write({ title: '' });
  const { code, said } = await runCommand(campaignCommand, ['preview', path], { dataDir: '/nowhere', clock: Date.now });
  expect([code, said]).toEqual([1, [expect.stringContaining('title must not be empty')]]);
});
