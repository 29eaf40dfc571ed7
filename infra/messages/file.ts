import * as z from 'zod/mini';
import type { Fault } from './fault.ts';

/** The messages of one file: `sign.json` has those of the owner `sign`. */
export type Messages = Readonly<Record<string, string>>;

/** A file of messages as it was read. What is no message is left out, and is a fault. */
export interface MessagesFile {
  readonly messages: Messages;
  readonly faults: readonly Fault[];
}

const BYTE_ORDER_MARK = '\ufeff';

/** Reads a file of messages: one JSON object, with a text for each key, and each key once. @param file as faults name it. */
export function readMessages(bytes: Uint8Array, file: string): MessagesFile {
  const json = decoded(bytes);
  if (json === undefined) return faulty({ file, reason: 'it is no UTF-8' });
  if (json.startsWith(BYTE_ORDER_MARK))
    return faulty({ file, reason: 'it begins with a byte order mark: save it as UTF-8 without one' });
  const read = parsed(json);
  if ('fault' in read) return faulty({ file, reason: `it is no JSON: ${read.fault}` });
  const entries = z.safeParse(z.record(z.string(), z.unknown()), read.value);
  if (!entries.success || Array.isArray(read.value))
    return faulty({ file, reason: 'it is no object with keys and texts' });
  const texts = Object.entries(entries.data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const messages = Object.fromEntries(texts);
  const odd = Object.keys(entries.data).filter((key) => !Object.hasOwn(messages, key));
  return {
    messages,
    faults: [
      ...odd.map((key) => ({ file, key, reason: 'its value is no text' })),
      // Inside of values that are no texts, keys may stand twice.
      ...(odd.length > 0 ? [] : repeated(keysIn(json)).map((key) => ({ file, key, reason: 'the file has it twice' }))),
    ],
  };
}

const faulty = (fault: Fault): MessagesFile => ({ messages: {}, faults: [fault] });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(json: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    return { fault: (error as Error).message.replaceAll(/\s+/g, ' ') };
  }
}

/** All keys as they are written, also those that `JSON.parse` lets a later one replace. A text before a colon is a key. */
const keysIn = (json: string): string[] =>
  [...json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g)].flatMap(([, text = '', colon]) => (colon ? JSON.parse(text) : []));

const repeated = (keys: readonly string[]): string[] => [...new Set(keys.filter((key, i) => keys.indexOf(key) !== i))];
