import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import { updatesCommand } from '../../commands/updates/command.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

const start = Date.parse('2026-06-01T08:00:00Z');
const time = { now: start };
let place: CommandPlace;
let db: Db;
let path: string;

beforeEach(async () => {
  time.now = start;
  place = await freshCommandPlace();
  db = place.db('Campaigns');
  await putCampaign(db, campaignOf());
  path = await place.write('update.yaml', 'title: Ali is free\ntext: |\n  He was released.\n');
});

const run = (line: string, more: Partial<Terminal> = {}) =>
  runCommand(updatesCommand, line.split(' '), { dataDir: place.directory, clock: () => time.now, ...more });
const updates = async () => (await getCampaign(db, 'free-them'))?.updates ?? [];
const ID = '20260601t080000z';

it('adds an update after showing it, and publishes it at once', async () => {
  expect((await run(`add free-them ${path}`)).said).toEqual([
    'New update of free-them on this machine:',
    '  + title: Ali is free',
    '  + text: He was released.',
    'Everybody sees it at once.',
    'Nothing written; run again with --yes.',
  ]);
  expect(await updates()).toEqual([]);
  expect((await run(`add free-them ${path} --yes`)).said.at(-1)).toBe(
    `Written: ${ID}  published  2026-06-01T08:00:00.000Z  Ali is free`,
  );
  expect((await run('list free-them')).said).toEqual([`${ID}  published  2026-06-01T08:00:00.000Z  Ali is free`]);
});

it('overwrites no words that the writer of a file has not seen, and shows them', async () => {
  await run(`add free-them ${path} --yes`);
  const out = join(place.directory, 'shown.yaml');
  await run(`show free-them ${ID} --out ${out}`);
  const shown = await readFile(out, 'utf8');
  expect(shown.split('\n')[0]).toBe(`# version 2 of free-them/${ID} on this machine`);
  await run(
    `change free-them ${ID} ${await place.write('new.yaml', 'title: Ali is home\ntext: He was released.\n')} --yes`,
  );
  await writeFile(out, shown.replace('He was', 'They were'));
  expect(await run(`change free-them ${ID} ${out} --yes`)).toEqual({
    code: 1,
    said: [
      `Nothing written: the file is of version 2 of free-them/${ID}, and version 3 is stored on this machine.`,
      'This has changed since:',
      '  ~ title: Ali is free → Ali is home',
      `Bring it into the file, and let its first line be: # version 3 of free-them/${ID} on this machine`,
    ],
  });
  expect((await updates())[0]).toMatchObject({ title: 'Ali is home', text: 'He was released.' });
  const both = shown
    .replace('version 2', 'version 3')
    .replace('Ali is free', 'Ali is home')
    .replace('He was', 'They were');
  await writeFile(out, both);
  expect((await run(`change free-them ${ID} ${out} --yes`)).code).toBe(0);
  expect(await readFile(out, 'utf8')).toBe(both.replace('version 3', 'version 4'));
  // Another update changes the campaign, and not these words.
  time.now += MINUTE;
  await run(`add free-them ${path} --yes`);
  await writeFile(out, both.replace('version 3', 'version 4').replace('They were', 'She was'));
  expect((await run(`change free-them ${ID} ${out} --yes`)).code).toBe(0);
  expect(await updates()).toContainEqual(expect.objectContaining({ id: ID, text: 'She was released.' }));
});

it('takes a draft through a moment to readers', async () => {
  expect((await run(`add free-them ${path} --draft --yes`)).said).toContain(
    'Nobody but organisers sees it: it is a draft.',
  );
  expect((await run('list free-them')).said[0]).toMatch(/ {2}draft {6}2026/);
  expect((await run(`schedule free-them ${ID} --at 2026-06-10T08:00:00Z --yes`)).said).toEqual([
    `${ID} of free-them on this machine changes:`,
    '  ~ at: 2026-06-01T08:00:00.000Z → 2026-06-10T08:00:00Z',
    '  - draft: true',
    'Everybody sees it from 2026-06-10T08:00:00Z on.',
    `Written: ${ID}  scheduled  2026-06-10T08:00:00Z  Ali is free`,
  ]);
  expect((await run(`publish free-them ${ID}`)).said.at(-1)).toContain('run again with --yes');
  await run(`publish free-them ${ID} --yes`);
  expect(await updates()).toMatchObject([{ id: ID, at: '2026-06-01T08:00:00.000Z', title: 'Ali is free' }]);
  expect((await run(`publish free-them ${ID} --yes`)).said[0]).toMatch(/^No change: .* is published since 2026-06-01/);
});

