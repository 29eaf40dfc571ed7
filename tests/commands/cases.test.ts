import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { casesCommand } from '../../commands/cases/command.ts';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { getCaseRecord, putCaseRecord } from '../../functions/core/campaigns/case-store.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { MINUTE } from '../../functions/core/running/clock.ts';
import { campaignOf } from '../support/campaign.ts';
import { putCaseVersions } from '../support/case-history.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

const start = Date.parse('2026-06-01T08:00:00Z');
const time = { now: start };
let place: CommandPlace;
let db: Db;
let path: string;
const yaml = `id: ali-karimov
name: Ali Karimov
work: journalist
status: detained
detainedOn: 2025-03-01
`;

beforeEach(async () => {
  time.now = start;
  place = await freshCommandPlace();
  db = place.db('Campaigns');
  await putCampaign(db, campaignOf());
  await putCampaign(db, campaignOf({ slug: 'free-all', title: 'Free all' }));
  path = await place.write('case.yaml', yaml);
});

const run = (line: string | readonly string[], more: Partial<Terminal> = {}) =>
  runCommand(casesCommand, typeof line === 'string' ? line.split(' ') : line, {
    ...{ dataDir: place.directory, clock: () => time.now },
    ...more,
  });
const inCampaign = async (slug = 'free-them') => (await getCampaign(db, slug))?.cases ?? [];
const post = (status: string, on: string, ...more: string[]) =>
  run(['post', 'ali-karimov', status, '--on', on, '--yes', ...more]);

it('makes a case of a file in a campaign, after showing it', async () => {
  expect((await run(`put ${path} --campaign free-them`)).said).toEqual([
    'New case on this machine, in free-them:',
    '  + name: Ali Karimov',
    '  + people: 1',
    '  + work: journalist',
    '  + detainedOn: 2025-03-01',
    '  + status: detained',
    'Nothing written; run again with --yes.',
  ]);
  expect(await inCampaign()).toEqual([]);
  expect((await run(`put ${path} --campaign free-them --yes`)).said.at(-1)).toBe(
    'Written: ali-karimov on this machine.',
  );
  expect(await inCampaign()).toMatchObject([{ id: 'ali-karimov', status: 'detained' }]);
  expect((await run('list')).said).toEqual(['ali-karimov  detained  Ali Karimov, journalist  free-them']);
});

it('makes a case that no campaign has, with the language of its words', async () => {
  await run(`put ${path} --language az --yes`);
  expect(await getCaseRecord(db, 'ali-karimov')).toMatchObject({ language: 'az', by: 'operator' });
  expect((await run('list')).said[0]).toMatch(/in no campaign$/);
});

it('posts a release, which shows in each campaign that speaks for the prisoner', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  await run('join ali-karimov free-all --yes');
  const { said } = await run(['post', 'ali-karimov', 'released', '--on', '2026-05-30', '--note', 'on bail', '--yes']);
  expect(said).toEqual([
    'ali-karimov on this machine changes:',
    '  ~ status: detained → released',
    '  + history: note: on bail; on: 2026-05-30; status: released',
    'It changes in each campaign that speaks for this case: free-all, free-them.',
    'Written: ali-karimov on this machine.',
  ]);
  expect((await run('show ali-karimov')).said.join('\n')).toContain(
    'history:\n  - status: released\n    on: 2026-05-30\n    note: on bail',
  );
  for (const slug of ['free-them', 'free-all'])
    expect(await inCampaign(slug)).toMatchObject([
      { status: 'released', history: [{ status: 'released', on: '2026-05-30', note: 'on bail' }] },
    ]);
});

it('shows a case as a file that changes nothing when it is put back, and removes fields that a file leaves out', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  const out = join(place.directory, 'out.yaml');
  await run(`show ali-karimov --out ${out}`);
  expect(await readFile(out, 'utf8')).toMatch(
    /^# version 1 of ali-karimov on this machine\n# In campaigns: free-them\nid: ali-karimov\nname: Ali Karimov\n/,
  );
  expect((await run(`put ${out}`)).said).toEqual(['No change: ali-karimov on this machine is as the file says.']);
  const { said } = await run(`put ${await place.write('less.yaml', yaml.replace('work: journalist\n', ''))} --yes`);
  expect(said).toContain('  - work: journalist');
  expect((await inCampaign())[0]).not.toHaveProperty('work');
});

