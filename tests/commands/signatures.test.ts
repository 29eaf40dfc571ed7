import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { makeGroupKey } from '../../commands/keys/group-key.ts';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import type { Signal } from '../../functions/core/abuse/signals.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { sealIdentity } from '../../functions/core/keys/seal.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { HOUR } from '../../functions/core/running/clock.ts';
import { putSignatureOnce, signatureKey, withdrawSignature } from '../../functions/core/signatures/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { localDynamoDbClient } from '../../infra/local/dynamodb.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, interruptedAfter, runCommand } from '../support/command.ts';
import { decideSelected } from '../support/decide.ts';
import { silentLog } from '../support/log.ts';
import { orderKey, signatureOf, signerOf } from '../support/signature.ts';
import { changesOf } from '../support/stream.ts';
import { hasGit, makeWorkTree } from '../support/work-tree.ts';

// Each look at a campaign is 256 reads, which take their time on a busy machine.

const campaign = 'free-them';
const now = Date.parse('2096-06-01T12:00:00Z');
let directory: string;
let place: CommandPlace;
const db: CommandPlace['db'] = (name) => place.db(name);
let key: string;
let recipient: string;

beforeAll(async () => {
  key = await generateIdentity();
  recipient = await identityToRecipient(key);
});

beforeEach(async () => {
  place = await freshCommandPlace();
  directory = place.directory;
  await writeFile(join(directory, 'group.key'), `# made offline\n${key}\n`);
  await putCampaign(db('Campaigns'), campaignOf({ showNames: true }));
});

let calls = 0;

/** How somebody at the terminal behaves. */
interface Behaviour {
  readonly answer?: () => Promise<boolean>;
  readonly typed?: string[];
  /** How often the command may look before Ctrl-C is pressed. */
  readonly looks?: number;
}

/** Runs `npm run signatures` with an answer to its question, or with nobody to ask. */
const run = (args: string[], { answer, typed, looks = Number.POSITIVE_INFINITY }: Behaviour = {}) =>
  runCommand(signaturesCommand, args, {
    ...{ ask: answer, secret: typed && (async () => typed.shift() ?? '') },
    ...{ dataDir: directory, clock: () => now + calls++ },
    ...interruptedAfter(looks),
  });

interface Person {
  readonly name?: string;
  readonly comment?: string;
  readonly at?: number;
  readonly publicName?: string;
  readonly publicReason?: string;
  readonly status?: 'counted' | 'under-review';
}

const hashOf = (who: string): SignerHash => signerOf(campaign, who);

/** Two people whose signatures lie in one partition. */
function inOnePartition(): string[] {
  const people = Array.from({ length: 100 }, (_, i) => `person-${i}`);
  const partitions = Map.groupBy(people, (who) => signatureKey(campaign, hashOf(who)).pk.S);
  return [...partitions.values()].find(({ length }) => length > 1) ?? [];
}

async function sign(who: string, carries: readonly Signal[] = [], { at = now - HOUR, ...person }: Person = {}) {
  const { publicName, publicReason, name = `Signer ${who}`, comment } = person;
  const email = `${who}@example.org`;
  const signer = hashOf(who);
  const signature = signatureOf(campaign, signer, at, {
    locale: 'az',
    sealedIdentity: await sealIdentity({ name, email, comment, updates: false }, [recipient]),
    status: person.status ?? (carries.length > 0 ? 'under-review' : 'counted'),
    signals: carries,
    publicName,
    publicReason,
  });
  await putSignatureOnce(db('Signatures'), signature);
  return signer;
}

async function statuses(): Promise<Record<string, number>> {
  const { Items = [] } = await db('Signatures').client.send(
    new ScanCommand({ TableName: db('Signatures').table, ConsistentRead: true }),
  );
  const sums: Record<string, number> = {};
  for (const { status } of Items) sums[status?.S ?? ''] = (sums[status?.S ?? ''] ?? 0) + 1;
  return sums;
}

