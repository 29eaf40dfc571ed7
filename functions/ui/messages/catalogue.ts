import { readdirSync, readFileSync } from 'node:fs';
import type { MessageKey } from './en.ts';

/** The words of one language. Outside the journey of a signer it may lack some: then the English ones stand there. */
export type Catalogue = Readonly<Partial<Record<MessageKey, string>>>;

/** Reads the words of a language. English is part of the code, and is never read. */
export type ReadCatalogue = (language: string) => Catalogue;

/**
 * Reads catalogues from a folder that has a folder of JSON files for each language. The bundle of a function has one file in
 * each, which is all files of that language (`infra/bundle/messages`).
 */
export const cataloguesIn =
  (folder: URL): ReadCatalogue =>
  (language) => {
    const own = new URL(`${language}/`, folder);
    const files = readdirSync(own).filter((name) => name.endsWith('.json'));
    return Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(new URL(name, own), 'utf8'))));
  };
