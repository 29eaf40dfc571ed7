import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { canonicalJson } from '../canonical-json.ts';

/** Which program an act came from. */
const clients = ['console', 'api', 'command', 'schedule'] as const;
export type AuditClient = (typeof clients)[number];

/** The largest entry, in bytes. A campaign with all its languages, before and after, stays far below. */
export const LARGEST_ENTRY = 8 * 1024 * 1024;

/**
 * What an act may be about: a slug, an id, or a fixed name. No act can put other words into the trail, where they would stay. Entries of
 * earlier releases are read as they are.
 */
const SUBJECT = /^[\w.:-]{1,100}$/;
export const isSubject = (text: string): boolean => SUBJECT.test(text);

/** An act has a noun and a verb, such as `campaign.put`. */
const ACT = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

const entry = z.object({
  version: z.literal(1),
  /** Its number in the trail, with nine digits: the first one is `000000001`. */
  id: z.string().check(z.regex(/^\d{9}$/)),
  /** ISO 8601, by the clock of the computer that wrote it. */
  at: z.iso.datetime(),
  /** `operator`, `schedule`, or the id of an organiser. Never a name or an address. */
  actor: z.string(),
  client: z.enum(clients),
  act: z.string().check(z.regex(ACT)),
  /** What the act was about: a slug, an id, or the name of a key ring. */
  subject: z.string(),
  /** What the act changes, as it was. Left out: it was not there. */
  before: z.optional(z.unknown()),
  /** The same, as the act leaves it. Left out: it is gone. */
  after: z.optional(z.unknown()),
  /** Of `campaign.undo`: the number of the version that came back. */
  broughtBack: z.optional(z.int()),
  /** In an entry that says what became of an act: the id of the act's first entry. */
  of: z.optional(z.string()),
  outcome: z.optional(z.enum(['done', 'failed'])),
  /** Drawn at random, so that no two entries are the same. */
  nonce: z.string(),
  /** SHA-256 of the bytes of the entry before, in hexadecimal digits. Zeros in the first one. */
  previous: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

/** One entry of the trail. It has no data of signers, no secret, and of organisers no more than their ids. */
export type AuditEntry = z.infer<typeof entry>;

/** What the trail does not add itself. */
export type NewEntry = Omit<AuditEntry, 'version' | 'id' | 'at' | 'nonce' | 'previous'>;

/** `previous` of the first entry. */
export const NO_HASH = '0'.repeat(64);

/**
 * Writes an entry as JSON that is always the same (RFC 8785: sorted keys, no spaces), so that anybody can hash it.
 * @throws {Error} if it is larger than `LARGEST_ENTRY`, or is no entry.
 */
export function encodeEntry(written: AuditEntry): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalJson(entry.parse(written)));
  if (bytes.length > LARGEST_ENTRY) throw new Error('An entry of the audit trail is too large');
  return bytes;
}

/** @returns undefined if this is no entry, or not in the form in which `encodeEntry` writes it. */
export function decodeEntry(bytes: Uint8Array): AuditEntry | undefined {
  const text = new TextDecoder().decode(bytes);
  const parsed = entry.safeParse(parseJson(text));
  return parsed.success && canonicalJson(parsed.data) === text ? parsed.data : undefined;
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
