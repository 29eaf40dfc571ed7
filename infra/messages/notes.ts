import { type ByOwner, messagesFolder, readFiles } from './folders.ts';

/** What translators are told about each message, by its owner: where it stands, what may not be lost, how long it may be. */
export const readNotes = (folder = messagesFolder): ByOwner => readFiles(new URL('en/notes/', folder), 'en/notes');
