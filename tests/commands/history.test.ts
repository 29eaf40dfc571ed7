import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { campaignOf, groupOf, smallYaml } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, interruptedAfter, runCommand } from '../support/command.ts';

const start = Date.parse('2026-06-01T08:00:00Z');
const time = { now: start };
let place: CommandPlace;
let db: Db;

const run = (line: string | readonly string[], looks = 1e9) =>
  runCommand(campaignCommand, typeof line === 'string' ? line.split(' ') : line, {
    ...{ dataDir: place.directory, clock: () => time.now },
    ...interruptedAfter(looks),
  });
const put = async (yaml: string) => {
  time.now += MINUTE;
  await run(['put', await place.write('campaign.yaml', yaml), '--yes']);
};
const stored = () => getCampaign(db, 'free-them');

beforeEach(async () => {
  time.now = start;
  place = await freshCommandPlace();
  db = place.db('Campaigns');
  await put(smallYaml);
  await put(smallYaml.replace('goal: 100', 'goal: 200'));
  await put(`${smallYaml.replace('goal: 100', 'goal: 300')}closesAt: 2027-01-01T00:00:00Z\n`);
});

it('lists all versions, the newest first, with time, author and act', async () => {
  expect((await run('history free-them')).said).toEqual([
    '   3  2026-06-01 08:03 UTC  operator (command)  campaign.put  now',
    '   2  2026-06-01 08:02 UTC  operator (command)  campaign.put',
    '   1  2026-06-01 08:01 UTC  operator (command)  campaign.open',
  ]);
});

it('compares two versions, and one with now', async () => {
  expect((await run('compare free-them 1 2')).said).toEqual([
    'free-them differs between versions 1 and 2:',
    '  ~ goal: 100 → 200',
  ]);
  expect((await run('compare free-them 2')).said).toEqual([
    'free-them differs between version 2 and now:',
    '  ~ goal: 200 → 300',
    '  + closesAt: 2027-01-01T00:00:00Z',
  ]);
  expect((await run('compare free-them 3')).said).toEqual(['free-them is the same in version 3 and now.']);
});

it('keeps a victory that was said since, unless --happened takes it back', async () => {
  await run(['win', 'free-them', '--on', '2026-05-30', '--words', 'They are free.', '--yes']);
  const both = '! The victory is “They are free.” now, and none in version 1';
  const kept = await run('undo free-them 1 --yes');
  expect(kept.said).toContain(`${both}, and stays so. --happened brings that back.`);
  expect(await stored()).toMatchObject({ goal: 100, won: { words: 'They are free.' } });
  const back = await run('undo free-them 1 --happened --yes');
  expect(back.said).toContain(`${both}. The earlier one comes back.`);
  expect((await stored())?.won).toBeUndefined();
});

it('shows a version as a file that `put` reads', async () => {
  const out = join(place.directory, 'first.yaml');
  await run(`show free-them 1 --out ${out}`);
  expect(await readFile(out, 'utf8')).toMatch(/^slug: free-them\n[\s\S]*\ngoal: 100\n/);
  await put(await readFile(out, 'utf8'));
  expect((await stored())?.goal).toBe(100);
});

it('brings back the texts of a version, and keeps its dates', async () => {
  expect((await run('undo free-them 1')).said).toEqual([
    'free-them on this machine changes:',
    '  ~ goal: 300 → 100',
    '! The goal is lower than before. Signers see it.',
    'Nothing written; run again with --yes.',
  ]);
  await run('undo free-them 1 --yes');
  expect(await stored()).toMatchObject({ goal: 100, closesAt: '2027-01-01T00:00:00Z' });
  expect((await run('history free-them')).said[0]).toMatch(/^ {3}4 .*campaign\.undo to 1 {2}now$/);
  expect((await run('undo free-them 1')).said[0]).toMatch(/^No change: free-them on this machine is as in version 1/);
});

it('brings back everything with --all', async () => {
  await run('undo free-them 1 --all --yes');
  expect((await stored())?.goal).toBe(100);
  expect((await stored())?.closesAt).toBeUndefined();
});

