import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { getCampaign } from '../../functions/core/campaigns/store.ts';
import { filesShown } from '../../functions/core/pictures/address.ts';
import { redAndBlue, somePhoto } from '../infra/pictures/some-picture.ts';
import { freshCommandPlace, runCommand } from '../support/command.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const file = `slug: free-them
title: Free them
demand: The government releases them.
summary: They are held for what they said.
why: Because.
goal: 100
opensAt: 2026-01-01T00:00:00Z
targets: [{ name: The government }]
sources: [newsletter, vigil]
picture:
  file: cell.jpg
  alt: A cell
cases:
  - name: Ali
    status: detained
    picture: { file: faces/ali.png, alt: Ali smiles, credit: His family }
`;

let directory: string;
let db: Db;
beforeEach(async () => {
  const place = await freshCommandPlace();
  [directory, db] = [place.directory, place.db('Campaigns')];
  await mkdir(join(directory, 'faces'));
  await writeFile(join(directory, 'cell.jpg'), await (await redAndBlue(1_000, 700)).jpeg().toBuffer());
  await writeFile(
    join(directory, 'faces/ali.png'),
    await (await somePhoto({ width: 700, height: 900 })).png().toBuffer(),
  );
});

const run = (args: string[]) => runCommand(campaignCommand, args, { dataDir: directory, clock: () => now });
async function put(text: string, ...options: string[]) {
  const path = join(directory, 'campaign.yaml');
  await writeFile(path, text);
  return run(['put', path, ...options]);
}
const stored = async () => (await getCampaign(db, 'free-them'))!;
const files = async (slug = 'free-them') => (await readdir(join(directory, 'pictures', slug)).catch(() => [])).sort();

it('makes the pictures beside the file, says what it made, and stores nothing before a yes', async () => {
  const { code, said } = await put(file);
  expect([code, said.slice(0, 2)]).toEqual([
    0,
    [
      expect.stringMatching(
        /^cell\.jpg: made 480 and 960 pixels wide, \d+ to \d+ kB each, upright and without metadata\.$/,
      ),
      expect.stringMatching(/^ali\.png: made 320 and 640 pixels wide, /),
    ],
  ]);
  expect(said.at(-1)).toContain('Nothing written');
  expect(await files()).toEqual([]);
});

it('stores with the campaign what pages need, and every file that it names', async () => {
  await put(file, '--yes');
  const campaign = await stored();
  expect(campaign.picture).toEqual({
    alt: 'A cell',
    made: { id: expect.any(String), width: 960, height: 672, widths: [480, 960] },
  });
  expect(campaign.cases[0]?.picture).toMatchObject({
    alt: 'Ali smiles',
    credit: 'His family',
    made: { width: 640, height: 823 },
  });
  expect(await files()).toEqual([...filesShown(campaign)].sort());
  expect(await files()).toHaveLength(4 + 4 + 1);
});

it('prints the address, a link for each source, and where the picture for shared links is', async () => {
  const { said } = await put(file, '--yes');
  expect(said.slice(said.indexOf('Written: free-them on this machine.') + 1)).toEqual([
    'Address: http://localhost:3000/campaigns/free-them',
    '  newsletter  http://localhost:3000/campaigns/free-them?source=newsletter',
    '  vigil       http://localhost:3000/campaigns/free-them?source=vigil',
    `Picture for shared links: http://localhost:3000/pictures/free-them/${(await stored()).share?.id}-1200.png`,
  ]);
  // Again, for a person who looks for the links.
  expect((await put(file)).said).toEqual(expect.arrayContaining(said.slice(-4)));
});

it('changes nothing when the same files, or what `show` prints, are put again', async () => {
  await put(file, '--yes');
  const before = await stored();
  expect((await put(file, '--yes')).said.join('\n')).toContain('No change: free-them');
  const shown = (await run(['show', 'free-them'])).said.join('\n');
  await rm(join(directory, 'cell.jpg'));
  await rm(join(directory, 'faces'), { recursive: true });
  expect((await put(shown, '--yes')).said[0]).toBe('No change: free-them on this machine is as the file says.');
  expect(await stored()).toEqual(before);
});

it('draws the title anew beside the picture that is stored, and removes the earlier one', async () => {
  await put(file, '--yes');
  const { share } = await stored();
  const shown = (await run(['show', 'free-them'])).said.join('\n');
  const { said } = await put(shown.replace('title: Free them', 'title: Free them now'), '--yes');
  expect(said).toContain('  ~ title: Free them → Free them now');
  const after = await stored();
  expect(after.share?.id).not.toBe(share?.id);
  expect(said).toContain(`  ~ picture for shared links: ${share?.id} → ${after.share?.id}`);
  expect(await files()).toEqual([...filesShown(after)].sort());
});

it('removes the files that a campaign no longer shows, and those alone', async () => {
  await put(file, '--yes');
  await put(file.replace('slug: free-them', 'slug: free-others').replace('title: Free', 'title: Do free'), '--yes');
  const { said } = await put(file.replace(/picture:\n.*\n.*\ncases/, 'cases'), '--yes');
  expect(said.find((line) => line.startsWith('  - picture'))).toMatch(
    /^ {2}- picture: alt: A cell; made: 960 × 672 pixels \(/,
  );
  const campaign = await stored();
  expect(campaign.picture).toBeUndefined();
  expect(await files()).toEqual([...filesShown(campaign)].sort());
  expect(await files('free-others')).toHaveLength(9);
});

it('keeps pictures and the picture for shared links when the campaign is closed', async () => {
  await put(file, '--yes');
  const { picture, cases, share } = await stored();
  await run(['close', 'free-them', '--yes']);
  expect(await stored()).toMatchObject({ picture, cases, share, closesAt: expect.any(String) });
  expect(await files()).toHaveLength(9);
});

it('names every picture that is at fault, and writes nothing', async () => {
  await rm(join(directory, 'cell.jpg'));
  await writeFile(join(directory, 'faces/ali.png'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const { code, said } = await put(file, '--yes');
  expect(code).toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^picture: .*cell\.jpg/),
    'cases[0].picture: faces/ali.png is no JPEG, PNG, WebP or AVIF by its content.',
  ]);
  expect(await getCampaign(db, 'free-them')).toBeUndefined();
});

it.each([
  '/etc/face.jpg',
  '../face.jpg',
  'faces/../../face.jpg',
  'C:face.jpg',
  'faces\\face.jpg',
  'https://x.example/a.jpg',
])('reads no picture from outside of the folder of the file: %s', async (path) => {
  const { code, said } = await put(file.replace('file: cell.jpg', `file: '${path}'`));
  expect([code, said]).toEqual([1, [expect.stringContaining('picture › file must be a path below the folder')]]);
});

it.each([
  ['alt', '  file: cell.jpg\n'],
  ['file', '  alt: A cell\n'],
  ['src', '  file: cell.jpg\n  alt: A cell\n  src: cell.jpg\n'],
])('asks for the words and the file of a picture, and for nothing else: %s', async (field, lines) => {
  const { code, said } = await put(file.replace('  file: cell.jpg\n  alt: A cell\n', lines));
  expect([code, said[0]]).toEqual([1, expect.stringContaining(`picture › ${field}`)]);
});