async function tally(): Promise<void> {
  for (const [lane, changes] of await changesOf(db('Signatures')))
    await tallyBatch({ counts: db('Counts'), clock: () => now, log: silentLog }, lane, changes);
}

async function floodAndPeople(): Promise<void> {
  await sign('ada');
  for (const i of [1, 2, 3]) await sign(`bot-${i}`, ['honeypot', 'no-proof']);
  for (const i of [1, 2]) await sign(`tor-${i}`, ['no-proof'], { at: now - 3 * HOUR });
}

it('shows in numbers what is under review, and no name or address', async () => {
  expect((await run(['review'])).said).toEqual(['Nothing is under review on this machine.']);
  await floodAndPeople();
  await tally();
  expect((await run(['review'])).said).toEqual(['free-them  5 under review']);
  const { code, said } = await run(['review', campaign]);
  expect(code).toBe(0);
  expect(said).toEqual([
    'free-them on this machine: 5 under review, 1 counted, 0 voided.',
    'under review, by signal (a signature can have several):',
    '            signatures  no other signal',
    '  no-proof           5                2',
    '  honeypot           3                0',
    'under review, by hour of confirmation, UTC:',
    '  2096-06-01T11:00Z  3',
    '  2096-06-01T09:00Z  2',
  ]);
});

it('also shows in numbers which were voided, and which count with a signal', async () => {
  await floodAndPeople();
  await run(['void', campaign, '--signal', 'honeypot', '--yes']);
  await run(['accept', campaign, '--all', '--yes']);
  await tally();
  const { said } = await run(['review', campaign]);
  expect(said.slice(0, said.indexOf('last decisions:'))).toEqual([
    'free-them on this machine: 0 under review, 3 counted (2 with a signal), 3 voided.',
    'counted, by signal (a signature can have several):',
    '            signatures  no other signal',
    '  no-proof           2                2',
    'counted, by hour of confirmation, UTC:',
    '  2096-06-01T09:00Z  2',
    'voided, by signal (a signature can have several):',
    '            signatures  no other signal',
    '  honeypot           3                0',
    '  no-proof           3                0',
    'voided, by hour of confirmation, UTC:',
    '  2096-06-01T11:00Z  3',
  ]);
});

it('changes nothing before a yes, and then only the signatures that it has shown', async () => {
  await floodAndPeople();
  const dry = await run(['void', campaign, '--signal', 'honeypot']);
  expect(dry.said[0]).toBe('3 signatures of free-them on this machine would be voided:');
  expect(dry.said.at(-1)).toBe('Nothing changed; run again with --yes.');
  await run(['void', campaign, '--signal', 'honeypot'], { answer: async () => false });
  expect(await statuses()).toEqual({ counted: 1, 'under-review': 5 });
  const done = await run(['void', campaign, '--signal', 'honeypot'], { answer: async () => true });
  expect(done.said.at(-1)).toBe('Voided: 3. The counts follow within seconds.');
  expect(await statuses()).toEqual({ counted: 1, 'under-review': 2, voided: 3 });
  expect((await run(['void', campaign, '--signal', 'honeypot', '--yes'])).said).toEqual([
    'Nothing to void on free-them on this machine.',
    'None has the signal honeypot.',
    'under review, by signal:',
    '            signatures  no other signal',
    '  no-proof           2                2',
  ]);
});

it('voids the many signatures of one mailbox, and leaves those of a family of two unless it is asked to', async () => {
  await sign('one-1', ['same-mailbox'], { status: 'counted' });
  for (const i of [2, 3, 4]) await sign(`one-${i}`, ['same-mailbox', 'busy-mailbox']);
  await run(['void', campaign, '--signal', 'same-mailbox', '--yes']);
  expect(await statuses()).toEqual({ counted: 1, voided: 3 });
  await run(['void', campaign, '--signal', 'same-mailbox', '--counted', '--yes']);
  expect(await statuses()).toEqual({ voided: 4 });
  await run(['accept', campaign, '--signal', 'same-mailbox', '--voided', '--yes']);
  expect(await statuses()).toEqual({ counted: 1, voided: 3 });
});

