import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Command } from '../../commands/command.ts';
import { operator } from '../../functions/core/access/actor.ts';
import type { AuditEntry } from '../../functions/core/audit/entry.ts';
import { allEntries } from '../../functions/core/audit/read.ts';
import { verifyTrail } from '../../functions/core/audit/verify.ts';
import { DAY, MINUTE } from '../../functions/core/running/clock.ts';
import { putSignatureOnce } from '../../functions/core/signatures/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { startQueue } from '../../infra/local/queue.ts';
import { readOrMakeSecrets, readSecrets } from '../../infra/local/secrets.ts';
import { folderOfRecords } from '../../infra/records/folder.ts';
import { smallFile, smallYaml } from '../support/campaign.ts';
import { freshCommandPlace, runCommand, webhooksNote } from '../support/command.ts';
import { silentLog } from '../support/log.ts';
import { signatureOf, signerOf } from '../support/signature.ts';
import { signed } from '../support/signed.ts';
import { redAndBlue } from '../support/some-picture.ts';

// Each recount is 256 reads, which take their time on a busy machine.

/** Verbs that change nothing, anywhere. */
const READS = [
  ...['audit list', 'audit show', 'audit verify'],
  ...['campaign compare', 'campaign history', 'campaign list', 'campaign schema', 'campaign show'],
  ...['cases history', 'cases list', 'cases show', 'previews list', 'updates list', 'updates show'],
  ...[
    'group check',
    'group schema',
    'group show',
    'keys check',
    'keys status',
    'messages check',
    'messages missing',
    'openapi',
  ],
  ...['sbom', 'signatures names', 'signatures review', 'signatures sources', 'webhooks deliveries'],
  ...['organisers list', 'token list', 'webhooks list', 'webhooks schema'],
];
/** Verbs that only write files of this computer, and reach no Amparo. */
const HERE = ['campaign preview', 'keys make', 'messages new', 'messages pseudo', 'signatures open'];

/** What each other verb leaves in the trail, in the order of the story below. */
const TRAIL: readonly (readonly [verb: string, acts: readonly string[]])[] = [
  ['group put', ['group.put group']],
  ['campaign put', ['pictures.put free-them', 'campaign.open free-them']],
  ['campaign strict', ['campaign.strict free-them']],
  ['campaign relax', ['campaign.relax free-them']],
  ['campaign undo', ['campaign.undo free-them']],
  ['campaign duplicate', ['campaign.put free-copy']],
  ['previews make', ['campaign.preview free-copy']],
  ['previews end', ['campaign.preview-end free-copy']],
  ['campaign open', ['campaign.open free-copy']],
  ['campaign pause', ['campaign.pause free-copy']],
  ['campaign win', ['campaign.win free-copy']],
  ['cases put', ['case.create ali-karimov', 'campaign.put free-copy']],
  ['cases join', ['campaign.put free-them']],
  ['cases post', ['case.change ali-karimov', 'campaign.put free-copy', 'campaign.put free-them']],
  ['cases leave', ['campaign.put free-them']],
  ['updates add', ['campaign.add-update free-copy']],
  ['updates change', ['campaign.change-update free-copy']],
  ['updates schedule', ['campaign.change-update free-copy']],
  ['updates publish', ['campaign.publish-update free-copy']],
  ['updates delete', ['campaign.remove-update free-copy']],
  ['campaign take-back', ['pictures.put to-come', 'campaign.open to-come', 'campaign.take-back to-come']],
  ['campaign archive', ['campaign.close free-copy', 'campaign.archive free-copy']],
  ['campaign bring-back', ['campaign.bring-back free-copy']],
  ['cases delete', ['campaign.delete free-copy', 'case.create nobody', 'case.remove nobody']],
  ['organisers invite', ['organiser.invite org_1']],
  ['organisers role', ['organiser.roles org_1']],
  ['token', ['token.create tok_1']],
  ['token revoke', ['token.revoke tok_1']],
  ['organisers remove', ['organiser.remove org_1']],
  ['signatures accept', ['signatures.accept free-them', 'signatures.accept free-them: done']],
  ['signatures void', ['signatures.void free-them', 'signatures.void free-them: done']],
  ['signatures approve', ['names.approve free-them', 'names.approve free-them: done']],
  ['signatures undo', ['names.undo free-them', 'names.undo free-them: done']],
  ['signatures hide', ['names.hide-for-ever free-them', 'names.hide-for-ever free-them: done']],
  ['signatures export', ['signatures.export free-them', 'signatures.export free-them: done']],
  ['webhooks add', ['webhooks.add whe_1']],
  ['webhooks test', ['webhooks.test whe_1']],
  ['webhooks disable', ['webhooks.disable whe_1']],
  ['webhooks enable', ['webhooks.enable whe_1']],
  ['webhooks replay', ['webhooks.replay whe_1', 'webhooks.replay whe_1: done']],
  ['webhooks rotate', ['webhooks.rotate whe_1']],
  ['webhooks remove', ['webhooks.remove whe_1']],
  ['keys rotate', ['keys.add token']],
  ['keys remove', ['keys.remove token']],
  ['reconcile', ['counts.correct free-them', 'counts.correct free-them: done']],
  ['audit export', ['audit.export trail']],
  ['campaign close', ['campaign.close free-them']],
  ['campaign delete', ['campaign.delete free-them']],
];

