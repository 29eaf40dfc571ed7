import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CommandError } from '../../../commands/terminal/errors.ts';
import { signatureStatuses } from '../signatures/status.ts';

/** The files of an export. Whoever changes them changes `readme.ts`. */
export const SEALED = 'sealed.txt';
export const MANIFEST = 'manifest.json';
export const README = 'README.txt';
export const OPENED = 'signatures.csv';

/** Stands in place of an identity that is erased. */
export const ERASED = '-';

/** Written last: an export without it is not whole. */
export const manifest = z.object({
  format: z.literal(1),
  campaign: z.string(),
  title: z.string(),
  from: z.string(),
  exportedAt: z.string(),
  signatures: z.int(),
  erased: z.int(),
  /** Of `sealed.txt`, in hexadecimal. */
  sha256: z.string(),
});
export type Manifest = z.infer<typeof manifest>;

/** What stands in the clear after a sealed identity. */
export const openPart = z.object({
  status: z.enum(signatureStatuses),
  confirmedAt: z.string(),
  country: z.string(),
  source: z.string(),
  locale: z.optional(z.string()),
  consent: z.optional(z.string()),
  signals: z.array(z.string()),
  publicName: z.optional(z.string()),
  publicReason: z.optional(z.string()),
  /** Of a signer who chose to show something: whether the campaign's page showed it then. */
  shown: z.optional(z.boolean()),
});
export type OpenPart = z.infer<typeof openPart>;

/** One signature of `sealed.txt`: the age file in base64 or `-`, a space, and the rest as JSON. */
export function sealedLine(sealedIdentity: Uint8Array | undefined, rest: OpenPart): string {
  const sealed = sealedIdentity ? Buffer.from(sealedIdentity).toString('base64') : ERASED;
  // JSON leaves the two line ends of Unicode as they are, and some readers end a line there.
  const json = JSON.stringify(rest).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${sealed} ${json}\n`;
}

/** @throws {CommandError} if there is no whole export in this folder, or not as it was written. */
export async function checkedManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandError([
      error.code === 'ENOENT'
        ? `${folder} holds no ${MANIFEST}, so it is no export, or one that was cut off. Export again.`
        : `${folder} cannot be read (${error.code}).`,
    ]);
  });
  const parsed = z.safeParse(manifest, asJson(text));
  if (!parsed.success) throw new CommandError([`${join(folder, MANIFEST)} is not what an export writes.`]);
  if ((await digestOf(join(folder, SEALED))) !== parsed.data.sha256)
    throw new CommandError([`${join(folder, SEALED)} is not as it was written: copy the folder again.`]);
  return parsed.data;
}

async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) digest.update(chunk);
  } catch (error) {
    throw new CommandError([`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`]);
  }
  return digest.digest('hex');
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