it('accepts no signature with a signal that was not named', async () => {
  await floodAndPeople();
  await run(['accept', campaign, '--signal', 'no-proof', '--yes']);
  expect(await statuses()).toEqual({ counted: 3, 'under-review': 3 });
  await run(['accept', campaign, '--signal', 'no-proof', '--signal', 'honeypot', '--yes']);
  expect(await statuses()).toEqual({ counted: 6 });
});

it('decides by the time of confirmation, from one moment until just before another', async () => {
  await floodAndPeople();
  await run(['void', campaign, '--since', '2096-06-01T09:00:00Z', '--until', '2096-06-01T11:00:00Z', '--yes']);
  expect(await statuses()).toEqual({ counted: 1, 'under-review': 3, voided: 2 });
});

it('takes a decision back, and voids counted ones only if they have a signal', async () => {
  await floodAndPeople();
  await run(['accept', campaign, '--all', '--yes']);
  expect(await statuses()).toEqual({ counted: 6 });
  await run(['void', campaign, '--all', '--yes']);
  expect(await statuses()).toEqual({ counted: 6 });
  await run(['void', campaign, '--all', '--counted', '--yes']);
  expect(await statuses()).toEqual({ counted: 1, voided: 5 });
  await run(['accept', campaign, '--signal', 'no-proof', '--voided', '--yes']);
  expect(await statuses()).toEqual({ counted: 3, voided: 3 });
  expect((await run(['review', campaign])).said.slice(-4)).toEqual([
    'last decisions:',
    expect.stringMatching(/counted 2: no-proof, also voided ones$/),
    expect.stringMatching(/voided 5: any signal, also counted ones$/),
    expect.stringMatching(/counted 5: any signal$/),
  ]);
});

it('does not change the signature of a signer who withdraws, or signs again, while the question waits', async () => {
  const gone = await sign('gone', ['no-proof']);
  const again = await sign('again', ['no-proof'], { at: now - 2 * HOUR });
  await sign('stays', ['no-proof']);
  const { said } = await run(['accept', campaign, '--all'], {
    answer: async () => {
      await withdrawSignature(db('Signatures'), { orderKey, campaign, signer: gone, now });
      await withdrawSignature(db('Signatures'), { orderKey, campaign, signer: again, now: now - HOUR });
      await sign('again', ['honeypot'], { at: now + HOUR });
      return true;
    },
  });
  expect(said.slice(-2)).toEqual([
    'Counted: 1. The counts follow within seconds.',
    'Not changed, because they changed meanwhile: 2.',
  ]);
  expect(await statuses()).toEqual({ counted: 1, withdrawn: 1, 'under-review': 1 });
});

it('never undoes a withdrawal between its read and its write, and does not decide on a signature made then', async () => {
  // Of one partition, so that both are read before either is written.
  const [one = '', other = ''] = inOnePartition();
  const gone = await sign(one, ['no-proof']);
  const again = await sign(other, ['no-proof'], { at: now - 2 * HOUR });
  const between = async () => {
    await withdrawSignature(db('Signatures'), { orderKey, campaign, signer: gone, now });
    await withdrawSignature(db('Signatures'), { orderKey, campaign, signer: again, now: now - HOUR });
    await sign(other, ['honeypot'], { at: now });
  };
  let done: Promise<void> | undefined;
  const late = localDynamoDbClient(inject('dynamoDbEndpoint'));
  late.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'UpdateItemCommand') {
        done ??= between();
        await done;
      }
      return next(args);
    },
    { step: 'initialize', name: 'late' },
  );
  const decided = { changed: 0, overtaken: 0 };
  const all = { verdict: 'accept' } as const;
  await decideSelected({ client: late, table: db('Signatures').table }, campaign, all, decided);
  expect(await statuses()).toEqual({ withdrawn: 1, 'under-review': 1 });
  expect(decided).toEqual({ changed: 0, overtaken: 2 });
});

