import { appendFileSync, closeSync, createReadStream, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Decrypter } from 'age-encryption';
import { csvRow } from '../../functions/core/csv.ts';
import { checkedManifest, OPENED, SEALED } from '../../functions/core/handover/folder.ts';
import { type GroupKey, readKeyFile } from '../../functions/core/handover/group-key.ts';
import { header, openLine, type State } from '../../functions/core/handover/rows.ts';
import { amount, number } from '../terminal/amount.ts';
import { CommandError } from '../terminal/errors.ts';
import { checkpoint, type Terminal } from '../terminal/terminal.ts';
import { keepOutOfGit } from '../work-tree.ts';
import type { Call } from './call.ts';

const TOLD_EVERY = 10_000;
/** Opened at once: what OpenSSL does of it runs beside us. */
const AT_ONCE = 64;

/**
 * Opens an export into a CSV file, readable by its owner alone. It asks nothing of any network.
 * @throws {CommandError} if the export is not whole, a key is none or opens nothing, or the file is there already.
 * @throws {Interrupted} No file is left behind then, either.
 */
export async function openExport({ operand: folder, identities, out, yes }: Call, terminal: Terminal): Promise<void> {
  const { print } = terminal;
  const path = out ?? join(folder, OPENED);
  await keepOutOfGit(path, { yes }, terminal);
  const keys: GroupKey[] = [];
  // One after the other: each may ask for its passphrase.
  for (const key of identities) keys.push(...(await readKeyFile(key, terminal)));
  const { signatures } = await checkedManifest(folder);
  const file = createFile(path);
  try {
    const states = await openInto(file, folder, keys, (done, before) => {
      checkpoint(terminal);
      if (Math.floor(before / TOLD_EVERY) < Math.floor(done / TOLD_EVERY))
        print(`  ${number(done)} of ${number(signatures)}`);
    });
    if (states.opened === 0 && states['not opened'] > 0) throw opensNothing(keys, states['not opened']);
    for (const line of outcomeLines(states, path)) print(line);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

type States = Record<State, number>;

/** @param told is called after some rows with how many are done, and how many were when it was called last. What it throws ends it. */
async function openInto(
  file: number,
  folder: string,
  keys: readonly GroupKey[],
  told: (done: number, before: number) => void,
): Promise<States> {
  const opener = new Decrypter();
  for (const { identity } of keys) opener.addIdentity(identity);
  const states: States = { opened: 0, erased: 0, 'not opened': 0 };
  appendFileSync(file, csvRow(header));
  let done = 0;
  for await (const lines of chunks(join(folder, SEALED))) {
    const rows = await Promise.all(lines.map((line) => openLine(opener, line)));
    for (const { cells, state } of rows) {
      states[state]++;
      appendFileSync(file, csvRow([...cells, state]));
    }
    const before = done;
    done += lines.length;
    told(done, before);
  }
  return states;
}

const opensNothing = (keys: readonly GroupKey[], sealed: number) =>
  new CommandError([
    `None of ${amount(sealed, 'sealed signature')} opens: name the key that they are sealed to with --identity. Nothing written.`,
    ...keys.map(({ recipient }) => `Tried: the key of ${recipient}.`),
  ]);

function outcomeLines({ opened, erased, 'not opened': left }: States, path: string): string[] {
  const lines = [`Opened: ${number(opened)} of ${amount(opened + erased + left, 'signature')}, in ${path}.`];
  if (erased > 0) lines.push(`${amount(erased, 'holds', 'hold')} no identity any more: it was erased.`);
  if (left > 0)
    lines.push(
      `${amount(left, 'is', 'are')} sealed to another key. To open all, delete ${path}, and run again with each key named: --identity ONE --identity OTHER.`,
    );
  return lines;
}

function createFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError([
      code === 'EEXIST'
        ? `${path} is there already. Delete it, or name another file with --out.`
        : `${path} cannot be written (${code}).`,
    ]);
  }
}

async function* chunks(path: string): AsyncGenerator<string[]> {
  let lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    lines.push(line);
    if (lines.length === AT_ONCE) {
      yield lines;
      lines = [];
    }
  }
  if (lines.length > 0) yield lines;
}
