import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { auditCommand } from '../../commands/audit/command.ts';
import { hashOf } from '../../functions/core/audit/entry.ts';
import { type AuditLog, auditLog } from '../../functions/core/audit/log.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { folderOfRecords } from '../../infra/records/folder.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

const start = Date.parse('2026-11-01T12:00:00Z');
let place: CommandPlace;
let log: AuditLog;
beforeEach(async () => {
  place = await freshCommandPlace();
  log = auditLog(folderOfRecords(place.directory), { nonce: () => 'n' });
});

const run = (...args: string[]) => runCommand(auditCommand, args, { dataDir: place.directory, clock: Date.now });

const act = (subject: string, at: number, more = {}) =>
  log.append({ actor: 'operator', client: 'command', act: 'campaign.put', subject, ...more }, at);

/** Three acts on three days. */
async function someActs() {
  await act('free-them', start, { before: { goal: 5, demand: 'd' }, after: { goal: 6, demand: 'e' } });
  await log.append(
    { actor: 'org_ab12', client: 'console', act: 'signatures.void', subject: 'free-them', after: { signatures: 9 } },
    start + DAY,
  );
  await log.append(
    {
      ...{ actor: 'org_ab12', client: 'console', act: 'signatures.void', subject: 'free-them' },
      ...{ of: '000000002', outcome: 'failed', after: { changed: 7, error: 'Interrupted' } },
    },
    start + DAY,
  );
  await act('other-one', start + 2 * DAY, { after: { goal: 6 } });
}
const lines = [
  '000000004  2026-11-03 12:00:00 UTC  operator  campaign.put other-one  goal',
  '000000003  2026-11-02 12:00:00 UTC  org_ab12 (console)  signatures.void free-them  000000002 failed  changed 7, error Interrupted',
  '000000002  2026-11-02 12:00:00 UTC  org_ab12 (console)  signatures.void free-them  signatures',
  '000000001  2026-11-01 12:00:00 UTC  operator  campaign.put free-them  demand, goal',
];

it('lists who did what and which fields changed, the newest first', async () => {
  expect(await run('list')).toEqual({ code: 0, said: ['No such entries on this machine.'] });
  await someActs();
  expect(await run('list')).toEqual({ code: 0, said: lines });
});

it('lists the acts of one kind, and those of one person', async () => {
  await someActs();
  expect((await run('list', '--act', 'campaign')).said).toEqual([lines[0], lines[3]]);
  expect((await run('list', '--act', 'campaign.open')).said).toEqual(['No such entries on this machine.']);
  expect((await run('list', '--person', 'org_ab12')).said).toEqual(lines.slice(1, 3));
});

it('refuses an act or a person that there cannot be: no entry would look as if nobody had done it', async () => {
  await someActs();
  for (const [option, asked, words] of [
    ['--act', 'zzz', 'There is no act "zzz". There are campaign, case, group,'],
    ['--act', 'signatures.voids', 'There are signatures.accept, signatures.void, signatures.export.'],
    ['--person', 'bar', '--person must be operator, schedule, or the id of an account'],
  ] as const)
    expect(await run('list', option, asked)).toEqual({ code: 2, said: [expect.stringContaining(words)] });
});

it('shows one entry in full', async () => {
  await someActs();
  const { said } = await run('show', '000000001');
  expect(JSON.parse(said.join(''))).toMatchObject({ id: '000000001', before: { goal: 5 }, after: { goal: 6 } });
  for (const id of ['000000009', '1', 'all'])
    expect(await run('show', id)).toEqual({
      code: 1,
      said: [`There is no entry ${id} on this machine. \`npm run audit -- list\` shows the last ones.`],
    });
});

it('lists one campaign, and what was done since a day', async () => {
  await someActs();
  expect((await run('list', '--campaign', 'other-one')).said).toEqual([lines[0]]);
  expect((await run('list', '--since', '2026-11-02')).said).toEqual(lines.slice(0, 3));
  expect((await run('list', '--since', '2026-11-02', '--campaign', 'free-them')).said).toEqual(lines.slice(1, 3));
  expect((await run('list', '--since', '2026-11-02', '--until', '2026-11-02')).said).toEqual(lines.slice(1, 3));
  for (const day of ['yesterday', '2026-13-01', '2026-11-31', '2026-11'])
    expect(await run('list', '--since', day)).toMatchObject({
      code: 2,
      said: [expect.stringContaining('--since must be')],
    });
});