it('goes on where a failure stopped it', async () => {
  for (let i = 0; i < 40; i++) await sign(`bot-${i}`, ['honeypot']);
  let writes = 0;
  const failing = localDynamoDbClient(inject('dynamoDbEndpoint'));
  failing.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'UpdateItemCommand' && ++writes > 10) throw new Error('Injected');
      return next(args);
    },
    { step: 'initialize', name: 'fault' },
  );
  const decided = { changed: 0, overtaken: 0 };
  const flood = { verdict: 'void', signals: ['honeypot'] } as const;
  const broken = decideSelected({ client: failing, table: db('Signatures').table }, campaign, flood, decided);
  await expect(broken).rejects.toThrow('Injected');
  expect(decided.changed).toBe(10);
  expect(await statuses()).toEqual({ voided: 10, 'under-review': 30 });
  await run(['void', campaign, '--signal', 'honeypot', '--yes']);
  expect(await statuses()).toEqual({ voided: 40 });
});

const open = (folder: string, more: string[] = []) =>
  run(['open', folder, '--identity', join(directory, 'group.key'), ...more]);
const csvOf = (folder: string): Promise<string> => readFile(join(folder, 'signatures.csv'), 'utf8');

it('says why there is nothing to decide on', async () => {
  const accept = async (...more: string[]) => (await run(['accept', campaign, ...more, '--yes'])).said;
  const nothing = 'Nothing to accept on free-them on this machine.';
  expect(await accept('--all')).toEqual([nothing, 'No signature is under review.']);
  await sign('two', ['honeypot', 'no-proof']);
  expect(await accept('--signal', 'too-fast')).toEqual(expect.arrayContaining(['None has the signal too-fast.']));
  expect(await accept('--signal', 'no-proof')).toEqual([
    nothing,
    'With no-proof: 1, but each has another signal, too. To accept them, name that one as well.',
    'under review, by signal:',
    '            signatures  no other signal',
    '  honeypot           1                0',
    '  no-proof           1                0',
  ]);
  expect(await accept('--signal', 'honeypot', '--since', '2096-06-02T00:00:00Z')).toEqual(
    expect.arrayContaining(['With honeypot: 1.', 'None was confirmed in these hours, or not with these signals.']),
  );
  await run(['void', campaign, '--all', '--yes']);
  expect(await accept('--all')).toEqual([
    nothing,
    'No signature is under review.',
    '1 voided: --voided includes them.',
  ]);
});

it('exports what organisers have decided on a name', async () => {
  await sign('shown', [], { publicName: 'Ada' });
  await tally();
  await run(['approve', campaign, '--all', '--yes']);
  const folder = join(directory, 'decided');
  await run(['export', campaign, '--out', folder]);
  await open(folder);
  expect(await csvOf(folder)).toContain('Signer shown,shown@example.org,,no,Ada,yes,approved,AZ,Azerbaijan,');
});

it('exports counted signatures, sealed and without hashes, and opens them into a table that is safe in a spreadsheet', async () => {
  const signer = await sign('ada', [], { name: '=HYPERLINK("https://evil.example")', comment: 'Let, them\n"go"!' });
  await sign('nergiz', [], { name: 'نرگس', publicName: 'N.', publicReason: 'For my\u2028teacher.' });
  await sign('bot', ['honeypot']);
  const erased = await sign('erased');
  await eraseIdentity(erased);
  const folder = join(directory, 'hand-over');
  expect((await run(['export', campaign, '--out', folder])).said.at(-1)).toContain(
    'Exported: 3 signatures of free-them',
  );

  for (const file of await readdir(folder)) {
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    const text = await readFile(join(folder, file), 'utf8');
    for (const secret of ['ada@example.org', 'HYPERLINK', 'نرگس', 'Let, them', signer])
      expect(text).not.toContain(secret);
  }
  const { code, said } = await open(folder);
  expect(code).toBe(0);
  expect(said).toEqual([`Opened: 2 of 3 signatures, in ${join(folder, 'signatures.csv')}.`, 'Identity erased: 1.']);
  expect((await stat(join(folder, 'signatures.csv'))).mode & 0o777).toBe(0o600);
  const csv = await csvOf(folder);
  expect(csv).toMatch(/^\ufeffname,email,comment,/);
  expect(csv.split('\r\n').sort()).toEqual(
    [
      '',
      ',,,,,,,AZ,Azerbaijan,az,,,other,2096-06-01T11:00:00.000Z,counted,,erased',
      `"'=HYPERLINK(""https://evil.example"")",ada@example.org,"Let, them\n""go""!",no,,,,AZ,Azerbaijan,az,,,other,2096-06-01T11:00:00.000Z,counted,,opened`,
      '\ufeffname,email,comment,wants updates,name to show,shown,decision on the name,country,country name,language,read in,version read,source,confirmed,status,signals,identity',
      'نرگس,nergiz@example.org,For my\u2028teacher.,no,N.,yes,,AZ,Azerbaijan,az,,,other,2096-06-01T11:00:00.000Z,counted,,opened',
    ].sort(),
  );
});