it('makes a draft with the same texts, which says what it lacks', async () => {
  expect((await run(['duplicate', 'free-them', 'free-more', '--title', 'Free more'])).said).toEqual([
    'Made: free-more on this machine, a draft with the texts of free-them.',
    'It has none of its pictures, dates, updates and hand-overs.',
  ]);
  expect(await getCampaign(db, 'free-more')).toMatchObject({ title: 'Free more', visibility: 'draft', goal: 300 });
});

it.each([
  ['history unknown', 1, /There is no campaign unknown/],
  ['compare free-them one', 2, /FROM must be a number such as 3, from `npm run campaign -- history SLUG`/],
  ['compare free-them 1 0', 2, /TO must be a number/],
  ['compare free-them', 2, /`compare` needs a FROM/],
  ['compare free-them 1 9', 1, /There is no such version\. `npm run campaign -- history free-them` shows all/],
  ['show free-them 9', 1, /There is no such version/],
  ['show free-them latest', 2, /VERSION must be a number/],
  ['undo free-them', 2, /`undo` needs a VERSION/],
  ['undo free-them 9 --yes', 1, /There is no such version/],
  ['undo unknown 1 --yes', 1, /There is no campaign unknown/],
  ['duplicate free-them free-more', 2, /`duplicate` needs --title TEXT/],
  ['duplicate free-them free-them --title More', 1, /there is a campaign with this slug on this machine, or was one/],
  ['duplicate free-them No --title More', 1, /slug must be/],
  ['duplicate unknown free-more --title More', 1, /There is no campaign unknown/],
])('refuses: %s', async (line, code, words) => {
  const answer = await run(line);
  expect([answer.code, answer.said.join('\n')]).toEqual([code, expect.stringMatching(words)]);
});

it('brings back nothing that the rules of today refuse, and says what', async () => {
  const made = { id: 'a'.repeat(20), width: 480, height: 480, widths: [480] };
  await putCampaign(db, campaignOf({ slug: 'shown', picture: { made, alt: 'A cell' } }));
  await run(['put', await place.write('shown.yaml', smallYaml.replace('free-them', 'shown')), '--yes']);
  const { code, said } = await run('undo shown 1 --yes');
  expect([code, said[0]]).toEqual([1, expect.stringMatching(/^picture\.made is no picture that was uploaded here/)]);
});

it('says that the picture for shared links must be drawn again', async () => {
  const share = { id: 'b'.repeat(32), from: 'c' };
  await putCampaign(db, { ...campaignOf({ slug: 'drawn', title: 'Old' }), share });
  await putCampaign(db, { ...campaignOf({ slug: 'drawn', title: 'New' }), share });
  time.now += MINUTE;
  await run('strict drawn --yes');
  expect((await run('history drawn')).said).toHaveLength(2);
  await run(['put', await place.write('drawn.yaml', smallYaml.replace('free-them', 'drawn')), '--yes']);
  const back = await run('undo drawn 2 --yes');
  expect(back.said.at(-1)).toMatch(/^The picture for shared links had the title or picture of before, and is gone/);
});

it('says that a campaign which nobody has changed has no history', async () => {
  await putCampaign(db, campaignOf({ slug: 'first-one' }));
  expect((await run('history first-one')).said).toEqual([
    'first-one has no history yet. It begins with the next change.',
  ]);
});

it('stops a long list on Ctrl-C', async () => {
  expect((await run('history free-them', 0)).code).toBe(130);
});

it('says what becomes of the state: of a pause of now, and of one that comes back', async () => {
  await putGroup(db, groupOf(), 0);
  await run('pause free-them --yes');
  const compared = await run('compare free-them 3 4');
  expect(compared.said).toEqual([
    'free-them differs between versions 3 and 4:',
    expect.stringMatching(/^ {2}\+ paused since: 2026-06-01/),
  ]);
  const kept = await run('undo free-them 3 --all');
  expect(kept.said).toEqual([
    '! It is paused now, and stays so. `open` ends the pause.',
    'No change: free-them on this machine is as in version 3.',
  ]);
  await run('close free-them --yes');
  const paused = await run('undo free-them 4 --all');
  expect(paused.said).toContain('! Its state is closed now, and becomes paused. Nobody can sign it until `open`.');
  const open = await run('undo free-them 3 --all');
  expect(open.said).toContain('! Its state is closed now, and becomes open. People can sign it at once.');
});