/**
 * Verbs that ask nothing: they make something new, which shows itself once or nobody sees; they send; or they only read, and say so in the
 * trail. All others show what would change, and ask.
 */
const AT_ONCE = new Set([
  ...['campaign duplicate', 'previews make', 'token', 'webhooks add', 'webhooks test', 'webhooks replay'],
  ...['audit export', 'signatures export'],
]);

const commands = new Map<string, Command>();
for (const folder of await readdir('commands')) {
  const files = await readdir(`commands/${folder}`).catch((): string[] => []);
  if (!files.includes('command.ts')) continue;
  const found = Object.values(await import(`../../commands/${folder}/command.ts`)) as Command[];
  for (const command of found) if (command.definition) commands.set(command.definition.name, command);
}

it('knows of every verb of every command whether it leaves a trail', () => {
  const all = [...commands.values()].flatMap(({ definition: { name, verbs } }) =>
    Object.keys(verbs).map((verb) => `${name} ${verb}`.trim()),
  );
  expect(all.length).toBeGreaterThan(35);
  expect([...READS, ...HERE, ...TRAIL.map(([verb]) => verb)].sort()).toEqual(all.sort());
});

const NOW = Date.parse('2096-06-01T12:00:00Z');
const queue = await startQueue(mkdtempSync(join(tmpdir(), 'amparo-queue-')));
afterAll(queue.stop);
const place = await freshCommandPlace({ webhooks: webhooksNote(queue) });
const records = folderOfRecords(place.directory);
readOrMakeSecrets(place.directory);
let now = NOW;

async function entries(): Promise<AuditEntry[]> {
  const found: AuditEntry[] = [];
  for await (const { bytes } of allEntries(records)) found.push(JSON.parse(Buffer.from(bytes!).toString()));
  return found;
}

const said: string[] = [];
/** The verb that the story has come to. */
let told = '';
async function run(line: string, isDone = true): Promise<string> {
  const [name = '', ...args] = line.split(' ');
  const terminal = { dataDir: place.directory, clock: () => now, pause: async () => undefined };
  const command = commands.get(name)!;
  const isAsked = line.startsWith(`${told} `) && args.includes('--yes') && !AT_ONCE.has(told);
  const answer = isAsked ? await asks(line, command, terminal) : await runCommand(command, args, terminal);
  if (isDone) expect([line, answer.code], answer.said.join('\n')).toEqual([line, 0]);
  said.push(...answer.said);
  return answer.said.join('\n');
}

/**
 * The same without `--yes` writes nothing, and says how to go on. While it asks, a colleague does the same: then it writes nothing, whatever
 * the answer is. @returns what the colleague was answered.
 */
