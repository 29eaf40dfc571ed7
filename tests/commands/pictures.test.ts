import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { groupCommand } from '../../commands/group/command.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { getGroup } from '../../functions/core/campaigns/group-store.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { namesShown } from '../../functions/core/pictures/address.ts';
import { loadSharp } from '../../infra/pictures/sharp.ts';
import { smallYaml } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';
import { redAndBlue, somePhoto } from '../support/some-picture.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const file = `${smallYaml}sources: [newsletter, vigil]
picture:
  file: cell.jpg
  alt: A cell
cases:
  - name: Ali
    status: detained
    picture: { file: faces/ali.png, alt: Ali smiles, credit: His family }
`;

let place: CommandPlace;
let directory: string;
let db: Db;
beforeEach(async () => {
  place = await freshCommandPlace();
  [directory, db] = [place.directory, place.db('Campaigns')];
  await mkdir(join(directory, 'faces'));
  await place.write('cell.jpg', await (await redAndBlue(1_000, 700)).jpeg().toBuffer());
  await place.write('faces/ali.png', await (await somePhoto({ width: 700, height: 900 })).png().toBuffer());
});

const run = (args: string[]) => runCommand(campaignCommand, args, { dataDir: directory, clock: () => now });
async function put(text: string, ...options: string[]) {
  return run(['put', await place.write('campaign.yaml', text), ...options]);
}
const stored = async () => (await getCampaign(db, 'free-them'))!;
const files = async (folder = 'free-them') =>
  (await readdir(join(directory, 'pictures', folder)).catch(() => [])).sort();
const filesOf = (campaign: Campaign) => [...namesShown(campaign)].map((name) => basename(name)).sort();

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
  expect(await files()).toEqual(filesOf(campaign));
  expect(await files()).toHaveLength(4 + 4 + 1);
});

it('leaves no picture online of a campaign that somebody else changed meanwhile', async () => {
  await put(file, '--yes');
  const before = await files();
  await place.write('cell.jpg', await (await somePhoto({ width: 900, height: 600 })).jpeg().toBuffer());
  const path = await place.write('campaign.yaml', file);
  const { code } = await runCommand(campaignCommand, ['put', path], {
    ...{ dataDir: directory, clock: () => now },
    ask: async () => {
      await putCampaign(db, { ...(await stored()), goal: 300 });
      return true;
    },
  });
  expect([code, (await stored()).goal]).toEqual([1, 300]);
  expect(await files()).toEqual(before);
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
  expect(await files()).toEqual(filesOf(after));
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
  expect(await files()).toEqual(filesOf(campaign));
  expect(await files('free-others')).toHaveLength(9);
});

it('removes every picture of a campaign that is deleted, and those of no other', async () => {
  await put(file, '--yes');
  await put(file.replace('slug: free-them', 'slug: free-others').replace('title: Free', 'title: Do free'), '--yes');
  const shown = (await run(['show', 'free-them'])).said.join('\n');
  await run(['delete', 'free-them', '--yes', '--really']);
  expect([await files(), (await files('free-others')).length]).toEqual([[], 9]);
  // What `show` printed can bring it back, as long as another campaign has the same pictures.
  await put(shown, '--yes');
  expect(await files()).toEqual(filesOf(await stored()));
});

it('copies the pictures that `show` printed to another slug', async () => {
  await put(file, '--yes');
  const shown = (await run(['show', 'free-them'])).said.join('\n');
  await put(shown.replace('slug: free-them', 'slug: free-others'), '--yes');
  expect(await files('free-others')).toEqual(filesOf((await getCampaign(db, 'free-others'))!));
  expect(await files('free-others')).toHaveLength(9);
});

it('refuses pictures that are stored nowhere here, and says what to type', async () => {
  await put(file, '--yes');
  const shown = (await run(['show', 'free-them'])).said.join('\n');
  await run(['delete', 'free-them', '--yes', '--really']);
  const { code, said } = await put(shown, '--yes');
  const words =
    'this picture is not stored on this machine. Name its file in place of `made`, such as `file: faces/ali.jpg`.';
  expect([code, said]).toEqual([1, [`picture › made: ${words}`, `cases › Ali › picture › made: ${words}`]]);
  expect(await stored()).toHaveProperty('deletedAt');
  expect((await put(file, '--yes')).said).toContain('Written: free-them on this machine.');
  expect(await files()).toEqual(filesOf(await stored()));
});

describe('a draft', () => {
  const draft = `${file}visibility: draft\n`;
  const logo = 'group: { name: Free Press, contact: a@press.example, logo: cell.jpg }\n';
  const notice = 'A draft has no pictures online. They are stored, and go online with the campaign.';

  it('has no picture online, neither when it is new nor when the campaign becomes one', async () => {
    expect((await put(draft + logo, '--yes')).said).toContain(notice);
    expect([await files(), await files('_logos')]).toEqual([[], []]);
    await put(file + logo, '--yes');
    expect(await files()).toEqual(filesOf(await stored()));
    expect([await files(), await files('_logos')]).toMatchObject([{ length: 9 }, { length: 1 }]);
    expect((await put(draft + logo, '--yes')).said).toContain(notice);
    expect([await files(), await files('_logos')]).toEqual([[], []]);
    expect((await put(draft.replace(/picture:[\s\S]*/, 'visibility: draft\n'), '--yes')).said).not.toContain(notice);
  });

  it('has all its pictures once it is public, with the picture for shared links', async () => {
    await put(draft + logo, '--yes');
    await put(file + logo, '--yes');
    expect(await files()).toEqual(filesOf(await stored()));
    expect([await files(), await files('_logos')]).toMatchObject([{ length: 9 }, { length: 1 }]);
    await put(draft + logo, '--yes');
    await put(`${file + logo}visibility: unlisted\n`, '--yes');
    expect([await files(), await files('_logos')]).toMatchObject([{ length: 9 }, { length: 1 }]);
  });

  it('can be changed by what `show` prints, and has its pictures again once it is public', async () => {
    await put(file + logo, '--yes');
    // Without the line that names its version: it is put again after others.
    const shown = (await run(['show', 'free-them'])).said.join('\n').replace(/^# version .*\n/, '');
    const hidden = shown.replace('visibility: public', 'visibility: draft').replace('Free them', 'Free them now');
    expect((await put(hidden, '--yes')).code).toBe(0);
    expect((await put(hidden.replace('them now', 'all of them'), '--yes')).code).toBe(0);
    expect(await files()).toEqual([]);
    expect((await put(shown, '--yes')).code).toBe(0);
    expect([await files(), await files('_logos')]).toMatchObject([{ length: 9 }, { length: 1 }]);
    expect(await files()).toEqual(filesOf(await stored()));
  });

  it('whose pictures an earlier version stored loses them with the next change', async () => {
    await put(file, '--yes');
    const { createdAt, ...before } = await stored();
    await putCampaign(db, { ...before, createdAt, visibility: 'draft' });
    expect(await files()).toHaveLength(9);
    await run(['strict', 'free-them', '--yes']);
    expect(await files()).toEqual([]);
  });
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
  await place.write('faces/ali.png', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const { code, said } = await put(file, '--yes');
  expect(code).toBe(1);
  expect(said).toEqual([
    expect.stringMatching(/^picture: .*cell\.jpg/),
    'cases › Ali › picture: faces/ali.png is no JPEG, PNG, WebP or AVIF by its content. Open it in a program for photos, and export it as JPEG.',
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

describe('the logo of a group', () => {
  const logos = () => files('_logos');
  const group = 'name: Free Voices\ncontact: ask@free-voices.example\n';
  const own = (logo: string) => `${file}group: { name: Free Press, contact: a@press.example, logo: ${logo} }\n`;
  beforeEach(async () => {
    const red = { create: { width: 400, height: 200, channels: 3 as const, background: '#aa0000' } };
    const sharp = await loadSharp();
    await place.write('logo.png', await sharp(red).png().toBuffer());
    await place.write('round.png', await (await redAndBlue(200, 200)).png().toBuffer());
  });
  async function putGroup(text: string, ...options: string[]) {
    const path = await place.write('group.yaml', text);
    return runCommand(groupCommand, ['put', path, ...options], { dataDir: directory, clock: () => now });
  }

  it('is made beside the file, stored, and removed once another one takes its place', async () => {
    const { said } = await putGroup(`${group}logo: logo.png\n`, '--yes');
    expect(said).toContainEqual(expect.stringMatching(/^ {2}\+ logo: made: 176 × 96 pixels \(/));
    const first = await logos();
    expect(first).toEqual([`${(await getGroup(db))?.logo?.made?.id}-176.png`]);
    expect((await putGroup(`${group}logo: logo.png\n`)).said.at(-1)).toContain('No change');
    await putGroup(`${group}logo: round.png\n`, '--yes');
    expect(await logos()).toEqual([`${(await getGroup(db))?.logo?.made?.id}-96.png`]);
    await putGroup(group, '--yes');
    expect([await getGroup(db), await logos()]).toEqual([expect.not.objectContaining({ logo: expect.anything() }), []]);
  });

  it('of a campaign’s own group stays as long as any group shows it', async () => {
    await putGroup(`${group}logo: logo.png\n`, '--yes');
    await put(own('logo.png'), '--yes');
    expect((await stored()).group?.logo?.made).toEqual((await getGroup(db))?.logo?.made);
    await putGroup(group, '--yes');
    expect(await logos()).toHaveLength(1);
    await put(own('round.png'), '--yes');
    expect(await logos()).toEqual([expect.stringMatching(/-96\.png$/)]);
    await put(file, '--yes');
    expect(await logos()).toEqual([]);
  });

  it('is shown as it is stored, and refused where it is not', async () => {
    await putGroup(`${group}logo: logo.png\n`, '--yes');
    const terminal = { dataDir: directory, clock: () => now };
    const shown = (await runCommand(groupCommand, ['show'], terminal)).said.join('\n');
    expect((await putGroup(shown)).said).toEqual([expect.stringContaining('No change')]);
    const { code, said } = await putGroup(shown.replace(/id: .{20}/, `id: ${'f'.repeat(20)}`), '--yes');
    expect([code, said]).toEqual([
      1,
      ['logo: this picture is not stored on this machine. Name its file in place of `made`, such as `logo: logo.png`.'],
    ]);
  });

  it.each([
    ['../logo.png', /:3:1 logo must be a path below the folder of this file, such as logo\.png$/],
    ['https://x.example/a.png', /:3:1 logo must be a path below the folder of this file, such as logo\.png$/],
    ['[a, b]', /:3:1 logo must be a path below the folder of this file, such as logo\.png$/],
    ['none.png', /^logo: There is no file .*none\.png\.$/],
    ['faces', /^logo: .*faces is a folder\. Name a file\.$/],
    ['group.yaml', /^logo: group\.yaml is no JPEG, PNG, WebP or AVIF by its content\./],
  ])('is a picture beside the file: not %s', async (path, words) => {
    const { code, said } = await putGroup(`${group}logo: ${path}\n`, '--yes');
    expect([code, said]).toEqual([1, [expect.stringMatching(words)]]);
  });
});
