import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { signatureStatuses } from '../signatures/store.ts';

/** The files of an export. A change here changes `readme.ts`, too. */
export const SEALED = 'sealed.txt';
export const MANIFEST = 'manifest.json';
export const README = 'README.txt';
/** What an export is opened to, unless another file is named. */
export const OPENED = 'signatures.csv';

/** Stands in place of an identity that is erased. */
export const ERASED = '-';

/** Written last: an export without it is not whole. */
const manifest = z.object({
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

/** The part of a signature that stands in the clear, after the sealed identity. */
const openPart = z.object({
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

/** The two parts of a line that `sealedLine` made. @throws {Error} for any other line. */
export function partsOfLine(line: string): { readonly sealed: string; readonly rest: OpenPart } {
  const space = line.indexOf(' ');
  return { sealed: line.slice(0, space), rest: openPart.parse(JSON.parse(line.slice(space + 1))) };
}

/** A folder that an export was written to. */
export interface SealedFolder {
  /** The text of its manifest. Undefined if there is none. */
  manifest(): Promise<string | undefined>;
  /** The bytes of its sealed signatures. Each call reads them from the beginning. */
  sealed(): AsyncIterable<Uint8Array>;
}

/** A folder that holds no whole export, or one that was changed since. */
export class ExportBroken extends Error {
  override readonly name = 'ExportBroken';
  readonly fault: 'no-manifest' | 'odd-manifest' | 'sealed-changed';

  constructor(fault: ExportBroken['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/** The manifest of an export that is whole, and as it was written. @throws {ExportBroken} if it is not. */
export async function checkedManifest(folder: SealedFolder): Promise<Manifest> {
  const text = await folder.manifest();
  if (text === undefined) throw new ExportBroken('no-manifest');
  const parsed = z.safeParse(manifest, asJson(text));
  if (!parsed.success) throw new ExportBroken('odd-manifest');
  const digest = createHash('sha256');
  for await (const chunk of folder.sealed()) digest.update(chunk);
  if (digest.digest('hex') !== parsed.data.sha256) throw new ExportBroken('sealed-changed');
  return parsed.data;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