async function asks(line: string, command: Command, terminal: Parameters<typeof runCommand>[2]) {
  const before = (await entries()).length;
  const args = line.split(' ').slice(1);
  const without = args.filter((word) => word !== '--yes');
  const unasked = await runCommand(command, without, terminal);
  expect([line, unasked.said.join('\n')]).toEqual([line, expect.stringContaining('run again with --yes')]);
  expect([line, (await entries()).length]).toEqual([line, before]);
  asked.add(told);
  let [colleague, known]: [typeof unasked | undefined, number] = [undefined, 0];
  const ask = async () => {
    colleague = await runCommand(command, args, terminal);
    known = (await entries()).length;
    return true;
  };
  const mine = await runCommand(command, without, { ...terminal, ask });
  // Pictures have names of their own: they are stored before the campaign.
  const late = (await entries()).slice(known).filter(({ act }) => act !== 'pictures.put');
  overtaken.push(...(await entries()).slice(known).map(({ id }) => id));
  const failed = late.filter(({ outcome }) => outcome === 'failed');
  // A decision on many goes on with those that nobody else has decided: here none.
  const isOnNone = /changed meanwhile: \d+\.$|: 0 counts\.$/m.test(mine.said.join('\n'));
  expect([line, mine.said, isOnNone || failed.length * 2 === late.length]).toEqual([line, mine.said, true]);
  return colleague!;
}
/** Entries of commands that a colleague has overtaken. */
const overtaken: string[] = [];
const asked = new Set<string>();

/** Signatures with names to show, one of which waits for a decision. */
async function sign() {
  const people = [
    { who: 'ada', publicName: 'Ada Lovelace', signals: ['honeypot'] },
    { who: 'eve', publicName: 'Eve Adams', signals: ['no-proof'] },
  ] as const;
  for (const { who, ...more } of people) {
    const signature = { ...more, status: 'under-review' } as const;
    await putSignatureOnce(
      place.db('Signatures'),
      signatureOf('free-them', signerOf('free-them', who), NOW - DAY, signature),
    );
  }
  const counting = { counts: place.db('Counts'), clock: () => now, log: silentLog };
  await tallyBatch(counting, 'lane', [signed('free-them', 1, { publicName: 'Ada Lovelace' })]);
}