const eraseIdentity = (signer: SignerHash) =>
  db('Counts').client.send(
    new UpdateItemCommand({
      TableName: db('Signatures').table,
      Key: signatureKey(campaign, signer),
      UpdateExpression: 'REMOVE sealedIdentity, publicName, publicReason',
    }),
  );

it('exports for the news only where the campaign sends them, and not with --all', async () => {
  const refused = await run(['export', campaign, '--out', join(directory, 'news'), '--news']);
  expect(refused).toEqual({ code: 1, said: [expect.stringContaining('sends no news')] });
  const both = await run(['export', campaign, '--out', join(directory, 'news'), '--news', '--all']);
  expect(both).toEqual({ code: 2, said: [expect.stringContaining('leave out --all')] });
});

it('writes on each line an age file that can be opened alone', async () => {
  await sign('ada', [], { name: 'Ada' });
  const folder = join(directory, 'out');
  await run(['export', campaign, '--out', folder]);
  const [sealed = ''] = (await readFile(join(folder, 'sealed.txt'), 'utf8')).split(' ');
  const opener = new Decrypter();
  opener.addIdentity(key);
  expect(JSON.parse(await opener.decrypt(Buffer.from(sealed, 'base64'), 'text'))).toMatchObject({ name: 'Ada' });
});

it('exports suspicious signatures only with --all, and says that nobody saw their names', async () => {
  await floodAndPeople();
  await sign('shown', ['honeypot'], { publicName: 'Not yet', publicReason: 'For them' });
  await sign('seen', [], { publicName: 'Seen' });
  await run(['void', campaign, '--signal', 'honeypot', '--yes']);
  const [counted, folder] = [join(directory, 'counted'), join(directory, 'all')];
  await run(['export', campaign, '--out', counted]);
  expect(await readFile(join(counted, 'sealed.txt'), 'utf8')).not.toContain('Not yet');
  await run(['export', campaign, '--out', folder, '--all']);
  await open(folder);
  const csv = await csvOf(folder);
  expect(csv).toContain('Signer shown,shown@example.org,For them,no,Not yet,no,,AZ,');
  expect(csv).toContain('Signer seen,seen@example.org,,no,Seen,yes,,AZ,');
  expect(csv.match(/,voided,honeypot no-proof,opened/g)).toHaveLength(3);
  expect(csv.match(/,under-review,no-proof,opened/g)).toHaveLength(2);
});

it('says that a name is not shown if the campaign has hidden names since', async () => {
  await putCampaign(db('Campaigns'), campaignOf({ showNames: false }));
  await sign('ada', [], { publicName: 'Ada' });
  const folder = join(directory, 'out');
  await run(['export', campaign, '--out', folder]);
  expect(await readFile(join(folder, 'sealed.txt'), 'utf8')).toContain('"publicName":"Ada","shown":false');
});

