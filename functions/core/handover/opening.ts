import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Decrypter } from 'age-encryption';
import * as z from 'zod/mini';
import { unpacked } from '../keys/packing.ts';
import { ERASED, type OpenPart, partsOfLine, type SealedFolder } from './folder.ts';
import { type GroupKey, openerOf } from './group-key.ts';

const perhapsPacked = z.pipe(z.union([z.string(), z.object({ deflated: z.string() })]), z.transform(unpacked));
const identity = z.object({
  name: z.optional(perhapsPacked),
  email: z.string(),
  comment: z.optional(perhapsPacked),
  updates: z.boolean(),
});
const reason = z.object({ comment: perhapsPacked });

/** A signature of an export. `not opened`: it is sealed to another key. */
export interface OpenedSignature {
  readonly state: 'opened' | 'erased' | 'not opened';
  readonly rest: OpenPart;
  readonly identity?: z.infer<typeof identity>;
}

/** Signatures that are opened at once, since OpenSSL does a part of the work in threads of its own. */
const AT_ONCE = 64;

/**
 * Opens the signatures of an export, some at a time, in their order. Uses no network.
 * @throws {Error} for a line that no export writes. Call `checkedManifest` first: it finds changed files.
 */
export async function* openSignatures(
  folder: Pick<SealedFolder, 'sealed'>,
  keys: readonly GroupKey[],
): AsyncGenerator<OpenedSignature[]> {
  const opener = openerOf(keys);
  const input = Readable.from(folder.sealed());
  let lines: string[] = [];
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines.push(line);
    if (lines.length < AT_ONCE) continue;
    yield await openAll(opener, lines);
    lines = [];
  }
  yield await openAll(opener, lines);
}

const openAll = (opener: Decrypter, lines: readonly string[]): Promise<OpenedSignature[]> =>
  Promise.all(lines.map((line) => open(opener, line)));

async function open(opener: Decrypter, line: string): Promise<OpenedSignature> {
  const { sealed, rest } = partsOfLine(line);
  if (sealed === ERASED) return { state: 'erased', rest };
  try {
    const opened = async (file: string) => JSON.parse(await opener.decrypt(Buffer.from(file, 'base64'), 'text'));
    const written = rest.sealedReason === undefined ? undefined : opened(rest.sealedReason).then(reason.parse);
    // A reason was sealed later, perhaps to other keys: without it, the rest is still worth having.
    const [whole, later] = await Promise.all([opened(sealed), written?.catch(() => undefined)]);
    return { state: 'opened', rest, identity: { ...identity.parse(whole), ...later } };
  } catch {
    return { state: 'not opened', rest };
  }
}
