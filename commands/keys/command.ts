import { parseArgs } from 'node:util';
import { listCampaignHeads } from '../../functions/core/campaigns/store.ts';
import { type KeyringFile, parseKeyringFile } from '../../functions/core/keys/keyring.ts';
import { type KeyringName, keyringNames, secretName } from '../../functions/core/keys/names.ts';
import { withNewKey, withoutKey } from '../../functions/core/keys/ring-changes.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { newSecret } from '../../infra/local/secrets.ts';
import { onTarget, runCommand } from '../command.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { check, make } from './offline.ts';
import { ringLines, rotateWords } from './print.ts';
import { localRings, type RingStore, type StoredRing, stageRings } from './ring-store.ts';

const usage = `npm run keys -- make [FILE]            makes a key pair of the group, offline, in group.key or FILE; with
                                       --passphrase, sealed; with --yes, also where git would take it along
npm run keys -- check FILE             proves that a key file opens; --recipient age1… says what it must open
npm run keys -- status                 which keys the service has, since when, and which campaigns need them
npm run keys -- rotate RING            adds a key (token, mail or pepper) that is used 15 minutes later; with --yes
npm run keys -- remove RING KEY        takes an old key away, where nothing breaks; with --yes

\`status\`, \`rotate\` and \`remove\` are for the Amparo that runs on this machine (\`npm start\`), or with --stage NAME for
that AWS stage with your credentials. docs/guides/keys.md`;

const options = {
  yes: { type: 'boolean', short: 'y' },
  stage: { type: 'string' },
  passphrase: { type: 'boolean' },
  recipient: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options, allowPositionals: true });
type Call = ReturnType<typeof parse>['values'] & { readonly verb: string; readonly operands: readonly string[] };

/** How many words each verb takes. */
const arity: Record<string, readonly [number, number]> = {
  make: [0, 1],
  check: [1, 1],
  status: [0, 0],
  rotate: [1, 1],
  remove: [2, 2],
  help: [0, 0],
};

/** Runs `npm run keys`. @returns the exit code, as `runCommand`. */
export const keysCommand = (args: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand({ name: 'keys', understand, run }, args, terminal);

/** @returns what is asked for, or in words why it is not understood. */
function understand(args: readonly string[]): Call | string {
  const { values, positionals } = parse(args);
  const [verb = 'help', ...operands] = values.help ? ['help'] : positionals;
  const [least, most] = arity[verb] ?? [-1, -1];
  if (most < 0) return `There is no \`${verb}\`.`;
  if (operands.length < least || operands.length > most)
    return `\`${verb}\` takes ${most === 0 ? 'nothing more' : 'other words'}.`;
  const [ring = ''] = operands;
  if (['rotate', 'remove'].includes(verb) && !isRing(ring))
    return `There is no ring \`${ring}\`: token, mail or pepper.`;
  return { ...values, verb, operands };
}

const isRing = (word: string): word is KeyringName => Object.hasOwn(keyringNames, word);

async function run(call: Call, terminal: Terminal): Promise<void> {
  const [first = '', second = ''] = call.operands;
  if (call.verb === 'help') return terminal.print(usage);
  if (call.verb === 'make') return make(first || 'group.key', call, terminal);
  if (call.verb === 'check') return check(first, call, terminal);
  const rings = call.stage === undefined ? localRings(terminal.dataDir) : stageRings(call.stage);
  const work = async (target: Target) => {
    if (call.verb === 'status') await status(rings, target, terminal);
    else if (isRing(first)) await changeRing(first, second, { call, rings, target, terminal });
  };
  try {
    await onTarget(call, terminal, work, ({ stage, db }) =>
      stage ? `table ${db.table}, or secrets such as ${secretName(stage, 'pepper')}` : undefined,
    );
  } finally {
    rings.close();
  }
}

async function status(rings: RingStore, target: Target, { print, clock }: Terminal): Promise<void> {
  const campaigns = await listCampaignHeads(target.db);
  print(`Keys of ${target.name}:`);
  for (const ring of Object.keys(keyringNames).filter(isRing)) {
    const file = parsed(ring, await rings.read(ring));
    for (const line of ringLines(ring, file, { campaigns, now: clock() })) print(`  ${line}`);
  }
}

/** Shows what would change; writes it only on a clear yes. */
async function changeRing(
  ring: KeyringName,
  kid: string,
  { call, rings, target, terminal }: { call: Call; rings: RingStore; target: Target; terminal: Terminal },
): Promise<void> {
  const { print } = terminal;
  const campaigns = ring === 'pepper' ? await listCampaignHeads(target.db) : [];
  const before = await rings.read(ring);
  const file = parsed(ring, before);
  // Where this computer's clock is wrong, a new key could begin before functions have read it.
  const about = { campaigns, now: terminal.clock() + rings.clockOffset() };
  const change = kid ? withoutKey(ring, file, { ...about, kid }) : withNewKey(file, { ...about, secret: newSecret() });
  if ('from' in change) {
    print(`${target.name}: ${change.kid} is added to the ring ${ring}, and begins at ${isoTime(change.from)}.`);
    print(`  ${rotateWords[ring]}`);
  } else {
    print(`${target.name}: ${change.kid} is removed from the ring ${ring}.`);
    for (const line of change.warnings) print(`! ${line}`);
  }
  const isRemoval = !('from' in change);
  const yes = call.yes || ((await terminal.ask?.(isRemoval ? 'Remove it?' : 'Write this?')) ?? false);
  if (!yes) return print('Nothing written; run again with --yes.');
  await rings.replace(ring, before, JSON.stringify(change.file));
  print(isRemoval ? `Removed: ${change.kid}. Functions forget it within five minutes.` : `Written: ${change.kid}.`);
}

function parsed(ring: KeyringName, { text }: StoredRing): KeyringFile {
  try {
    return parseKeyringFile(text);
  } catch (error) {
    throw new CommandError([`The ring ${ring} cannot be read. ${error instanceof Error ? error.message : ''}.`]);
  }
}