/** One command for each verb that changes something, with what must be there before. */
const story: Record<string, () => Promise<unknown>> = {
  'group put': async () =>
    run(`group put ${await place.write('group.yaml', 'name: Free Voices\ncontact: ask@free-voices.example\n')} --yes`),
  'campaign put': async () => {
    await place.write('cell.jpg', await (await redAndBlue(1_000, 700)).jpeg().toBuffer());
    const yaml = `${smallYaml}showNames: true\npicture: { file: cell.jpg, alt: A cell }\n`;
    await run(`campaign put ${await place.write('campaign.yaml', yaml)} --yes`);
  },
  'campaign strict': () => run('campaign strict free-them --yes'),
  'campaign relax': () => run('campaign relax free-them --yes'),
  // Strict mode is no text, so only --all takes it back.
  'campaign undo': () => run('campaign undo free-them 2 --all --yes'),
  'campaign duplicate': () => run('campaign duplicate free-them free-copy --title Copy'),
  'previews make': () => run('previews make free-copy'),
  'previews end': async () => {
    const [id] = /^\S+/.exec(await run('previews list free-copy')) ?? [];
    await run(`previews end free-copy ${id} --yes`);
  },
  'campaign open': () => run('campaign open free-copy --yes'),
  'campaign pause': () => run('campaign pause free-copy --yes'),
  'campaign win': () => run('campaign win free-copy --on 2096-05-01 --words Free. --yes'),
  'cases put': async () => {
    const file = await place.write('case.yaml', 'id: ali-karimov\nname: Ali Karimov\nstatus: detained\n');
    await run(`cases put ${file} --campaign free-copy --yes`);
  },
  'cases join': () => run('cases join ali-karimov free-them --yes'),
  'cases post': () => run('cases post ali-karimov released --on 2096-05-02 --yes'),
  'cases leave': () => run('cases leave ali-karimov free-them --yes'),
  'updates add': async () =>
    run(`updates add free-copy ${await place.write('update.yaml', 'title: News\ntext: Free.\n')} --draft --yes`),
  'updates change': async () => {
    const file = await place.write('update.yaml', 'title: News\ntext: Free at last.\ndraft: true\n');
    await run(`updates change free-copy ${await update()} ${file} --yes`);
  },
  'updates schedule': async () => run(`updates schedule free-copy ${await update()} --at 2096-07-01T08:00:00Z --yes`),
  'updates publish': async () => run(`updates publish free-copy ${await update()} --yes`),
  'updates delete': async () => run(`updates delete free-copy ${await update()} --yes`),
  'campaign take-back': async () => {
    const file = await place.write(
      'to-come.json',
      JSON.stringify({ ...smallFile, slug: 'to-come', opensAt: '2196-01-01T00:00:00Z' }),
    );
    await run(`campaign put ${file} --yes`);
    await run('campaign take-back to-come --yes');
  },
  'campaign archive': async () => {
    now += MINUTE;
    await run('campaign close free-copy --yes');
    await run('campaign archive free-copy --yes');
  },
  'campaign bring-back': () => run('campaign bring-back free-copy --yes'),
  'cases delete': async () => {
    await run('campaign delete free-copy --yes --really');
    await run(`cases put ${await place.write('nobody.yaml', 'id: nobody\nname: Nobody\nstatus: detained\n')} --yes`);
    await run('cases delete nobody --yes');
  },
  'organisers invite': () => run('organisers invite bob@example.org --campaign free-them=editor --yes'),
  'organisers role': () => run('organisers role bob@example.org --campaign free-them=viewer --yes'),
  token: () => run('token --account bob@example.org'),
  'token revoke': async () => {
    const [id] = /tok_\w+/.exec(await run('token list --account bob@example.org')) ?? [];
    await run(`token revoke ${id} --account bob@example.org --yes`);
  },
  'organisers remove': () => run('organisers remove bob@example.org --yes'),
  'signatures accept': async () => {
    await sign();
    await run('signatures accept free-them --signal no-proof --yes');
  },
  'signatures void': () => run('signatures void free-them --all --yes'),
  'signatures approve': () => run('signatures approve free-them --all --yes'),
  'signatures undo': async () => {
    const [, id = ''] = /^ {2}(\S+)/m.exec(await run('signatures names free-them')) ?? [];
    await run(`signatures undo free-them --id ${id} --yes`);
  },
  'signatures hide': () => run('signatures hide free-them --all --for-ever --yes'),
  'signatures export': () => run(`signatures export free-them --out ${join(place.directory, 'out')} --yes`),
  'webhooks add': () => run('webhooks add https://hooks.example.org/a-secret-path?key=hidden --campaign free-them'),
  // Nobody takes from the queue here, so the command says that the test waits.
  'webhooks test': async () => run(`webhooks test ${await endpoint()}`, false),
  'webhooks disable': async () => run(`webhooks disable ${await endpoint()} --yes`),
  'webhooks enable': async () => run(`webhooks enable ${await endpoint()} --yes`),
  'webhooks replay': async () => run(`webhooks replay ${await endpoint()}`),
  'webhooks rotate': async () => run(`webhooks rotate ${await endpoint()} --yes`),
  'webhooks remove': async () => run(`webhooks remove ${await endpoint()} --yes`),
  'keys rotate': () => run('keys rotate token --yes'),
  'keys remove': async () => {
    now += 40 * DAY;
    await run('keys remove token k1 --yes');
  },
  reconcile: async () => {
    await run('reconcile --campaign free-them', false);
    now += 2 * DAY;
    await run('reconcile --campaign free-them --repair --yes');
  },
  'audit export': () => run(`audit export --out ${join(place.directory, 'trail.jsonl')}`),
  'campaign close': () => run('campaign close free-them --yes'),
  'campaign delete': () => run('campaign delete free-them --yes --really'),
};

const update = async (): Promise<string> => /^\w+/.exec(await run('updates list free-copy'))?.[0] ?? '';
const endpoint = async (): Promise<string> => /whe_\w+/.exec(await run('webhooks list'))?.[0] ?? '';