it('overwrites nothing that the writer of a file has not seen, and shows it', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  const out = join(place.directory, 'out.yaml');
  await run(`show ali-karimov --out ${out}`);
  const shown = await readFile(out, 'utf8');
  await post('released', '2026-05-30');
  const mine = shown.replace('journalist', 'editor');
  await writeFile(out, mine);
  expect(await run(`put ${out} --yes`)).toEqual({
    code: 1,
    said: [
      'Nothing written: the file is of version 1 of ali-karimov, and version 2 is stored on this machine.',
      'This has changed since:',
      '  ~ status: detained → released',
      '  + history: on: 2026-05-30; status: released',
      'Bring it into the file, and let its first line be: # version 2 of ali-karimov on this machine',
    ],
  });
  expect((await inCampaign())[0]).toMatchObject({ status: 'released', work: 'journalist' });
  // What it says may be so already, and a version from a time before there is one.
  await writeFile(
    out,
    shown.replace('status: detained', 'status: released\nhistory: [{ status: released, on: 2026-05-30 }]'),
  );
  expect((await run(`put ${out}`)).said).toEqual(['No change: ali-karimov on this machine is as the file says.']);
  await writeFile(out, mine.replace('version 1', 'version 7'));
  expect((await run(`put ${out}`)).said[1]).toBe('No history has version 7, to show what has changed since.');
  const both = (await run('show ali-karimov')).said.join('\n').replace('journalist', 'editor');
  await writeFile(out, both);
  expect((await run(`put ${out} --yes`)).code).toBe(0);
  // It was put, and can be put again.
  expect(await readFile(out, 'utf8')).toBe(both.replace('version 2', 'version 3'));
  await writeFile(out, both.replace('version 2', 'version 3').replace('editor', 'writer'));
  expect((await run(`put ${out} --yes`)).code).toBe(0);
  expect((await inCampaign())[0]).toMatchObject({ status: 'released', work: 'writer' });
});

it('warns before a file takes back a release', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  await post('released', '2026-05-30');
  expect((await run(`put ${path}`)).said).toContain(
    '! A release, a death or an entry of the history disappears. Is this file older than the case?',
  );
});

it('warns of nothing when somebody is detained once more after a release', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  await post('released', '2026-05-30');
  const { said } = await run('post ali-karimov detained --on 2026-05-31 --yes');
  expect(said).toContain('  ~ status: released → detained');
  expect(said.filter((line) => line.startsWith('!'))).toEqual([]);
});

it('lists the versions of a case with what each has changed', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  time.now += MINUTE;
  await post('released', '2026-05-30');
  const { said } = await run('history ali-karimov');
  expect(said.slice(0, 4)).toEqual([
    '   2  2026-06-01 08:01 UTC  operator',
    '        ~ status: detained → released',
    '        + history: on: 2026-05-30; status: released',
    '   1  2026-06-01 08:00 UTC  operator',
  ]);
});

it('lists all versions of a long history, each with what it has changed', async () => {
  await putCaseVersions(db, 'ali-karimov', 151, (revision) => ({ work: `work ${revision}` }));
  const { said } = await run('history ali-karimov');
  const shown = said.flatMap((line) => /^ +(\d+) {2}2026/.exec(line)?.[1] ?? []).map(Number);
  expect(shown).toEqual(Array.from({ length: 151 }, (_, i) => 151 - i));
  for (let revision = 2; revision <= 151; revision++)
    expect(said).toContain(`        ~ work: work ${revision - 1} → work ${revision}`);
});

it('lets a campaign speak for a case, takes it out again, and erases it', async () => {
  await run(`put ${path} --yes`);
  expect((await run('join ali-karimov free-them')).said).toEqual([
    'free-them on this machine will speak for Ali Karimov.',
    'Nothing written; run again with --yes.',
  ]);
  await run('join ali-karimov free-them --yes');
  expect((await run('join ali-karimov free-them')).said[0]).toMatch(
    /^No change: free-them speaks for this case already/,
  );
  expect((await run('delete ali-karimov --yes')).said[0]).toMatch(
    /^Nothing erased: a campaign speaks for this case\. `npm run cases -- leave ID SLUG`/,
  );
  await run('leave ali-karimov free-them --yes');
  expect(await inCampaign()).toEqual([]);
  expect((await run('delete ali-karimov')).said.at(-1)).toBe('Nothing erased; run again with --yes.');
  await run('delete ali-karimov --yes');
  expect(await getCaseRecord(db, 'ali-karimov')).toBeUndefined();
  expect((await run('list')).said).toEqual(['No cases on this machine.']);
});

