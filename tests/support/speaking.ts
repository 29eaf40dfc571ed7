import { afterAll } from 'vitest';
import { cataloguesIn, type ReadCatalogue } from '../../functions/ui/messages/catalogue.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { readWithPseudo } from '../../infra/messages/choose.ts';
import { messagesFolder } from '../../infra/messages/folders.ts';

/** Has a test file speak other languages, also pseudo-languages. Afterwards it speaks English: some files share a process. */
export function speaking(languages: readonly string[], read: ReadCatalogue = readWithPseudo): void {
  speak(languages, read);
  afterAll(() => speak(['en'], cataloguesIn(messagesFolder)));
}