describe('on the way from a new campaign to its deletion', () => {
  const left: AuditEntry[] = [];
  let whe = '';

  it.each(TRAIL)('`%s` asks before it changes what is there, and leaves its entries', async (verb, acts) => {
    const before = (await entries()).length;
    told = verb;
    await story[verb]!();
    told = '';
    const all = await entries();
    left.splice(0, left.length, ...all);
    whe ||= /"(whe_\w+)"/.exec(JSON.stringify(all))?.[1] ?? '';
    const own = all.slice(before).filter(({ id }) => !overtaken.includes(id));
    const lines = own.map(({ act, subject, outcome }) => {
      const line = `${act} ${subject === whe ? 'whe_1' : subject.replace(/^(org|tok)_\w+$/, '$1_1')}`;
      return outcome ? `${line}: ${outcome}` : line;
    });
    expect(lines).toEqual(acts);
    expect([verb, asked.has(verb)]).toEqual([verb, !AT_ONCE.has(verb)]);
    for (const { actor, client } of own) expect([actor, client]).toEqual(['operator', 'command']);
  });

  it('leaves a whole chain, with both versions of what changed', async () => {
    expect(await verifyTrail({ records }, operator)).toMatchObject({ entries: left.length, faults: [] });
    const of = (act: string) => left.find((entry) => entry.act === act);
    expect(of('campaign.open')?.before).toBeUndefined();
    expect(of('campaign.open')?.after).toMatchObject({ slug: 'free-them', goal: 100, picture: { alt: 'A cell' } });
    expect(of('campaign.strict')).toMatchObject({ before: { strict: false }, after: { strict: true } });
    expect(of('campaign.delete')?.before).toMatchObject({ summary: 'They are held for what they said.' });
    expect(left.find(({ act, outcome }) => act === 'signatures.void' && outcome)?.after).toEqual({
      ...{ changed: 1, overtaken: 0 },
    });
    expect(of('keys.add')?.after).toEqual({ key: 'k2', from: expect.any(String) });
    expect(of('webhooks.add')?.after).toMatchObject({ host: 'hooks.example.org', campaigns: ['free-them'] });
  });

  it('writes no secret, and no datum of a signer', async () => {
    const trail = JSON.stringify(left);
    const secrets = Object.values(readSecrets(place.directory)).flatMap((ring) =>
      Object.values(JSON.parse(ring ?? '{}')),
    );
    const keys = secrets.flatMap((one) =>
      typeof one === 'string' ? [one] : [String((one as { secret: string }).secret)],
    );
    const shown = said.join('\n').match(/whsec_\S+/g) ?? [];
    const ids =
      said
        .join('\n')
        .match(/^ {2}(\S+) {2}.*Ada/gm)
        ?.map((line) => line.trim().split(' ')[0] as string) ?? [];
    const people = ['Ada', 'Lovelace', 'Eve', ...['ada', 'eve'].map((who) => signerOf('free-them', who))];
    expect([keys.length >= 4, shown.length, ids.length >= 1]).toEqual([true, 2, true]);
    for (const secret of [...keys, ...shown, 'a-secret-path', 'hidden"', 'AGE-SECRET', 'bob@', 'amp_'])
      expect(trail.includes(secret), secret).toBe(false);
    // Short ones are looked for where a word begins: within a hash stands any of them sooner or later.
    for (const short of [...ids, ...people])
      expect(new RegExp(String.raw`(?<![\w-])${short}`).test(trail), short).toBe(false);
  });

  it('has every act in its documentation', async () => {
    const page = await readFile('docs/reference/audit.md', 'utf8');
    const acts = [...new Set(left.map(({ act }) => act))];
    expect(acts.filter((act) => !page.includes(`\`${act}\``))).toEqual([]);
  });
});

it('leaves no entry, and changes nothing, after a no', async () => {
  const before = (await entries()).length;
  for (const line of ['keys rotate mail', `campaign put ${join(place.directory, 'campaign.yaml')}`]) await run(line);
  expect((await entries()).length).toBe(before);
});

it('does nothing if the trail cannot be written', async () => {
  const other = await freshCommandPlace();
  readOrMakeSecrets(other.directory);
  await other.write('records', 'a file where the folder should be');
  const terminal = { dataDir: other.directory, clock: () => now };
  const before = readSecrets(other.directory);
  const answer = await runCommand(commands.get('keys')!, ['rotate', 'token', '--yes'], terminal);
  expect([answer.code, readSecrets(other.directory)]).toEqual([1, before]);
});