it('finds cases by name, in any spelling', async () => {
  await run(`put ${path} --yes`);
  const other = yaml.replace('ali-karimov', 'leyla').replace('Ali Karimov', 'Leyla Yunus');
  await run(`put ${await place.write('b.yaml', other)} --yes`);
  expect((await run('list --find leila')).said).toEqual([expect.stringMatching(/^leyla /)]);
  expect((await run('list --find nobody')).said).toEqual(['No such cases on this machine.']);
});

it('finishes a change that stopped half way', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  const record = await getCaseRecord(db, 'ali-karimov');
  if (!record) throw new Error('no case');
  // As after a crash: the case is written, and its campaign is not.
  const fields = { ...record.fields, work: 'lawyer' };
  await putCaseRecord(db, { ...record, fields, revision: record.revision + 1 }, record);
  expect((await run('show ali-karimov')).said[2]).toMatch(/^# These do not have the last change yet: free-them/);
  const again = await place.write('again.yaml', yaml.replace('journalist', 'lawyer'));
  expect((await run(`put ${again} --yes`)).said[0]).toMatch(/^A change of ali-karimov stopped half way/);
  expect(await inCampaign()).toMatchObject([{ work: 'lawyer' }]);
});

it('names each fault of a file with its line, before it reaches for a server', async () => {
  const nowhere = { dataDir: join(place.directory, 'none') };
  const bad = await place.write('bad.yaml', `${yaml.replace('detained\n', 'freed\n')}faith: none\n`);
  expect(await run(`put ${bad} --yes`, nowhere)).toEqual({
    code: 1,
    said: [
      expect.stringMatching(`^${bad}:4:1 status must be one of detained, released, died`),
      expect.stringMatching(`^${bad}:6:1 faith `),
    ],
  });
  const bare = await place.write('bare.yaml', 'name: Ali\nstatus: detained\n');
  expect((await run(`put ${bare}`, nowhere)).said).toEqual([expect.stringMatching(/bare\.yaml:1:1 id is missing/)]);
  expect((await run('put none.yaml', nowhere)).said).toEqual(['There is no file none.yaml.']);
});

it.each([
  ['show nobody', 1, /There is no such case on this machine\. `npm run cases -- list` shows all/],
  ['show NOBODY', 1, /There is no such case/],
  ['history nobody', 1, /There is no such case/],
  ['delete nobody --yes', 1, /There is no such case/],
  ['post nobody released --on 2026-05-30', 1, /There is no such case/],
  ['post ali-karimov free --on 2026-05-30', 2, /STATUS must be one of detained, released, died/],
  ['post ali-karimov released', 2, /`post` needs --on DAY/],
  ['post ali-karimov released --on soon --yes', 1, /history › entry 1 › on must be a date/],
  ['post ali-karimov released --on 2020-01-01 --yes', 1, /detainedOn must not be later than the last entry of history/],
  ['put FILE --campaign free-all --yes', 1, /are for a new case, and ali-karimov is there\. `npm run cases -- join/],
  ['put OTHER --campaign unknown --yes', 1, /There is no campaign unknown/],
  ['put OTHER --language klingon --yes', 1, /--language must be a tag such as az or pt-BR/],
  ['join ali-karimov unknown --yes', 1, /There is no campaign unknown/],
  ['join nobody free-them --yes', 1, /There is no such case/],
  ['leave ali-karimov free-all --yes', 0, /No change: free-all does not speak for this case/],
])('refuses: %s', async (line, code, words) => {
  await run(`put ${path} --campaign free-them --yes`);
  const other = await place.write('other.yaml', yaml.replace('ali-karimov', 'leyla'));
  const answer = await run(line.replace('FILE', path).replace('OTHER', other));
  expect([answer.code, answer.said.join('\n')]).toEqual([code, expect.stringMatching(words)]);
});

it('writes nothing over a change that another person made while it asked', async () => {
  await run(`put ${path} --campaign free-them --yes`);
  const { code, said } = await run('post ali-karimov died --on 2026-05-30', {
    ask: async () => {
      await post('released', '2026-05-30');
      return true;
    },
  });
  expect([code, said.at(-1)]).toEqual([1, expect.stringContaining('somebody else has just changed the case')]);
  expect(await inCampaign()).toMatchObject([{ status: 'released' }]);
});
