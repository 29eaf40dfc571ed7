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

/** Reads the files of a language. @throws {Error} that names the file which is no JSON. */
export const readLanguage = (tag: string, folder = messagesFolder): ByOwner => {
  const own = new URL(`${tag}/`, folder);
  const files = readdirSync(own).filter((name) => name.endsWith('.json'));
  return new Map(files.sort().map((name) => [basename(name, '.json'), parsed(new URL(name, own), `${tag}/${name}`)]));
};

function parsed(file: URL, name: string): Messages {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${name} is no JSON: ${(error as Error).message}`);
  }
}

/** All messages of a language in one object. */
export const allOf = (byOwner: ByOwner): Messages => Object.assign({}, ...byOwner.values());
