import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** The messages of one file: `sign.json` has those of the owner `sign`. */
export type Messages = Readonly<Record<string, string>>;
/** The messages of a language by their owner. */
export type ByOwner = ReadonlyMap<string, Messages>;

/** The folder with a folder for each language. English is the one from which the others are translated. */
export const messagesFolder = new URL('../../functions/ui/messages/', import.meta.url);

/** BCP 47 tags of the languages that have a folder, and English, in the order of the alphabet. */
export const languagesThereAre = (folder = messagesFolder): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

/** Reads the files of a language, also what is not translated yet. @throws {Error} that names the file which is no JSON. */
export const readLanguage = (tag: string, folder = messagesFolder): ByOwner =>
  readFiles(new URL(`${tag}/`, folder), tag);

/** Reads the JSON files of a folder. @param name what a fault calls the folder. */
export function readFiles(folder: URL, name: string): ByOwner {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.sort().map((file) => [basename(file, '.json'), parsed(new URL(file, folder), `${name}/${file}`)]),
  );
}

function parsed(file: URL, name: string): Messages {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${name} is no JSON: ${(error as Error).message}`);
  }
}

/** Stands before English words that wait for their translation (`npm run messages -- new`). */
export const WAITING = '⟦en⟧ ';
export const isTranslated = (message: string | undefined): message is string =>
  !!message && !message.startsWith(WAITING);

/** All messages of a language that are translated, in one object. */
export const allOf = (byOwner: ByOwner): Messages =>
  Object.fromEntries(
    [...byOwner.values()].flatMap((messages) =>
      Object.entries(messages).filter(([, message]) => isTranslated(message)),
    ),
  );
