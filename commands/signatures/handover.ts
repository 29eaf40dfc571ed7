import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operator } from '../../functions/core/access/actor.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { exportSignatures } from '../../functions/core/handover/export.ts';
import {
  checkedManifest,
  ExportBroken,
  MANIFEST,
  OPENED,
  README,
  SEALED,
} from '../../functions/core/handover/folder.ts';
import type { GroupKey } from '../../functions/core/handover/group-key.ts';
import { type OpenedSignature, openSignatures } from '../../functions/core/handover/opening.ts';
import { headerRow, signatureRow } from '../../functions/core/handover/rows.ts';
import type { CommonOptions } from '../command.ts';
import { readKeyFile } from '../keys/group-key.ts';
import type { Target } from '../target.ts';
import { amount, number } from '../terminal/amount.ts';
import { CommandError, fileError } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { keepOutOfGit } from '../work-tree.ts';
import { newFolder, sealedFolder } from './folder.ts';

/**
 * Writes a campaign's signatures into a folder, with their identities sealed as they are.
 * @throws {CommandError} if there is something in that folder already.
 * @throws {Interrupted} No file is left behind then.
 */
export async function exportTo(
  out: string,
  campaign: CampaignHead,
  { all = false, ...options }: CommonOptions & { readonly all?: boolean },
  { table, name }: Target,
  terminal: Terminal,
): Promise<void> {
  await keepOutOfGit(join(out, MANIFEST), options, terminal);
  const deps = { signatures: table('Signatures'), folder: newFolder(out), clock: terminal.clock };
  const progress = progressOn(terminal, 'signatures');
  const { signatures } = await exportSignatures(deps, operator, { campaign, all, from: name, progress });
  terminal.print(
    `Exported: ${amount(signatures, 'signature')} of ${campaign.slug} to ${out}. ${join(out, README)} says how they are opened.`,
  );
}

/**
 * Opens an export into a CSV file, readable by its owner alone. Uses no network.
 * @throws {CommandError} if the export is not whole, a key is none or opens nothing, or the file is there already.
 * @throws {Interrupted} No file is left behind then, either.
 */
export async function openExport(
  path: string,
  { identity, out = join(path, OPENED), ...options }: OpenOptions,
  terminal: Terminal,
): Promise<void> {
  await keepOutOfGit(out, options, terminal);
  const keys: GroupKey[] = [];
  // One after the other: each may ask for its passphrase.
  for (const file of identity) keys.push(...(await readKeyFile(file, terminal)));
  const folder = sealedFolder(path);
  const { signatures } = await checkedManifest(folder).catch((error) => {
    throw error instanceof ExportBroken ? new CommandError(brokenWords[error.fault](path)) : error;
  });
  createTable(out);
  try {
    const progress = progressOn(terminal, `of ${number(signatures)}`);
    const states: States = { opened: 0, erased: 0, 'not opened': 0 };
    let done = 0;
    for await (const some of openSignatures({ folder }, operator, keys)) {
      for (const { state } of some) states[state]++;
      appendFileSync(out, some.map(signatureRow).join(''));
      done += some.length;
      progress(done);
    }
    if (states.opened === 0 && states['not opened'] > 0) throw opensNothing(keys, states['not opened']);
    for (const line of outcomeLines(states, out)) terminal.print(line);
  } catch (error) {
    rmSync(out, { force: true });
    throw error;
  }
}

interface OpenOptions extends CommonOptions {
  /** Files with private keys of the group. */
  readonly identity: readonly string[];
  readonly out?: string | undefined;
}

const brokenWords: Record<ExportBroken['fault'], (folder: string) => string> = {
  'no-manifest': (folder) =>
    `${folder} holds no ${MANIFEST}, so it is no export, or one that was cut off. Export again.`,
  'odd-manifest': (folder) => `${join(folder, MANIFEST)} is not what an export writes.`,
  'sealed-changed': (folder) => `${join(folder, SEALED)} is not as it was written: copy the folder again.`,
};

function createTable(path: string): void {
  try {
    writeFileSync(path, headerRow, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST'
      ? new CommandError(`${path} is there already. Delete it, or name another file with --out.`)
      : fileError(path, 'written', error);
  }
}

type States = Record<OpenedSignature['state'], number>;

const opensNothing = (keys: readonly GroupKey[], sealed: number) =>
  new CommandError(
    `None of ${amount(sealed, 'sealed signature')} opens: name the key that they are sealed to with --identity. Nothing written.`,
    ...keys.map(({ recipient }) => `Tried: the key of ${recipient}.`),
  );

function outcomeLines({ opened, erased, 'not opened': left }: States, path: string): string[] {
  const lines = [`Opened: ${number(opened)} of ${amount(opened + erased + left, 'signature')}, in ${path}.`];
  if (erased > 0) lines.push(`${amount(erased, 'holds', 'hold')} no identity any more: it was erased.`);
  if (left > 0)
    lines.push(
      `${amount(left, 'is', 'are')} sealed to another key. To open all, delete ${path}, and run again with each key named: --identity ONE --identity OTHER.`,
    );
  return lines;
}

/** Signatures between two lines that say how far it is. */
const PRINTED_EVERY = 10_000;

/** @returns a function that says how far it is, and throws {Interrupted} if Ctrl-C was pressed. */
function progressOn(terminal: Terminal, unit: string): (done: number) => void {
  let printed = 0;
  return (done) => {
    checkpoint(terminal);
    const whole = Math.floor(done / PRINTED_EVERY);
    if (whole > printed) terminal.print(`  ${number(done)} ${unit}`);
    printed = whole;
  };
}
