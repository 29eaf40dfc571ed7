import { beforeEach, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { deletionLines } from '../../commands/campaign/print.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { filesOf, keptName, pictureName } from '../../functions/core/pictures/address.ts';
import { folderOfPictures } from '../../infra/pictures/folder.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
let place: CommandPlace;
beforeEach(async () => {
  place = await freshCommandPlace();
  await putCampaign(place.db('Campaigns'), campaignOf());
});

const run = (args: string[], answers?: boolean[]) =>
  runCommand(campaignCommand, args, {
    ...{ dataDir: place.directory, clock: () => now },
    ask: answers && (async () => answers.shift() ?? false),
  });
const stored = () => getCampaign(place.db('Campaigns'), 'free-them');

it('says what becomes of the signatures, and asks twice', async () => {
  const { said } = await run(['delete', 'free-them'], [true, false]);
  expect(said).toEqual([
    'Deletes free-them on this machine: Free them',
    expect.stringContaining('410'),
    expect.stringContaining('It has 0 signatures. Their names, addresses and reasons stay sealed until 2026-07-01.'),
    expect.stringContaining('npm run signatures -- export free-them --out FOLDER'),
    expect.stringContaining('Signers can withdraw'),
    'Nothing deleted.',
  ]);
  expect((await run(['delete', 'free-them'], [false])).said.at(-1)).toBe('Nothing deleted.');
  expect((await stored())?.deletedAt).toBeUndefined();
});

it('speaks of one signature in the singular', () => {
  const words = (total: number) =>
    deletionLines({ title: 'Free them', slug: 'free-them', place: 'a test', total, erasedOn: '2026-07-01' })[2];
  expect(words(1)).toBe(
    '! It has 1 signature. Its name, address and reason stay sealed until 2026-07-01. Then they are erased.',
  );
  expect(words(2_000)).toContain('It has 2,000 signatures. Their names, addresses and reasons stay');
});

it('says in a script, where nobody answers, what to type', async () => {
  expect((await run(['delete', 'free-them'])).said.at(-1)).toBe('Nothing deleted; run again with --yes.');
  expect((await run(['delete', 'free-them', '--yes'])).said.at(-1)).toBe(
    'Nothing deleted; run again with --yes and --really.',
  );
  expect((await stored())?.deletedAt).toBeUndefined();
});

it('deletes after two answers, or with both options in a script', async () => {
  expect((await run(['delete', 'free-them'], [true, true])).said.at(-1)).toBe('Deleted: free-them on this machine.');
  expect(await stored()).toMatchObject({ deletedAt: '2026-06-01T00:00:00.000Z', closesAt: '2026-06-01T00:00:00.000Z' });
  await putCampaign(place.db('Campaigns'), campaignOf({ slug: 'another' }));
  expect((await run(['delete', 'another', '--yes', '--really'])).said.at(-1)).toContain('Deleted: another');
});

it('takes the pictures of its prisoners along, also where their originals are kept', async () => {
  const made = { id: 'a'.repeat(20), width: 640, height: 640, widths: [320, 640] };
  const one = { name: 'Ali Karimov', status: 'detained', people: 1, id: 'ali-karimov' } as const;
  const cases = [{ ...one, picture: { made, alt: 'Ali' } }];
  await putCampaign(place.db('Campaigns'), campaignOf({ slug: 'with-faces', cases, visibility: 'public' }));
  const pictures = folderOfPictures(place.directory);
  const names = filesOf(made).flatMap((file) => [keptName(file), pictureName('with-faces', file)]);
  for (const name of names) await pictures.put(name, new Uint8Array([1]));
  await run(['delete', 'with-faces', '--yes', '--really']);
  expect(await Promise.all(names.map((name) => pictures.has(name)))).toEqual(names.map(() => false));
});

it('lists a deleted campaign as deleted, and refuses what needs one that is there', async () => {
  await run(['delete', 'free-them', '--yes', '--really']);
  expect((await run(['list'])).said[0]).toMatch(/^free-them {2}deleted .* identities until 2026-07-01/);
  for (const args of [
    ['close', 'free-them'],
    ['strict', 'free-them'],
    ['delete', 'free-them'],
    ['show', 'free-them'],
  ]) {
    const { code, said } = await run(args);
    expect([code, said.join()], args[0]).toEqual([1, expect.stringContaining('was deleted from this machine')]);
  }
  expect((await run(['delete', 'nowhere'])).said).toEqual([
    'There is no campaign nowhere on this machine. `npm run campaign -- list` shows all.',
  ]);
});
