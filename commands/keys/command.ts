import { operator } from '../../functions/core/access/actor.ts';
import type { AuditDeps } from '../../functions/core/audit/audited.ts';
import { listCampaignHeads } from '../../functions/core/campaigns/head-store.ts';
import {
  carryOutKeyChange,
  type KeyDeps,
  planKeyRemoval,
  planNewKey,
  readRing,
} from '../../functions/core/campaigns/key-changes.ts';
import { type KeyringName, keyringNames, secretName } from '../../functions/core/keys/names.ts';
import { RingRefused } from '../../functions/core/keys/ring-changes.ts';
import { RingChanged } from '../../functions/core/keys/ring-store.ts';
import { stageRings } from '../../functions/core/keys/secret-rings.ts';
import { madeFrom } from '../../functions/core/webhooks/manage.ts';
import { newSecret } from '../../infra/local/secrets.ts';
import { type CommonOptions, defineCommand, stage, verb, yes } from '../command.ts';
import { onTarget, type Target } from '../target.ts';
import { CommandError, Misunderstood } from '../terminal/errors.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { check, make } from './group-key.ts';
import { localRings } from './local-rings.ts';
import { newKeyLines, refusalWords, removalLines, ringLines } from './print.ts';

const usage = `npm run keys -- make [FILE]            makes a key pair of the group, offline, in group.key or FILE; --passphrase
                                       seals it; --yes writes it even where git could publish it
npm run keys -- check FILE             checks that a key file opens texts sealed to its public key, or to --recipient age1…
npm run keys -- status                 shows the keys of the service, their start times, and the campaigns that need them
npm run keys -- rotate RING            adds a key to a ring (organisers, webhooks, token, mail or pepper), for use in 15 minutes; --yes
npm run keys -- remove RING KEY        removes an old key, if the service works without it; with --yes

\`status\`, \`rotate\` and \`remove\` work on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage,
with your credentials. docs/guides/keys.md`;

/** `npm run keys`: the group's keys, and those of the service. docs/guides/keys.md */
export const keysCommand = defineCommand({
  name: 'keys',
  usage,
  verbs: {
    make: verb({
      operands: ['[FILE]'],
      options: { ...yes, passphrase: { type: 'boolean' } },
      run: ([path = 'group.key'], options, terminal) => make(path, options, terminal),
    }),
    check: verb({
      operands: ['FILE'],
      options: { recipient: { type: 'string', multiple: true } },
      run: ([path], options, terminal) => check(path, options, terminal),
    }),
    status: verb({
      options: stage,
      run: (_, options, terminal) => onRings(options, terminal, (deps, target) => status(deps, target, terminal)),
    }),
    rotate: verb({
      operands: ['RING'],
      options: { ...yes, ...stage },
      run: ([word], options, terminal) => {
        const ring = ringOf(word);
        return onRings(options, terminal, async (deps, { name }) => {
          const plan = await planNewKey(deps, operator, { ring, secret: newSecret() });
          for (const line of newKeyLines(name, plan)) terminal.print(line);
          if (!(await agreed('Write this?', options, terminal, UNCHANGED))) return;
          await carryOutKeyChange(deps, operator, plan);
          terminal.print(`Written: ${plan.change.kid}.`);
        });
      },
    }),
    remove: verb({
      operands: ['RING', 'KEY'],
      options: { ...yes, ...stage },
      run: ([word, kid], options, terminal) => {
        const ring = ringOf(word);
        return onRings(options, terminal, async (deps, { name, table }) => {
          const endpoints =
            ring === 'webhooks'
              ? await madeFrom({ webhooks: table('Webhooks'), clock: terminal.clock }, operator, kid)
              : [];
          const plan = await planKeyRemoval(deps, operator, { ring, kid, endpoints });
          for (const line of removalLines(name, plan)) terminal.print(line);
          if (!(await agreed('Remove it?', options, terminal, UNCHANGED))) return;
          await carryOutKeyChange(deps, operator, plan);
          terminal.print(`Removed: ${kid}. Functions stop using it within five minutes.`);
        });
      },
    }),
  },
});

const UNCHANGED = 'Nothing written';
const isRing = (word: string): word is KeyringName => Object.hasOwn(keyringNames, word);

function ringOf(word: string): KeyringName {
  if (!isRing(word))
    throw new Misunderstood(
      `There is no ring \`${word}\`. The rings are organisers, webhooks, token, mail and pepper.`,
    );
  return word;
}

/** Works on the key rings of this machine, or of a stage. @throws {CommandError} */
const onRings = (
  options: CommonOptions,
  terminal: Terminal,
  work: (deps: KeyDeps & AuditDeps, target: Target) => Promise<void>,
): Promise<void> =>
  onTarget(
    options,
    terminal,
    async (target) => {
      const rings = target.stage === undefined ? localRings(terminal.dataDir) : stageRings(target.stage);
      try {
        await work({ rings, campaigns: target.db, audit: target.audit, clock: terminal.clock }, target);
      } catch (error) {
        if (error instanceof RingRefused) throw new CommandError(refusalWords(error.reason));
        if (error instanceof RingChanged)
          throw new CommandError(
            'Nothing written: somebody else has just changed the keys. Run the command again to see them.',
          );
        throw error;
      } finally {
        rings.close();
      }
    },
    ({ stage, db }) => (stage ? `table ${db.table} or secret ${secretName(stage, 'pepper')}` : undefined),
  );

async function status(deps: KeyDeps, { db, name }: Target, { print, clock }: Terminal): Promise<void> {
  const campaigns = await listCampaignHeads(db);
  print(`Keys of ${name}:`);
  for (const ring of Object.keys(keyringNames).filter(isRing)) {
    const { file } = await readRing(deps, ring);
    for (const line of ringLines(ring, file, { campaigns, now: clock() })) print(`  ${line}`);
  }
}
