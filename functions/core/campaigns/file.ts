import { readFile } from 'node:fs/promises';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { CommandError } from '../../../commands/terminal/errors.ts';
import { campaignFile } from './campaign.ts';
import { wordsOf } from './file-words.ts';
import type { ParsedCampaignFile } from './plan.ts';
import { holdsPrivateKey, PRIVATE_KEY_WORDS } from './recipient.ts';

/** Far above what the bounds of all fields add up to in any script. */
const MAX_BYTES = 4_000_000;

/**
 * Reads a campaign from a YAML or JSON file.
 * @throws {CommandError} that names every fault at once, each with its line, its field and what is wrong.
 */
export async function loadCampaignFile(path: string): Promise<ParsedCampaignFile> {
  return parseCampaignFile(path, await readText(path));
}

/** @param path only for the words of an error. */
export function parseCampaignFile(path: string, text: string): ParsedCampaignFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  // Before anything repeats what stands there.
  refuse(
    text.split('\n').flatMap((words, i) => (holdsPrivateKey(words) ? [`${path}:${i + 1} ${PRIVATE_KEY_WORDS}.`] : [])),
  );
  refuse(yamlFaults(document.errors.map((error) => `${at(error.pos[0])} is not YAML: ${error.message}`)));
  if (document.contents === null) throw new CommandError([`${path} is empty.`]);
  const parsed = z.safeParse(campaignFile, dataOf(path, document), { error: wordsOf });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => {
    // A key that is not known has a place of its own; all other faults lie where their value is.
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((where) => ({ offset: offsetOf(document, where), path: where, message: issue.message }));
  });
  faults.sort((one, other) => one.offset - other.offset);
  refuse(faults.map((fault) => `${at(fault.offset)} ${nameOf(fault.path)} ${fault.message}`));
  throw new Error('A file was refused without a reason.');
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError([code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`]);
  }
  if (bytes.length > MAX_BYTES) throw new CommandError([`${path} is too large for a campaign.`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError([`${path} is not in UTF-8.`]);
  }
}

function dataOf(path: string, document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases that multiply without end.
    throw new CommandError([`${path} is not YAML: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/** One mistake breaks what follows, too: a file of another kind would fill the screen. */
const YAML_FAULTS = 5;

const yamlFaults = (faults: readonly string[]): string[] => [
  ...faults.slice(0, YAML_FAULTS),
  ...(faults.length > YAML_FAULTS ? [`… and ${faults.length - YAML_FAULTS} more. Is it a campaign's file?`] : []),
];

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new CommandError(faults);
}

/** Where a path begins in the file: its key, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const around = document.getIn(path.slice(0, depth - 1), true);
    const last = path[depth - 1];
    const pair = isMap(around) && around.items.find(({ key }) => isNode(key) && key.toJS(document) === last);
    const node = pair ? pair.key : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

/** `cases[0].status`; the file as a whole has no name. */
export const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('') ||
  'the file';
