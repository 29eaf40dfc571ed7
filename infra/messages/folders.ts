import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Fault, faultLine } from './fault.ts';
import { type Messages, type MessagesFile, readMessages } from './file.ts';

/** The messages of a language by their owner. */
export type ByOwner = ReadonlyMap<string, Messages>;

/** The folder with a folder for each language. English is the one from which the others are translated. */
export const messagesFolder = new URL('../../functions/ui/messages/', import.meta.url);

/** BCP 47 tags of the languages that have a folder, and English, in the order of the alphabet. */
export const languagesThereAre = (folder = messagesFolder): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

/** Some of the files cannot be read as messages. */
export class UnreadableMessages extends Error {
  override readonly name = 'UnreadableMessages';
}

/** Reads the files of a language, also what is not translated yet. @throws {UnreadableMessages} with file, key and reason. */
export const readLanguage = (tag: string, folder = messagesFolder): ByOwner => sound(filesOf(tag, folder));

/** What translators are told about each message, by its owner: where it stands, what may not be lost, how long it may be. */
export const readNotes = (folder = messagesFolder): ByOwner => sound(filesOf(NOTES, folder));

/** What keeps the files of a language from being read, and those of English, to which all others are held. */
export const faultsOfFiles = (tag: string, folder = messagesFolder): Fault[] =>
  [...new Set(['en', tag])].flatMap((name) => faultsAmong(filesOf(name, folder)));

/** What keeps the notes for translators from being read. No page needs them. */
export const faultsOfNotes = (folder = messagesFolder): Fault[] => faultsAmong(filesOf(NOTES, folder));

const NOTES = 'en/notes';

/** The JSON files in a folder of the folder, by their owner. */
function filesOf(name: string, folder: URL): ReadonlyMap<string, MessagesFile> {
  const own = new URL(`${name}/`, folder);
  const files = existsSync(own) ? readdirSync(own).filter((file) => file.endsWith('.json')) : [];
  return new Map(
    files
      .sort()
      .map((file) => [basename(file, '.json'), readMessages(readFileSync(new URL(file, own)), `${name}/${file}`)]),
  );
}

const faultsAmong = (files: ReadonlyMap<string, MessagesFile>): Fault[] =>
  [...files.values()].flatMap(({ faults }) => faults);

function sound(files: ReadonlyMap<string, MessagesFile>): ByOwner {
  const faults = faultsAmong(files);
  if (faults.length > 0) throw new UnreadableMessages(faults.map(faultLine).join('\n'));
  return new Map([...files].map(([owner, { messages }]) => [owner, messages]));
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
