import { join } from 'node:path';
import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { queryTranslations, signedTranslationsIn } from '../../functions/core/campaigns/translation-store.ts';
import { isListed } from '../../functions/core/campaigns/visibility.ts';
import { nameDecisions } from '../../functions/core/counts/name-decisions.ts';
import { exportSignatures } from '../../functions/core/handover/export.ts';
import { ExportBroken, MANIFEST, OPENED, README, SEALED } from '../../functions/core/handover/folder.ts';
import type { GroupKey } from '../../functions/core/handover/group-key.ts';
import { NothingOpened, type OpenedSums, openExport } from '../../functions/core/handover/open-export.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { newEventId } from '../../functions/core/webhooks/endpoint.ts';
import { announce } from '../../functions/core/webhooks/queue.ts';
import type { CommonOptions } from '../command.ts';
import { readKeyFile } from '../keys/group-key.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { CommandError } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { queueOf } from '../webhooks/queues.ts';
import { keepOutOfGit } from '../work-tree.ts';
import { newFolder, newTable, sealedFolder } from './folder.ts';

/**
 * Writes a campaign's signatures into a folder. Their identities stay sealed.
 * @throws {CommandError} if the folder is not empty.
 * @throws {Interrupted} No file stays behind then.
 */
export async function exportTo(
  out: string,
  campaign: CampaignHead,
  { all = false, news = false, ...options }: CommonOptions & { readonly all?: boolean; readonly news?: boolean },
  target: Target,
  terminal: Terminal,
): Promise<void> {
  const { table, name } = target;
  if (news && !campaign.news)
    throw new CommandError(
      `${campaign.slug} sends no news: its file has no \`news: true\`, and its form does not offer them.`,
    );
  await keepOutOfGit(join(out, MANIFEST), options, terminal);
  const nameDecision = await nameDecisions({ counts: table('Counts') }, operator, { campaign: campaign.slug });
  const deps = { signatures: table('Signatures'), folder: newFolder(out), clock: terminal.clock, nameDecision };
  const progress = progressOn(terminal);
  const { signatures } = await exportSignatures(deps, operator, {
    ...{ campaign, all, news, from: name, progress },
    translations: signedTranslationsIn(await queryTranslations(target.db, campaign.slug, { consistent: false })),
  });
  terminal.print(
    `Exported: ${amount(signatures, 'signature')} of ${campaign.slug} to ${out}. ${join(out, README)} says how to open them.`,
  );
  await announceReady(campaign, target, terminal);
}

/** Tells endpoints of webhooks that an export is ready. Nothing of the export depends on it. */
async function announceReady(campaign: CampaignHead, target: Target, { clock, complain }: Terminal): Promise<void> {
  // Endpoints hear of no campaign that the group does not show. An Amparo of an earlier version has none.
  if (!isListed(campaign) || (target.stage === undefined && !target.webhooks)) return;
  try {
    const event = {
      id: newEventId(),
      type: 'export.ready',
      at: isoTime(clock()),
      data: { slug: campaign.slug },
    } as const;
    await announce(await queueOf(target), [event]);
  } catch (error) {
    const why = error instanceof CommandError ? error.message : (error as Error).name;
    complain(`! The export is complete, but endpoints of webhooks do not hear of it. ${why}`);
  }
}

interface OpenOptions extends CommonOptions {
  /** Files with private keys of the group. */
  readonly identity: readonly string[];
  readonly out?: string | undefined;
  /** Whether the table has semicolons between its cells, and not commas. */
  readonly semicolons?: boolean | undefined;
}

/**
 * Opens an export into a CSV file that only its owner can read. Uses no network.
 * @throws {CommandError} if the export is not complete, a key is missing or wrong, or the file already exists.
 * @throws {Interrupted} No file stays behind then.
 */
export async function openFolder(
  path: string,
  { identity, out = join(path, OPENED), semicolons = false, ...options }: OpenOptions,
  terminal: Terminal,
): Promise<void> {
  await keepOutOfGit(out, options, terminal);
  const keys: GroupKey[] = [];
  // One after the other: each may ask for its passphrase.
  for (const file of identity) keys.push(...(await readKeyFile(file, terminal)));
  const deps = { folder: sealedFolder(path), table: newTable(out) };
  const input = { keys, separator: semicolons ? ';' : ',', progress: progressOn(terminal) } as const;
  const sums = await openExport(deps, operator, input).catch((error) => refuse(error, path, keys));
  for (const line of openedLines(sums, out)) terminal.print(line);
}

/** @throws {CommandError} with words for an error that a person can act on. */
function refuse(error: unknown, path: string, keys: readonly GroupKey[]): never {
  if (error instanceof ExportBroken) throw new CommandError(brokenWords[error.fault](path));
  if (!(error instanceof NothingOpened)) throw error;
  throw new CommandError(
    `These keys open none of ${amount(error.sealed, 'sealed signature')}. Name the right key with --identity. Nothing was written.`,
    ...keys.map(({ recipient }) => `Tried: the private key of ${recipient}.`),
  );
}

const brokenWords: Record<ExportBroken['fault'], (folder: string) => string> = {
  'no-manifest': (folder) => `${folder} has no ${MANIFEST}, so it is not a complete export. Export again.`,
  'odd-manifest': (folder) => `${join(folder, MANIFEST)} is not the manifest of an export.`,
  'sealed-changed': (folder) => `${join(folder, SEALED)} has changed since the export. Copy the folder again.`,
};

function openedLines({ opened, erased, 'not opened': left }: OpenedSums, path: string): string[] {
  const lines = [`Opened: ${number(opened)} of ${amount(opened + erased + left, 'signature')}, in ${path}.`];
  if (erased > 0) lines.push(`Identity erased: ${number(erased)}.`);
  if (left > 0)
    lines.push(
      `Sealed to another key: ${number(left)}. To open all, delete ${path} and run again with every key: --identity ONE --identity OTHER.`,
    );
  return lines;
}

/** Signatures between two lines of progress. */
const PRINTED_EVERY = 10_000;

/** @returns a function that prints the progress, and throws {Interrupted} after Ctrl-C. */
function progressOn(terminal: Terminal): (done: number, all?: number) => void {
  let printed = 0;
  return (done, all) => {
    checkpoint(terminal);
    const whole = Math.floor(done / PRINTED_EVERY);
    if (whole > printed) terminal.print(`  ${number(done)}${all === undefined ? '' : ` of ${number(all)}`} signatures`);
    printed = whole;
  };
}
