import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeEach, expect, inject, it, vi } from 'vitest';
import { campaignCommand } from '../../commands/campaign/command.ts';
import { Interrupted } from '../../commands/terminal/errors.ts';
import type { Terminal } from '../../commands/terminal/terminal.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { putGroup } from '../../functions/core/campaigns/group-store.ts';
import { getCampaign, putCampaign } from '../../functions/core/campaigns/store.ts';
import { noteWaiting } from '../../functions/core/counts/waiting.ts';
import { putStrict } from '../../functions/core/outbox/health-store.ts';
import { HOUR } from '../../functions/core/running/clock.ts';
import { createTables, localClientSettings, localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { campaignOf, groupOf, smallYaml } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const file = `${smallYaml}cases: [{ name: Ali, status: detained }]
`;

let place: CommandPlace;
let directory: string;
let db: Db;
let counts: Db;

beforeEach(async () => {
  place = await freshCommandPlace();
  [directory, db, counts] = [place.directory, place.db('Campaigns'), place.db('Counts')];
  await putGroup(db, groupOf(), 0);
});

/** Runs `npm run campaign` with an answer to its question, or with nobody to ask. */
const run = (
  args: string[],
  {
    answer,
    at = now,
    environment,
  }: { answer?: () => Promise<boolean>; at?: number; environment?: Terminal['environment'] } = {},
) => runCommand(campaignCommand, args, { ask: answer, dataDir: directory, clock: () => at, environment });

const fileWith = (text: string) => place.write('campaign.yaml', text);

it('writes nothing without a yes', async () => {
  const path = await fileWith(file);
  const dry = await run(['put', path]);
  expect(dry.code).toBe(0);
  expect(dry.said).toContain('New campaign on this machine:');
  expect(dry.said).toContain('  + goal: 100');
  expect(dry.said.at(-1)).toBe('Nothing written; run again with --yes.');
  expect((await run(['put', path], { answer: async () => false })).said.at(-1)).toContain('Nothing written');
  expect(await getCampaign(db, 'free-them')).toBeUndefined();
});

it('overwrites nobody’s words that the writer of a file has not seen, and shows them', async () => {
  const path = join(directory, 'shown.yaml');
  const put = async (summary: string) =>
    run(['put', await fileWith(file.replace(/^summary: .*$/m, `summary: ${summary}`)), '--yes']);
  await put('Of before.');
  await run(['show', 'free-them', '--out', path]);
  const shown = await readFile(path, 'utf8');
  expect(shown.split('\n')[0]).toBe('# version 1 of free-them on this machine');
  const mine = shown.replace(/^goal: .*$/m, 'goal: 777');
  await writeFile(path, mine);
  await put('Of a colleague.');
  for (const asked of [
    ['put', path],
    ['put', path, '--yes'],
  ])
    expect(await run(asked)).toEqual({
      code: 1,
      said: [
        'Nothing written: the file is of version 1 of free-them, and version 2 is stored on this machine.',
        'This has changed since:',
        '  ~ summary: Of before. → Of a colleague.',
        'Bring it into the file, and let its first line be: # version 2 of free-them on this machine',
      ],
    });
  expect((await getCampaign(db, 'free-them'))?.summary).toBe('Of a colleague.');
  const both = mine.replace('version 1', 'version 2').replace('Of before.', 'Of a colleague.');
  await writeFile(path, both);
  expect((await run(['put', path, '--yes'])).code).toBe(0);
  // It was put, and can be put again.
  expect(await readFile(path, 'utf8')).toBe(both.replace('version 2', 'version 3'));
  await writeFile(path, both.replace('version 2', 'version 3').replace('777', '778'));
  expect((await run(['put', path, '--yes'])).code).toBe(0);
  expect(await getCampaign(db, 'free-them')).toMatchObject({ goal: 778, summary: 'Of a colleague.' });
  // A file that does not say what its writer has seen replaces what is there. So does one of another place.
  for (const first of ['# version 1 of free-them on stage prod\n', '# version 1 of another on this machine\n', ''])
    expect((await run(['put', await fileWith(`${first}${file}`), '--yes'])).code).toBe(0);
});

it('says which of its languages no page will show', async () => {
  const spoken = await freshCommandPlace({ languages: ['en', 'az'] });
  const texts = (tag: string) => `  ${tag}: { title: A title, demand: A demand. }\n`;
  const put = async (text: string) => {
    const path = await spoken.write('campaign.yaml', text);
    const { said } = await runCommand(campaignCommand, ['put', path], { dataDir: spoken.directory, clock: () => now });
    return said.filter((words) => words.includes('speaks'));
  };
  expect(await put(`${file}translations:\n${texts('az')}${texts('es')}`)).toEqual([
    '! This installation speaks en, az, and not es: no page shows this translation.',
  ]);
  expect(await put(`${file}language: tlh\n`)).toEqual([
    '! This installation speaks en, az, and not tlh: its pages show your words amid those of another language.',
  ]);
  expect(await put(`${file}translations:\n${texts('az')}`)).toEqual([]);
});

it('says where the schema is, if the file names a path that leads to none', async () => {
  const withSchema = async (path: string) =>
    (await run(['put', await fileWith(`# yaml-language-server: $schema=${path}\n${file}`)])).said[0];
  const right = relative(directory, resolve('docs/reference/campaign.schema.json'));
  expect(await withSchema('../../../docs/reference/campaign.schema.json')).toBe(
    `! Your editor finds no schema at ../../../docs/reference/campaign.schema.json. From this file its path is: ${right}`,
  );
  expect(await withSchema(right)).toBe('New campaign on this machine:');
  expect(await withSchema('https://example.org/campaign.schema.json')).toBe('New campaign on this machine:');
});

it('writes a campaign and the schema to files, and replaces one only after a yes', async () => {
  await run(['put', await fileWith(file), '--yes']);
  const out = join(directory, 'shown.yaml');
  expect((await run(['show', 'free-them', '--out', out])).said).toEqual([`Written: ${out}.`]);
  expect((await run(['put', out])).said[0]).toBe('No change: free-them on this machine is as the file says.');
  const kept = { code: 1, said: [`${out} already exists. Nothing written; run again with --yes.`] };
  expect(await run(['schema', '--out', out])).toEqual(kept);
  expect((await run(['schema', '--out', out], { answer: async () => false })).said).toEqual(['Nothing written.']);
  expect(await readFile(out, 'utf8')).toMatch(/^# version 1 of .+\nslug: free-them\n/);
  await run(['schema', '--out', out, '--yes']);
  expect(await readFile(out, 'utf8')).toBe(await readFile('docs/reference/campaign.schema.json', 'utf8'));
  expect((await run(['show', 'free-them', '--out', join(directory, 'no', 'where')])).code).toBe(1);
});

it('writes with --yes, and on a yes', async () => {
  expect((await run(['put', await fileWith(file), '--yes'])).said).toContain('Written: free-them on this machine.');
  await run(['put', await fileWith(file.replace('100', '200'))], { answer: async () => true });
  expect(await getCampaign(db, 'free-them')).toMatchObject({ goal: 200, createdAt: '2026-06-01T00:00:00.000Z' });
});

it('shows only the changes of a file, warns, and keeps the time when the campaign was first stored', async () => {
  await run(['put', await fileWith(file), '--yes']);
  const changed = file.replace('goal: 100', 'goal: 50').replace('status: detained', 'status: released');
  expect((await run(['put', await fileWith(changed), '-y'], { at: now + 1_000 })).said).toEqual([
    'free-them on this machine changes:',
    '  ~ goal: 100 → 50',
    '  ~ cases › Ali › status: detained → released',
    '! The goal is lower than before. Signers see it.',
    'Written: free-them on this machine.',
    'Address: http://localhost:3000/campaigns/free-them',
    expect.stringMatching(/^Picture for shared links: http:\/\/localhost:3000\/pictures\/free-them\/.*\.png$/),
  ]);
  expect((await getCampaign(db, 'free-them'))?.createdAt).toBe('2026-06-01T00:00:00.000Z');
});

it('shows a campaign as a file that changes nothing when it is put again', async () => {
  await run(['put', await fileWith(file), '--yes']);
  const shown = await run(['show', 'free-them']);
  expect((await run(['put', await fileWith(shown.said.join('\n'))])).said[0]).toBe(
    'No change: free-them on this machine is as the file says.',
  );
});

it('lists campaigns with their status', async () => {
  expect((await run(['list'])).said).toEqual(['No campaigns on this machine.']);
  await run(['put', await fileWith(file), '--yes']);
  expect((await run(['list'])).said).toEqual(['free-them  open  goal 100  from 2026-01-01  Free them']);
  await run(['close', 'free-them', '--at', '2026-08-31T12:00:00Z', '--yes']);
  expect((await run(['list'])).said).toEqual([
    'free-them  open  goal 100  from 2026-01-01 to 2026-08-31, identities until 2027-02-28  Free them',
  ]);
});

it('lists a campaign that is won as won, and says whether it still takes signatures', async () => {
  const won = { won: { on: '2026-05-01', words: 'They are free.' } };
  await putCampaign(db, campaignOf({ ...won, closesAt: '2026-05-02T00:00:00Z' }));
  expect((await run(['list'])).said[0]).toMatch(/^free-them {2}won {2}goal/);
  await putCampaign(db, campaignOf({ ...won, visibility: 'unlisted' }));
  expect((await run(['list'])).said[0]).toMatch(/^free-them {2}unlisted, won, open {2}goal/);
});

it('lists those that a person asks for, what needs somebody first, with what waits there', async () => {
  await putCampaign(db, campaignOf({ slug: 'b-open', title: 'Free Leyla' }));
  await putCampaign(db, campaignOf({ slug: 'c-draft', visibility: 'draft' }));
  await putCampaign(db, campaignOf({ slug: 'd-paused', pausedAt: '2026-05-01T00:00:00Z', language: 'az' }));
  await putCampaign(
    db,
    campaignOf({ slug: 'e-old', closesAt: '2026-02-01T00:00:00Z', archivedAt: '2026-03-01T00:00:00Z' }),
  );
  await noteWaiting(counts, new Map([['b-open', { signatures: 12, since: '2026-05-24' }]]), new Set(['b-open']));
  const slugs = async (...asked: string[]) => (await run(['list', ...asked])).said.map((line) => line.split(' ')[0]);
  expect(await slugs('--needs')).toEqual(['b-open', 'd-paused', 'c-draft']);
  expect(await slugs('--state', 'archived')).toEqual(['e-old']);
  expect(await slugs('--language', 'az')).toEqual(['d-paused']);
  expect(await slugs('--find', 'leila')).toEqual(['b-open']);
  expect((await run(['list', '--state', 'waits'])).said[0]).toMatch(
    / {2}Free Leyla {2}\(12 signatures under review since 2026-05-24\)$/,
  );
  expect((await run(['list', '--find', 'nobody'])).said).toEqual(['No such campaigns on this machine.']);
  expect(await run(['list', '--state', 'lost'])).toMatchObject({
    code: 2,
    said: [
      expect.stringMatching(/^--state must be one of waits, draft, scheduled, open, paused, closed, archived, won/),
    ],
  });
  for (const language of ['q', 'en-', ''])
    expect(await run(['list', '--language', language])).toMatchObject({
      code: 2,
      said: [expect.stringContaining('--language must be a tag such as az or pt-BR.')],
    });
});

it('closes a campaign now, after showing it, and only once', async () => {
  await run(['put', await fileWith(file), '--yes']);
  expect((await run(['close', 'free-them'])).said).toContain('  + closesAt: 2026-06-01T00:00:00.000Z');
  expect((await getCampaign(db, 'free-them'))?.closesAt).toBeUndefined();
  await run(['close', 'free-them', '--yes']);
  expect((await getCampaign(db, 'free-them'))?.closesAt).toBe('2026-06-01T00:00:00.000Z');
  expect((await run(['close', 'free-them', '--yes'], { at: now + 5_000 })).said).toEqual([
    'No change: free-them on this machine has been closed since 2026-06-01T00:00:00.000Z.',
  ]);
});

it('closes a campaign at a valid moment after its opening', async () => {
  await run(['put', await fileWith(file), '--yes']);
  await run(['close', 'free-them', '--at', '2026-12-01T00:00:00+04:00', '--yes']);
  expect((await getCampaign(db, 'free-them'))?.closesAt).toBe('2026-12-01T00:00:00+04:00');
  const early = await run(['close', 'free-them', '--at', '2025-01-01T00:00:00Z', '--yes']);
  expect(early).toEqual({ code: 1, said: ['closesAt must be after opensAt'] });
  expect((await run(['close', 'free-them', '--at', 'soon'])).code).toBe(1);
});

it('moves the closing of a closed campaign only with --at', async () => {
  await run(['put', await fileWith(`${file}closesAt: 2026-05-01T00:00:00Z\n`), '--yes']);
  const stored = async () => (await getCampaign(db, 'free-them'))?.closesAt;
  expect((await run(['close', 'free-them', '--yes'])).said).toEqual([
    'No change: free-them on this machine has been closed since 2026-05-01T00:00:00Z.',
  ]);
  expect(await stored()).toBe('2026-05-01T00:00:00Z');
  expect((await run(['close', 'free-them', '--at', '2026-05-02T00:00:00Z', '--yes'])).said).toEqual([
    'free-them on this machine changes:',
    '  ~ closesAt: 2026-05-01T00:00:00Z → 2026-05-02T00:00:00Z',
    '! Names, addresses and reasons are kept longer. People who signed have read an earlier day on which they are erased.',
    'Written: free-them on this machine.',
  ]);
  expect(await stored()).toBe('2026-05-02T00:00:00Z');
  expect((await run(['close', 'free-them', '--at', '2026-09-01T00:00:00Z', '--yes'])).said).toContain(
    '! The campaign was closed and opens again.',
  );
  expect(await stored()).toBe('2026-09-01T00:00:00Z');
  expect((await run(['close', 'free-them', '--at', '2026-09-01T00:00:00Z', '--yes'])).said).toEqual([
    'No change: free-them on this machine closes at 2026-09-01T00:00:00Z.',
  ]);
});

it('starts and ends strict mode, and explains it first', async () => {
  await run(['put', await fileWith(file), '--yes']);
  expect((await run(['strict', 'free-them'])).said).toEqual([
    'free-them on this machine changes:',
    '  ~ strict: false → true',
    expect.stringMatching(/^! Strict mode: .*waits for your decision/),
    'Nothing written; run again with --yes.',
  ]);
  await run(['strict', 'free-them', '--yes']);
  expect((await getCampaign(db, 'free-them'))?.strict).toBe(true);
  expect((await run(['strict', 'free-them', '--yes'])).said).toEqual([
    'No change: free-them on this machine is strict already.',
  ]);
  await run(['relax', 'free-them', '--yes']);
  expect((await getCampaign(db, 'free-them'))?.strict).toBe(false);
  expect((await run(['relax', 'free-them', '--yes'])).said).toEqual([
    'No change: free-them on this machine is not strict.',
  ]);
});

it('writes nothing over a change that another person made meanwhile', async () => {
  await run(['put', await fileWith(file), '--yes']);
  const { code, said } = await run(['put', await fileWith(file.replace('100', '200'))], {
    answer: async () => {
      const stored = await getCampaign(db, 'free-them');
      if (stored) await putCampaign(db, { ...stored, goal: 300 });
      return true;
    },
  });
  expect([code, said.at(-1)]).toEqual([1, expect.stringContaining('somebody else has just changed the campaign')]);
  expect((await getCampaign(db, 'free-them'))?.goal).toBe(300);
});

it('says that nothing changed when Ctrl-C answers its question, and as a shell expects it', async () => {
  const path = await fileWith(file);
  const interrupted = await run(['put', path], { answer: () => Promise.reject(new Interrupted()) });
  expect([interrupted.code, interrupted.said.at(-1)]).toEqual([130, 'Nothing changed.']);
  expect(await getCampaign(db, 'free-them')).toBeUndefined();
});

it('warns before it writes to a stage which keys were not deployed, since the campaign would take no signatures', async () => {
  const keys: string[] = [];
  for (const _ of 'ab') keys.push(await identityToRecipient(await generateX25519Identity()));
  const [known = '', unknown = ''] = keys;
  const stage = `s${process.pid}`;
  const client = localDynamoDbClient(inject('dynamoDbEndpoint'));
  const { Campaigns } = await createTables(client, `amparo-${stage}`);
  await putGroup({ client, table: Campaigns }, groupOf(), 0);
  const { endpoint, region, credentials } = localClientSettings(inject('dynamoDbEndpoint'));
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', endpoint);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
  const environment = { AMPARO_STAGE: stage, AMPARO_PUBLIC_KEYS: known };
  const warnings = async (recipients: string, more: object) => {
    const { said } = await run(['put', await fileWith(`${file}recipients: [${recipients}]\n`), '--stage', stage], more);
    expect(said.at(-1)).toBe('Nothing written; run again with --yes.');
    return said.filter((line) => line.startsWith('! '));
  };
  expect(await warnings(`${known}, ${unknown}`, { environment })).toEqual([
    expect.stringContaining('names recipients of its own'),
    expect.stringMatching(`^! Missing in AMPARO_PUBLIC_KEYS and AMPARO_CAMPAIGN_PUBLIC_KEYS: ${unknown}\\.`),
  ]);
  expect((await warnings(known, { environment }))[1]).toContain('Have you deployed them?');
  expect(await warnings(unknown, {})).toHaveLength(1);
  vi.unstubAllEnvs();
});

it('refuses a bad file before it looks for a server', async () => {
  await writeFile(join(directory, 'running.json'), '{}');
  const { code, said } = await run(['put', await fileWith(file.replace('goal: 100', 'goal: many')), '--yes']);
  expect(code).toBe(1);
  expect(said).toEqual([expect.stringMatching(/campaign\.yaml:6:1 goal must be a number, not "many"$/)]);
});

it('refuses a file that is not there, not in UTF-8, or of another kind, in a line or a few', async () => {
  expect((await run(['put', 'no-such-file.yaml'])).said).toEqual(['There is no file no-such-file.yaml.']);
  expect((await run(['put', directory])).said).toEqual([`${directory} is a folder. Name a file.`]);
  const path = await fileWith('');
  expect((await run(['put', path])).said).toEqual([`${path} is empty.`]);
  await writeFile(path, Buffer.from('title: Libert\xe9', 'latin1'));
  expect((await run(['put', path])).said).toEqual([
    `${path}:1 The line has a letter that is not in UTF-8. Save the file as UTF-8.`,
  ]);
  expect((await run(['put', 'README.md'])).said).toEqual([
    'README.md:1 is no file of a campaign: it has no slug, title or demand.',
  ]);
});

it('says in one line that nothing runs on this machine, also when a killed server left its file', async () => {
  await writeFile(
    join(directory, 'running.json'),
    JSON.stringify({ dynamoDbEndpoint: 'http://127.0.0.1:1', tablePrefix: 'amparo-local' }),
  );
  expect(await run(['list'])).toEqual({ code: 1, said: [expect.stringContaining('Amparo is not running')] });
  directory = join(directory, 'elsewhere');
  const { code, said } = await run(['list']);
  expect([code, said]).toEqual([1, [expect.stringContaining('Amparo is not running')]]);
  expect(said[0]).toContain('If it has another DATA_DIR, set the same one here');
});

it.each([
  [['frob'], 'There is no `frob`.'],
  [['put'], '`put` needs a FILE.'],
  [['show', 'a', '1', 'b'], '`show` takes one SLUG and one VERSION.'],
  [['list', 'a'], '`list` takes nothing more.'],
  [['list', '--at', 'noon'], '`list` takes no --at.'],
  [['list', '--frob'], "Unknown option '--frob'."],
])('does not understand %j, and says where to read more', async (args, words) => {
  expect(await run(args)).toEqual({ code: 2, said: [`${words} \`npm run campaign -- help\` says more.`] });
});

it('refuses an unknown slug and an impossible name of a stage', async () => {
  expect((await run(['show', 'unknown'])).said).toEqual([
    'There is no campaign unknown on this machine. `npm run campaign -- list` shows all.',
  ]);
  expect((await run(['list', '--stage', 'A B'])).code).toBe(1);
});

it('says below the list that the stage is strict, and why, until that is over', async () => {
  await run(['put', await fileWith(file), '--yes']);
  await putStrict(counts, { now, isSlow: true });
  const said = (await run(['list'])).said;
  expect(said.slice(1)).toEqual([
    'Too many e-mails bounce or bring complaints: proofs of work are harder on all campaigns until 2026-06-01T01:00Z, or longer if that goes on. docs/guides/organisers.md',
    'Somebody attacks with invented addresses: e-mails go slowly meanwhile.',
  ]);
  expect((await run(['list'], { at: now + HOUR })).said).toHaveLength(1);
});
