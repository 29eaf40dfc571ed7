import { operator } from '../../functions/core/access/actor.ts';
import { readTrailEntry } from '../../functions/core/access/trail.ts';
import { acts, nouns } from '../../functions/core/audit/acts.ts';
import { type AskedOfTrail, type FaultOfTrail, trailQuery } from '../../functions/core/audit/asked.ts';
import type { AuditQuery } from '../../functions/core/audit/read.ts';
import { type Head, verifyTrail } from '../../functions/core/audit/verify.ts';
import { canonicalJson } from '../../functions/core/canonical-json.ts';
import { Problem } from '../../functions/core/problem.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { onStage, onTarget, type Target } from '../target.ts';
import { number } from '../terminal/amount.ts';
import { CommandError, Misunderstood } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { exportTo } from './export.ts';
import { entryLine, faultLine, verdictLines } from './print.ts';

const usage = `npm run audit -- list                  shows the last 50 acts of organisers, the newest first
                                       --campaign SLUG: of one campaign; --since 2026-11-01: all since this day (UTC); --until DAY
npm run audit -- list --act campaign   those of one kind, or of one act: --act campaign.open; of one person: --person org_…
npm run audit -- list --json           the same with all that they changed, a line of JSON for each
npm run audit -- show ID               shows one entry in full, such as 000000012
npm run audit -- export --out FILE     writes the whole trail to a file, a line of JSON for each entry, the oldest first
npm run audit -- verify                finds entries that are missing or were changed; --noted ID:HASH, several times,
                                       compares with what an earlier \`verify\` showed

On the Amparo of this machine (\`npm start\`), or with --stage NAME on that AWS stage with your credentials.
No entry has data of signers, or a secret. docs/reference/audit.md`;

const text = { type: 'string' } as const;

/** `npm run audit`: the trail of what organisers do. docs/reference/audit.md */
export const auditCommand = defineCommand({
  name: 'audit',
  usage,
  verbs: {
    list: verb({
      options: {
        ...stage,
        ...{ campaign: text, person: text, act: text, since: text, until: text },
        json: { type: 'boolean' },
      },
      run: (_, { campaign, person, act, since, until, json = false, ...options }, terminal) => {
        const query = queryOf({ campaign, person, act, since, until });
        return onTarget(options, terminal, (target) => list({ ...query, isJson: json }, target, terminal));
      },
    }),
    show: verb({
      operands: ['ID'],
      options: stage,
      run: ([id], options, terminal) =>
        onTarget(options, terminal, async ({ audit, name, stage: place }) => {
          const entry = await readTrailEntry({ audit, clock: terminal.clock }, operator, id).catch((error) => {
            if (!(error instanceof Problem && error.kind === 'entry-unknown')) throw error;
            throw new CommandError(
              `There is no entry ${id} on ${name}. \`npm run audit -- list${onStage(place)}\` shows the last ones.`,
            );
          });
          terminal.print(JSON.stringify(entry, null, 2));
        }),
    }),
    export: verb({
      options: { ...yes, ...stage, out: { type: 'string' } },
      run: (_, { out, ...options }, terminal) => {
        if (!out) throw new Misunderstood('`export` needs --out FILE.');
        return onTarget(options, terminal, (target) => exportTo(out, options, target, terminal));
      },
    }),
    verify: verb({
      options: { ...stage, noted: { type: 'string', multiple: true } },
      run: (_, { noted = [], ...options }, terminal) => {
        const heads = noted.map(toHead);
        return onTarget(options, terminal, (target) => verify(heads, target, terminal));
      },
    }),
  },
});

/** A slip would find no entry, and look as if nobody had done it. @throws {Misunderstood} */
function queryOf(asked: Pick<AskedOfTrail, 'campaign' | 'person' | 'act' | 'since' | 'until'>): AuditQuery {
  // As from a variable of a shell that is empty: all entries are more than was asked for.
  for (const [name, value] of Object.entries(asked))
    if (value?.trim() === '') throw new Misunderstood(`--${name} must not be empty.`);
  const { query, faults } = trailQuery(asked);
  const [first] = faults;
  if (first) throw new Misunderstood(wordsOf(first, asked));
  return query;
}

function wordsOf({ field, fault }: FaultOfTrail, { act = '' }: AskedOfTrail): string {
  if (field === 'act') return noAct(act);
  if (field === 'person') return '--person must be operator, schedule, or the id of an account, such as org_….';
  if (field === 'campaign') return '--campaign must be a short name, such as free-them.';
  return fault === 'early' ? '--until must not be before --since.' : `--${field} must be a day such as 2026-11-01.`;
}

/** The acts with the same noun, or all nouns. */
function noAct(asked: string): string {
  const near = acts.filter((act) => act.startsWith(`${asked.split('.')[0]}.`));
  return `There is no act ${JSON.stringify(asked)}. There are ${(near.length > 0 ? near : nouns).join(', ')}.`;
}

/** Entries that `list` shows, unless it is told from when on. */
const SHOWN = 50;

async function list(
  query: AuditQuery & { readonly isJson: boolean },
  { audit, name }: Target,
  terminal: Terminal,
): Promise<void> {
  const { isJson, ...asked } = query;
  let [shown, before]: [number, string | undefined] = [0, undefined];
  do {
    checkpoint(terminal);
    const page = await audit.list({ ...asked, before, limit: SHOWN });
    for (const entry of page.entries) {
      if (shown === SHOWN && asked.since === undefined) return terminal.complain(OLDER);
      terminal.print(isJson ? canonicalJson(entry) : entryLine(entry));
      shown++;
    }
    for (const id of page.unreadable)
      terminal.complain(`! Entry ${id} cannot be read. \`npm run audit -- verify\` says more.`);
    before = page.next;
  } while (before !== undefined);
  if (shown === 0 && !isJson) terminal.print(`No such entries on ${name}.`);
}

const OLDER = 'There are older ones. --since DAY shows all since a day.';

async function verify(noted: readonly Head[], { records, name, stage }: Target, terminal: Terminal): Promise<void> {
  const progress = (entries: number) => {
    checkpoint(terminal);
    if (entries % PRINTED_EVERY === 0) terminal.print(`  ${number(entries)} entries`);
  };
  const verdict = await verifyTrail({ records }, operator, { noted, progress });
  for (const line of verdictLines(verdict, name, stage)) terminal.print(line);
  if (verdict.faults.length > 0) throw new CommandError(...verdict.faults.map(faultLine));
}

const PRINTED_EVERY = 10_000;

function toHead(text: string): Head {
  const [, id, hash] = /^(\d{9}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!id || !hash)
    throw new Misunderstood('--noted must be an id and a hash, as `verify` shows them: 000000012:ab34….');
  return { id, hash };
}
