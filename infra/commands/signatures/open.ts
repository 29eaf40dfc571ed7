import { appendFileSync, closeSync, createReadStream, openSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Decrypter } from 'age-encryption';
import * as z from 'zod/mini';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';
import type { Call } from './call.ts';
import { csvRow } from './csv.ts';
import { checkedManifest, ERASED, OPENED, type OpenPart, openPart, SEALED } from './folder.ts';
import { number } from './print.ts';

const identity = z.object({
  name: z.string(),
  email: z.string(),
  comment: z.optional(z.string()),
  updates: z.boolean(),
});

const header = [
  'name',
  'email',
  'comment',
  'wants updates',
  'shown as',
  'country',
  'language',
  'source',
  'confirmed',
  'status',
  'signals',
  'identity',
];

const TOLD_EVERY = 10_000;
/** Opened at once: what OpenSSL does of it runs beside us. */
const AT_ONCE = 64;

/**
 * Opens an export into a CSV file, readable by its owner alone. It asks nothing of any network.
 * @throws {CommandError} if the export is not whole, a key is none, or the file is there already.
 */
export async function openExport({ operand: folder, identities, out }: Call, { print }: Terminal): Promise<void> {
  const opener = new Decrypter();
  for (const key of (await Promise.all(identities.map(readKeys))).flat()) opener.addIdentity(key);
  const { signatures } = await checkedManifest(folder);
  const path = out ?? join(folder, OPENED);
  const file = createFile(path);
  const states = { opened: 0, erased: 0, 'not opened': 0 };
  try {
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
      if (Math.floor(before / TOLD_EVERY) < Math.floor(done / TOLD_EVERY))
        print(`  ${number(done)} of ${number(signatures)}`);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  print(`Opened: ${number(states.opened)} of ${number(signatures)} signatures, in ${path}.`);
  if (states.erased > 0) print(`${number(states.erased)} hold no identity any more: it was erased.`);
  if (states['not opened'] > 0)
    print(`${number(states['not opened'])} are not opened by these keys: name the others too, with --identity.`);
}

async function openLine(opener: Decrypter, line: string) {
  const space = line.indexOf(' ');
  const [sealed, rest] = [line.slice(0, space), openPart.parse(JSON.parse(line.slice(space + 1)))];
  if (sealed === ERASED) return { cells: cellsOf(rest, undefined), state: 'erased' } as const;
  try {
    const opened = identity.parse(JSON.parse(await opener.decrypt(Buffer.from(sealed, 'base64'), 'text')));
    return { cells: cellsOf(rest, opened), state: 'opened' } as const;
  } catch {
    return { cells: cellsOf(rest, undefined), state: 'not opened' } as const;
  }
}

const cellsOf = (rest: OpenPart, opened: z.infer<typeof identity> | undefined): string[] => [
  opened?.name ?? '',
  opened?.email ?? '',
  // A reason that the page shows is not sealed.
  opened?.comment ?? rest.publicReason ?? '',
  opened ? (opened.updates ? 'yes' : 'no') : '',
  rest.publicName ?? '',
  rest.country,
  rest.locale ?? '',
  rest.source,
  rest.confirmedAt,
  rest.status,
  rest.signals.join(' '),
];

/** The private keys of a file such as `age-keygen` writes. */
async function readKeys(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError([`The key ${path} cannot be read (${error.code}).`]);
  });
  const keys = text.match(/^AGE-SECRET-KEY-\S+$/gm) ?? [];
  if (keys.length > 0) return keys;
  throw new CommandError([
    text.startsWith('age-encryption.org/') || text.includes('BEGIN AGE ENCRYPTED FILE')
      ? `${path} is protected by a passphrase: open it first, on this computer, with \`age -d\`.`
      : `${path} holds no private key (AGE-SECRET-KEY-1…).`,
  ]);
}

function createFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError([code === 'EEXIST' ? `${path} is there already.` : `${path} cannot be written (${code}).`]);
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