it('overwrites nothing, and opens no export that is incomplete or changed', async () => {
  await sign('ada');
  const folder = join(directory, 'out');
  await run(['export', campaign, '--out', folder]);
  expect((await run(['export', campaign, '--out', folder])).said).toEqual([
    `${folder} is not empty. Name a new folder.`,
  ]);
  await open(folder);
  expect((await open(folder)).said).toEqual([
    `${join(folder, 'signatures.csv')} already exists. Delete it, or name another file with --out.`,
  ]);
  const sealed = await readFile(join(folder, 'sealed.txt'), 'utf8');
  await writeFile(join(folder, 'sealed.txt'), sealed.slice(0, -10));
  expect(await open(folder, ['--out', join(directory, 'other.csv')])).toEqual({
    code: 1,
    said: [expect.stringContaining('has changed since the export')],
  });
  expect((await open(directory)).said).toEqual([expect.stringContaining('has no manifest.json')]);
});

it('writes nothing with a wrong key, so that the right one opens everything', async () => {
  await sign('ada');
  const folder = join(directory, 'out');
  await run(['export', campaign, '--out', folder]);
  const wrong = await generateIdentity();
  await writeFile(join(directory, 'wrong.key'), wrong);
  const files = await readdir(folder);
  expect(await run(['open', folder, '--identity', join(directory, 'wrong.key')])).toEqual({
    code: 1,
    said: [
      'These keys open none of 1 sealed signature. Name the right key with --identity. Nothing was written.',
      `Tried: the private key of ${await identityToRecipient(wrong)}.`,
    ],
  });
  expect(await readdir(folder)).toEqual(files);
  expect((await open(folder)).said[0]).toContain('Opened: 1 of 1 signature,');
  await writeFile(join(directory, 'group.key'), 'nothing');
  expect((await open(folder)).said).toEqual([expect.stringContaining('contains no private key')]);
});

it('separates the cells of the table with semicolons on request', async () => {
  await sign('ada');
  const folder = join(directory, 'out');
  await run(['export', campaign, '--out', folder]);
  const table = join(directory, 'table.csv');
  await open(folder, ['--semicolons', '--out', table]);
  const [header = '', row = ''] = (await readFile(table, 'utf8')).split('\r\n');
  expect(header).toMatch(/^\ufeffname;email;comment;/);
  expect(row.split(';')).toHaveLength(header.split(';').length);
});

it('says how many signatures need another key, and what to do with the file', async () => {
  await sign('ada');
  const folder = join(directory, 'out');
  const mine = recipient;
  const other = await generateIdentity();
  recipient = await identityToRecipient(other);
  await sign('later').finally(() => {
    recipient = mine;
  });
  await writeFile(join(directory, 'other.key'), other);
  await run(['export', campaign, '--out', folder]);
  const path = join(folder, 'signatures.csv');
  expect(await open(folder)).toEqual({
    code: 0,
    said: [
      `Opened: 1 of 2 signatures, in ${path}.`,
      `Sealed to another key: 1. To open all, delete ${path} and run again with every key: --identity ONE --identity OTHER.`,
    ],
  });
  await rm(path);
  expect((await open(folder, ['--identity', join(directory, 'other.key')])).said).toEqual([
    `Opened: 2 of 2 signatures, in ${path}.`,
  ]);
});

it('opens with a key that `keys make --passphrase` made, and asks for the passphrase', async () => {
  const mine = recipient;
  const pass = 'correct horse battery';
  const path = join(directory, 'sealed.key');
  recipient = await makeGroupKey(path, { passphrase: pass, now });
  await sign('ada').finally(() => {
    recipient = mine;
  });
  const folder = join(directory, 'out');
  await run(['export', campaign, '--out', folder]);
  const args = ['open', folder, '--identity', path];
  expect((await run(args)).said).toEqual([expect.stringContaining('nobody can type its passphrase here')]);
  expect(await run(args, { typed: ['wrong horse battery'] })).toEqual({
    code: 1,
    said: [expect.stringContaining('does not open with this passphrase')],
  });
  expect((await run(args, { typed: [pass] })).said[0]).toContain('Opened: 1 of 1 signature,');
});

