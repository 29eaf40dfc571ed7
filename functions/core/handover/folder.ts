import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { signatureStatuses } from '../signatures/store.ts';

/** The files of an export. If you change them, change `readme.ts`, too. */
export const SEALED = 'sealed.txt';
export const MANIFEST = 'manifest.json';
export const README = 'README.txt';
/** The file to which an export is opened, unless the caller names another one. */
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
  /** An export for the news: its table has only those who asked for them. */
  news: z.optional(z.literal(true)),
});
export type Manifest = z.infer<typeof manifest>;

/** The part of a signature that is not sealed. It follows the sealed identity. */
const openPart = z.object({
  status: z.enum(signatureStatuses),
  confirmedAt: z.string(),
  country: z.string(),
  source: z.string(),
  locale: z.optional(z.string()),
  consent: z.optional(z.string()),
  /** In which language the signer read the demand, and which version of it: `ru.2`. The readme has the words. */
  words: z.optional(z.string()),
  signals: z.array(z.string()),
  publicName: z.optional(z.string()),
  publicReason: z.optional(z.string()),
  /** The reason that the signer wrote when they confirmed: an age file in base64. */
  sealedReason: z.optional(z.string()),
  newsLeft: z.optional(z.literal(true)),
  /**
   * If the signer chose to show something: whether the campaign's page could show it at the time of the export, once an
   * organiser had approved it.
   */
  shown: z.optional(z.boolean()),
  /** What organisers had decided on the name by the time of the export: `waiting`, `approved` or `hidden`. */
  nameDecision: z.optional(z.string()),
});
export type OpenPart = z.infer<typeof openPart>;

/** One signature of `sealed.txt`: the age file in base64 or `-`, a space, and the rest as JSON. */
export function sealedLine(sealedIdentity: Uint8Array | undefined, rest: OpenPart): string {
  const sealed = sealedIdentity ? Buffer.from(sealedIdentity).toString('base64') : ERASED;
  // JSON does not escape the two line ends of Unicode, and some readers end a line there.
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

/** A folder that contains no whole export, or one that was changed later. */
export class ExportBroken extends Error {
  override readonly name = 'ExportBroken';
  readonly fault: 'no-manifest' | 'odd-manifest' | 'sealed-changed';

  constructor(fault: ExportBroken['fault']) {
    super(fault);
    this.fault = fault;
  }
}

/** Checks that an export is whole and unchanged. @returns its manifest. @throws {ExportBroken} if it is not. */
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
