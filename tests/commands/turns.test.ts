import { beforeEach, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { keptName, pictureName } from '../../functions/core/pictures/address.ts';
import { folderOfPictures } from '../../infra/pictures/folder.ts';
import { campaignOf, groupOf, smallYaml } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';
import { redAndBlue } from '../support/some-picture.ts';

const start = Date.parse('2026-06-01T00:00:00Z');
const time = { now: start };
let place: CommandPlace;
let db: Db;

beforeEach(async () => {
  time.now = start;
  place = await freshCommandPlace();
  db = place.db('Campaigns');
  await putGroup(db, groupOf(), 0);
});

const run = (line: string | readonly string[], more: Partial<Terminal> = {}) =>
  runCommand(campaignCommand, typeof line === 'string' ? line.split(' ') : line, {
    ...{ dataDir: place.directory, clock: () => time.now },
    ...more,
  });
const stored = () => getCampaign(db, 'free-them');
const draft = () => putCampaign(db, campaignOf({ visibility: 'draft' }));

it('opens a draft after showing what changes, and prints its address', async () => {
  await draft();
  expect((await run('open free-them')).said).toEqual([
    'free-them on this machine changes:',
    '  ~ opensAt: 2026-01-01T00:00:00Z → 2026-06-01T00:00:00.000Z',
    '  ~ visibility: draft → public',
    'Nothing written; run again with --yes.',
  ]);
  expect((await stored())?.visibility).toBe('draft');
  expect((await run('open free-them --yes')).said.slice(-2)).toEqual([
    'Written: free-them on this machine.',
    'Address: http://localhost:3000/campaigns/free-them',
  ]);
  expect(await stored()).toMatchObject({ visibility: 'public', opensAt: '2026-06-01T00:00:00.000Z' });
  expect((await run('open free-them --yes')).said[0]).toBe('No change: free-them on this machine is open already.');
});

it('opens a draft unlisted if asked to, and changes nobody who sees a campaign that is no draft', async () => {
  await draft();
  expect((await run('open free-them --unlisted')).said).toContain('  ~ visibility: draft → unlisted');
  await run('open free-them --unlisted --yes');
  expect((await stored())?.visibility).toBe('unlisted');
  expect((await run('open free-them --unlisted --yes')).code).toBe(0);
  await putCampaign(db, campaignOf({ slug: 'for-all' }));
  const { code, said } = await run('open for-all --unlisted --yes');
  expect([code, said.join()]).toEqual([1, expect.stringContaining('visibility is public already')]);
});

it('lets a draft wait for its opensAt', async () => {
  await putCampaign(db, campaignOf({ visibility: 'draft', opensAt: '2026-07-01T00:00:00Z' }));
  await run('open free-them --yes');
  expect((await run('open free-them')).said[0]).toBe(
    'No change: free-them on this machine opens at 2026-07-01T00:00:00Z.',
  );
  expect((await run('pause free-them --yes')).code).toBe(1);
});

it('puts the pictures of a draft online when it opens', async () => {
  await place.write('cell.jpg', await (await redAndBlue(1_000, 700)).jpeg().toBuffer());
  const yaml = `${smallYaml}visibility: draft\npicture: { file: cell.jpg, alt: A cell }\n`;
  await run(['put', await place.write('campaign.yaml', yaml), '--yes']);
  const made = (await stored())?.picture?.made;
  const pictures = folderOfPictures(place.directory);
  const file = `${made?.id}-${made?.widths[0]}.jpg`;
  expect([await pictures.has(keptName(file)), await pictures.has(pictureName('free-them', file))]).toEqual([
    true,
    false,
  ]);
  await run('open free-them --yes');
  expect(await pictures.has(pictureName('free-them', file))).toBe(true);
});

it('says all that a draft lacks before it can open', async () => {
  const bare = await freshCommandPlace();
  const closesAt = '2026-05-01T00:00:00Z';
  await putCampaign(bare.db('Campaigns'), campaignOf({ visibility: 'draft', closesAt }));
  const terminal = { dataDir: bare.directory, clock: () => time.now };
  expect(await runCommand(campaignCommand, ['open', 'free-them', '--yes'], terminal)).toEqual({
    code: 1,
    said: [
      'group is missing, and this installation has none: people must see who asks them',
      'closesAt has passed: choose a later moment, or leave it out',
    ],
  });
});

it.each(['pause', 'close', 'archive'])('shows before `%s` which updates will still appear', async (verb) => {
  const updates = [{ at: '2026-12-10T08:00:00Z', title: 'A hearing', text: 'Soon.' }];
  const closesAt = verb === 'archive' ? '2026-05-01T00:00:00Z' : undefined;
  await putCampaign(db, campaignOf({ updates, closesAt }));
  expect((await run(`${verb} free-them`)).said.slice(-3)).toEqual([
    '! Scheduled updates that will still appear: 1. To stop one: npm run updates -- delete SLUG ID',
    '!   2026-12-10T08:00:00Z  free-them  20261210t080000z  A hearing',
    'Nothing written; run again with --yes.',
  ]);
  await putCampaign(db, campaignOf({ updates, visibility: 'draft' }));
  expect((await run(`${verb} free-them`)).said.join()).not.toContain('will still appear');
});

it('pauses an open campaign, lists it so, and opens it again', async () => {
  await putCampaign(db, campaignOf());
  expect((await run('pause free-them')).said).toContain('  + paused since: 2026-06-01T00:00:00.000Z');
  await run('pause free-them --yes');
  expect((await run('list')).said[0]).toMatch(/^free-them {2}paused {2}goal/);
  expect((await run('pause free-them --yes')).said).toEqual([
    'No change: free-them on this machine has been paused since 2026-06-01T00:00:00.000Z.',
  ]);
  await run('open free-them --yes');
  expect((await stored())?.pausedAt).toBeUndefined();
});

it('takes a campaign that is still to open back to draft, and no other', async () => {
  await putCampaign(db, campaignOf({ opensAt: '2096-05-01T00:00:00Z' }));
  await run('take-back free-them --yes');
  expect((await stored())?.visibility).toBe('draft');
  expect((await run('take-back free-them --yes')).said[0]).toContain('is a draft already');
  await putCampaign(db, campaignOf());
  expect((await run('take-back free-them --yes')).said[0]).toMatch(/^Nothing written: free-them has opened/);
});

it('archives a closed campaign, lists it so, and brings it back', async () => {
  await putCampaign(db, campaignOf({ closesAt: '2026-05-01T00:00:00Z' }));
  await run('archive free-them --yes');
  expect((await run('list')).said[0]).toMatch(/^free-them {2}archived {2}goal/);
  expect((await run('archive free-them --yes')).said[0]).toContain('is archived already');
  expect((await run('open free-them --yes')).said).toEqual([
    'Nothing written: free-them has closed. It opens again only if its file is put with a later closesAt, or with none.',
    'Its state is archived. These commands work now: bring-back, win.',
  ]);
  await run('bring-back free-them --yes');
  expect((await run('list')).said[0]).toMatch(/^free-them {2}closed {2}goal/);
  expect((await run('bring-back free-them')).said[0]).toContain('is not archived');
});

it('says that a campaign is won, once, and that it is still open', async () => {
  await putCampaign(db, campaignOf());
  const win = (words: string, on = '2026-05-30') => run(['win', 'free-them', '--on', on, '--words', words, '--yes']);
  expect((await win('They are free.')).said).toContain(
    '! The campaign is won and still open. To end it: `npm run campaign -- close SLUG`.'.replace('SLUG', 'free-them'),
  );
  expect((await stored())?.won).toEqual({ on: '2026-05-30', words: 'They are free.' });
  expect((await win('They are free.')).said[0]).toContain('is won with these words already');
  expect(await win('Others.')).toMatchObject({
    ...{
      code: 1,
      said: [expect.stringContaining('a campaign is won once'), expect.stringContaining(': pause, close.')],
    },
  });
});

it.each([
  ['open unknown --yes', 1, /There is no campaign unknown on this machine/],
  ['open', 2, /`open` needs a SLUG/],
  [
    'archive free-them --yes',
    1,
    /only a closed campaign can be archived.* Close free-them first\.\nIts state is open\. These commands work now: pause, close, win\./s,
  ],
  ['win free-them', 2, /`win` needs --on DAY and --words TEXT/],
  ['win free-them --on soon --words Free. --yes', 1, /won › on must be a date/],
  ['win free-them --on 2026-07-01 --words Free. --yes', 1, /won › on must not be after today/],
  ['pause free-them --at 2026-07-01', 2, /`pause` takes no --at/],
])('refuses: %s', async (line, code, words) => {
  await putCampaign(db, campaignOf());
  const answer = await run(line);
  expect([answer.code, answer.said.join('\n')]).toEqual([code, expect.stringMatching(words)]);
});

it('refuses every turn of a draft that needs readers, and of a deleted campaign', async () => {
  await draft();
  expect((await run('pause free-them --yes')).said[0]).toMatch(
    /^Nothing written: free-them is a draft.* Open it first/,
  );
  expect((await run('win free-them --on 2026-05-01 --words Free. --yes')).said[0]).toMatch(/is a draft/);
  expect(await run('close free-them --yes')).toEqual({
    code: 1,
    said: [
      'Nothing written: free-them is a draft, and has no public page. Open it first.',
      'Its state is draft. These commands work now: open, archive.',
    ],
  });
  expect((await stored())?.closesAt).toBeUndefined();
  expect((await run('list')).said[0]).toMatch(/^free-them {2}draft {2}goal/);
  await run('delete free-them --yes --really');
  for (const turn of ['open', 'pause', 'archive', 'bring-back'])
    expect((await run(`${turn} free-them --yes`)).said[0]).toMatch(/^free-them was deleted from this machine/);
});

it('writes nothing over a change that another person made while it asked', async () => {
  await draft();
  const { code, said } = await run('open free-them', {
    ask: async () => {
      await putCampaign(db, campaignOf({ visibility: 'draft', goal: 300 }));
      return true;
    },
  });
  expect([code, said.at(-1)]).toEqual([1, expect.stringContaining('somebody else has just changed the campaign')]);
  expect(await stored()).toMatchObject({ visibility: 'draft', goal: 300 });
});