it('leaves nothing half written when Ctrl-C is pressed while it exports or opens', async () => {
  // Of several partitions, so that some are written before.
  for (const who of ['ada', 'ben', 'cem', 'dan']) await sign(who);
  const folder = join(directory, 'out');
  const nothing = { code: 130, said: ['Nothing changed.'] };
  expect(await run(['export', campaign, '--out', folder], { looks: 2 })).toEqual(nothing);
  expect(await readdir(folder)).toEqual([]);
  expect((await run(['export', campaign, '--out', folder])).code).toBe(0);
  const files = await readdir(folder);
  const args = ['open', folder, '--identity', join(directory, 'group.key')];
  expect(await run(args, { looks: 0 })).toEqual(nothing);
  expect(await readdir(folder)).toEqual(files);
});

it('prints how many it decided on when Ctrl-C is pressed, and continues from there', async () => {
  for (let i = 0; i < 130; i++) await sign(`bot-${i}`, ['honeypot', 'no-proof']);
  // A look at each while they are read, and one before the first are written.
  const cutOff = await run(['void', campaign, '--all', '--yes'], { looks: 131 });
  expect([cutOff.code, cutOff.said.slice(-2)]).toEqual([
    130,
    ['Voided: 100. The counts follow within seconds.', 'Stopped before the end. Run again to continue with the rest.'],
  ]);
  expect(await statuses()).toEqual({ voided: 100, 'under-review': 30 });
  const before = await run(['void', campaign, '--all', '--yes'], { looks: 30 });
  expect([before.code, before.said.at(-1)]).toEqual([130, 'Nothing changed.']);
  expect((await run(['void', campaign, '--all', '--yes'])).said.at(-1)).toContain('Voided: 30.');
  const { said } = await run(['review', campaign]);
  expect(said.filter((line) => line.includes('  voided ')).map((line) => line.replace(/^\S* *\S+ */, ''))).toEqual([
    'voided 30: any signal',
    'voided 100: any signal',
  ]);
});

it('asks before it exports to, or opens into, a git work tree that does not ignore it', async () => {
  await sign('ada');
  const tree = join(directory, 'checkout');
  makeWorkTree(tree);
  const folder = join(tree, 'out');
  const refused = await run(['export', campaign, '--out', folder]);
  expect([refused.code, refused.said[0]]).toEqual([1, expect.stringContaining('a commit could publish it')]);
  expect((await run(['export', campaign, '--out', folder], { answer: async () => false })).code).toBe(1);
  expect(await readdir(tree)).toEqual(['.git']);
  await run(['export', campaign, '--out', folder, '--yes']);
  expect((await open(folder)).code).toBe(1);
  expect((await readdir(folder)).sort()).toEqual(['README.txt', 'manifest.json', 'sealed.txt']);
  await writeFile(join(tree, '.gitignore'), 'out/\n');
  expect((await open(folder)).code).toBe(hasGit ? 0 : 1);
});

it.each([
  [['frob'], 'There is no `frob`.'],
  [['void', 'a'], '`void` needs a --signal, --since, --until or --all.'],
  [['void', 'a', '--signal', 'odd'], /^There is no signal odd. The signals are honeypot, /],
  [['void', 'a', '--voided', '--all'], '`void` takes no --voided.'],
  [['accept', 'a', '--since', 'noon'], '--since must be a moment such as 2026-10-09T08:00:00Z.'],
  [['export', 'a'], '`export` needs --out FOLDER.'],
  [['open', 'a'], '`open` needs --identity FILE, a private key of the group.'],
  [['review', 'a', 'b'], '`review` takes one SLUG.'],
])('does not understand %j, and says where to read more', async (args, words) => {
  const { code, said } = await run(args);
  expect(code).toBe(2);
  expect(said[0]?.replace(' `npm run signatures -- help` says more.', '')).toMatch(words);
});

it('refuses a campaign that does not exist', async () => {
  expect(await run(['review', 'unknown'])).toEqual({
    code: 1,
    said: ['There is no campaign unknown on this machine. `npm run campaign -- list` shows all.'],
  });
});