it('adds an update for a moment, by an option or in the file', async () => {
  const { said } = await run(`add free-them ${path} --at 2026-07-01T08:00:00Z --yes`);
  expect(said).toContain('Everybody sees it from 2026-07-01T08:00:00Z on.');
  const other = await place.write('b.yaml', 'title: Soon\ntext: Soon.\nat: 2026-08-01T08:00:00Z\ndraft: true\n');
  await run(`add free-them ${other} --yes`);
  expect(await updates()).toMatchObject([
    { at: '2026-07-01T08:00:00Z' },
    { at: '2026-08-01T08:00:00Z', draft: true, title: 'Soon' },
  ]);
});

it('shows an update as a file that changes nothing when it is put back', async () => {
  await run(`add free-them ${path} --draft --yes`);
  const out = join(place.directory, 'out.yaml');
  await run(`show free-them ${ID} --out ${out}`);
  expect((await run(`change free-them ${ID} ${out} --yes`)).said).toEqual([`No change: ${ID} is so already.`]);
  await place.write('out.yaml', (await readFile(out, 'utf8')).replace('He was', 'He has been'));
  const { said } = await run(`change free-them ${ID} ${out} --yes`);
  expect(said).toContain('  ~ text: He was released. → He has been released.');
  expect((await updates())[0]).toMatchObject({ draft: true, text: 'He has been released.' });
});

it('says that nobody sees an update of a draft yet', async () => {
  await putCampaign(db, campaignOf({ slug: 'draft-one', visibility: 'draft' }));
  expect((await run(`add draft-one ${path}`)).said).toContain(
    'The campaign is a draft: the public sees the update once somebody opens it.',
  );
});

it('deletes an update after a yes, and warns that people may have read it', async () => {
  await run(`add free-them ${path} --yes`);
  expect((await run(`delete free-them ${ID}`)).said).toEqual([
    expect.stringContaining('Ali is free'),
    '! It is published: people may have read it, and feed readers keep it.',
    'Nothing deleted; run again with --yes.',
  ]);
  expect((await run(`delete free-them ${ID} --yes`)).said.at(-1)).toBe(`Deleted: ${ID} of free-them.`);
  expect((await run('list free-them')).said).toEqual(['free-them has no updates.']);
});

it('names each fault of a file with its line, before it reaches for a server', async () => {
  const nowhere = { dataDir: join(place.directory, 'none') };
  const bad = await place.write('bad.yaml', 'title: ""\ntext: x\nat: soon\nwho: me\n');
  const { code, said } = await run(`add free-them ${bad} --yes`, nowhere);
  expect([code, said]).toEqual([
    1,
    [
      `${bad}:1:1 title must not be empty`,
      `${bad}:3:1 at must be a moment such as 2026-10-09T08:00:00Z or 2026-10-09T12:00:00+04:00`,
      expect.stringMatching(`^${bad}:4:1 who `),
    ],
  ]);
  expect((await run(`add free-them ${await place.write('c.yaml', 'one: two: three\n')}`, nowhere)).said[0]).toMatch(
    /:1 is no file of an update: it has no title or text/,
  );
  expect((await run('add free-them none.yaml', nowhere)).said).toEqual(['There is no file none.yaml.']);
});

it.each([
  ['list unknown', 1, /There is no campaign unknown/],
  ['show free-them none', 1, /There is no such update\. `npm run updates -- list free-them` shows all/],
  ['publish free-them none --yes', 1, /There is no such update/],
  ['delete free-them none --yes', 1, /There is no such update/],
  ['add unknown FILE --yes', 1, /There is no campaign unknown/],
  ['add free-them FILE --at tomorrow', 1, /--at must be a moment such as 2026-12-10T08:00:00Z, not "tomorrow"/],
  ['add free-them FILE --at 2026-07-01T08:00', 1, /--at must be a moment/],
  ['change free-them none FILE', 1, /There is no such update/],
  ['change free-them FILE', 2, /`change` needs a FILE/],
  ['schedule free-them none', 2, /`schedule` needs --at MOMENT/],
  ['schedule free-them none --at 2026-05-01T00:00:00Z', 1, /has passed\. `npm run updates -- publish free-them none`/],
])('refuses: %s', async (line, code, words) => {
  const answer = await run(line.replace('FILE', path));
  expect([answer.code, answer.said.join('\n')]).toEqual([code, expect.stringMatching(words)]);
});

it('writes nothing over a change that another person made while it asked', async () => {
  await run(`add free-them ${path} --yes`);
  const { code, said } = await run(`delete free-them ${ID}`, {
    ask: async () => {
      const stored = await getCampaign(db, 'free-them');
      if (stored) await putCampaign(db, { ...stored, goal: 300 });
      return true;
    },
  });
  expect([code, said.at(-1)]).toEqual([1, expect.stringContaining('somebody else has just changed the campaign')]);
  expect(await updates()).toHaveLength(1);
});