it('refuses days that are turned round, a campaign that cannot be, and what is empty', async () => {
  await someActs();
  for (const [options, words] of [
    [['--since', '2026-11-02', '--until', '2026-11-01'], '--until must not be before --since.'],
    [['--campaign', 'free them'], '--campaign must be a short name, such as free-them.'],
    ...['campaign', 'person', 'act', 'since', 'until'].map(
      (name) => [[`--${name}`, ''], `--${name} must not be empty.`] as const,
    ),
  ] as const)
    expect([options, await run('list', ...options)]).toEqual([
      options,
      { code: 2, said: [expect.stringContaining(words)] },
    ]);
});

it('lists all that an act changed as JSON', async () => {
  await someActs();
  const { said } = await run('list', '--json', '--campaign', 'other-one');
  expect(said.map((line) => JSON.parse(line))).toMatchObject([{ id: '000000004', after: { goal: 6 } }]);
});

it('says that there are older entries than it lists', async () => {
  for (let i = 0; i < 60; i++) await act('free-them', start + i);
  const { said } = await run('list');
  expect([said.length, said.at(-1)]).toEqual([51, 'There are older ones. --since DAY shows all since a day.']);
  expect((await run('list', '--since', '2026-11-01')).said).toHaveLength(60);
});

it('exports every entry as the bytes whose hash the next one has, into a file for its owner alone', async () => {
  await someActs();
  const path = join(place.directory, 'trail.jsonl');
  expect(await run('export', '--out', path)).toEqual({
    ...{ code: 0, said: [`Written: ${path}, 5 entries of this machine.`] },
  });
  const written = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const previous = written.map((line) => JSON.parse(line).previous);
  expect(previous.slice(1)).toEqual(written.slice(0, -1).map((line) => hashOf(Buffer.from(line))));
  expect(JSON.parse(written.at(-1) ?? '')).toMatchObject({ act: 'audit.export', actor: 'operator' });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('replaces no file by an export, except with --yes', async () => {
  await someActs();
  const path = join(place.directory, 'trail.jsonl');
  await writeFile(path, 'mine');
  expect(await run('export', '--out', path)).toMatchObject({
    code: 1,
    said: [expect.stringContaining('already exists')],
  });
  expect(await readFile(path, 'utf8')).toBe('mine');
  expect((await run('export', '--out', path, '--yes')).code).toBe(0);
  expect((await run('export')).code).toBe(2);
});

it('finds a whole trail, and prints what to note down', async () => {
  expect((await run('verify')).said).toEqual(['The audit trail of this machine is empty.']);
  await someActs();
  const { code, said } = await run('verify');
  expect([code, said.slice(0, 2)]).toEqual([
    0,
    [
      'The audit trail of this machine is whole: 4 entries, up to 000000004.',
      'Note this down elsewhere. Later it proves that no entry up to this one was changed or cut off:',
    ],
  ]);
  const noted = said[2]?.split('--noted ')[1] ?? '';
  await act('later', start + 3 * DAY);
  expect((await run('verify', '--noted', noted)).code).toBe(0);
  expect((await run('verify', '--noted', 'anything')).code).toBe(2);
});

it('finds what somebody changed or removed by hand, and says where the chain holds', async () => {
  await someActs();
  const [, , noted = ''] = (await run('verify')).said;
  const file = (id: number) => join(place.directory, `records/audit/000/000/00${id}.json`);
  const text = await readFile(file(2), 'utf8');
  await chmod(file(2), 0o600);
  await writeFile(file(2), text.replace('"signatures":9', '"signatures":1'));
  const changed = await run('verify');
  expect([changed.code, changed.said.slice(0, 3), changed.said.at(-1)]).toEqual([
    1,
    [
      'The audit trail of this machine has 1 fault. The chain holds:',
      '  from 000000001 to 000000002',
      '  from 000000003 to 000000004',
    ],
    'Entry 000000003 does not have the hash of the entry before it: one of the two was replaced.',
  ]);
  await writeFile(file(2), text);
  await rm(file(4));
  expect((await run('verify')).code).toBe(0);
  const cut = await run('verify', '--noted', noted.split('--noted ')[1] ?? '');
  expect([cut.code, cut.said.at(-1)]).toEqual([1, 'Entry 000000004 is missing.']);
  await rm(file(1));
  expect((await run('list')).said).toContain('! Entry 000000001 cannot be read. `npm run audit -- verify` says more.');
  expect((await run('export', '--out', join(place.directory, 'x'))).said[0]).toContain('000000001 is missing');
});
