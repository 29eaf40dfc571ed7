import { type Catalogue, cataloguesIn, type ReadCatalogue } from './catalogue.ts';
import { USUAL_LANGUAGES } from './languages.ts';

/** BCP 47 tags of the languages that this installation speaks. The first one is the default. */
export let languages: readonly string[] = USUAL_LANGUAGES;
let read: ReadCatalogue = cataloguesIn(new URL('./', import.meta.url));
const catalogues = new Map<string, Catalogue>();

/**
 * Chooses the languages of the interface, once, before a process answers anything. A language is read when somebody first
 * needs it, so one that nobody asks for costs nothing.
 * @param chosen tags of folders that are complete (`infra/messages`). The first one is the default.
 */
export function speak(chosen: readonly string[], readCatalogue: ReadCatalogue): void {
  languages = chosen;
  read = readCatalogue;
  catalogues.clear();
}

/** The words of a language. They are read once. */
export function catalogueOf(language: string): Catalogue {
  const catalogue = catalogues.get(language) ?? read(language);
  catalogues.set(language, catalogue);
  return catalogue;
}
