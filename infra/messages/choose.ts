import * as z from 'zod/mini';
import type { ReadCatalogue } from '../../functions/ui/messages/catalogue.ts';
import { faultsThatStop } from './check.ts';
import { faultLine } from './fault.ts';
import { allOf, languagesThereAre, readLanguage } from './folders.ts';
import { pseudoLanguages, pseudoMessages } from './pseudo.ts';

/** At most so many faults of a language are listed. */
const LISTED = 10;

/** The tags of a setting: `en, az` or `en,az`. */
export const tagsOf = (setting: string): readonly string[] => setting.split(',').map((tag) => tag.trim());

/** Which languages a setting may name. */
export interface Choosing {
  /** Pseudo-languages too: on one machine, never on AWS. */
  readonly withPseudo?: boolean;
  readonly folder?: URL | undefined;
}

/** A setting with languages, for a schema. A fault says which languages there are, or names language, file and key. */
export const languageSetting = (choosing: Choosing = {}) =>
  z.string().check(
    z.check(({ value, issues }) => {
      const message = faultOfLanguages(value, choosing);
      if (message) issues.push({ code: 'custom', input: value, message });
    }),
  );

/** What is wrong with a setting, in words that follow its name. */
function faultOfLanguages(setting: string, { withPseudo = false, folder }: Choosing): string | undefined {
  const pseudo = withPseudo ? pseudoLanguages : [];
  const thereAre = languagesThereAre(folder);
  const tags = tagsOf(setting);
  const unknown = tags.filter((tag) => !thereAre.includes(tag) && !pseudo.includes(tag));
  if (unknown.length > 0) {
    const named = unknown.map((tag) => `"${tag}"`).join(', ');
    const choice = [...thereAre, ...pseudo].join(', ');
    return `must be languages of the interface, separated by commas. There is no ${named}; there are ${choice}`;
  }
  if (new Set(tags).size < tags.length) return 'must name each language once';
  // English words stand in for others, and pseudo-languages are made of them, so they are never left out.
  const english = faultsOf('en', folder);
  const others = tags.filter((tag) => tag !== 'en' && thereAre.includes(tag));
  const faults = english.length > 0 ? english : others.flatMap((tag) => faultsOf(tag, folder));
  return faults.length > 0
    ? `must be languages without faults on the way of a signer:\n${faults.join('\n')}`
    : undefined;
}

/** The faults of our own languages: their files are read once, since a process may read many settings. */
const own = new Map<string, string[]>();

function faultsOf(tag: string, folder: URL | undefined): string[] {
  if (folder) return readFaults(tag, folder);
  const faults = own.get(tag) ?? readFaults(tag);
  own.set(tag, faults);
  return faults;
}

function readFaults(tag: string, folder?: URL): string[] {
  const faults = faultsThatStop(tag, folder);
  const lines = faults.slice(0, LISTED).map((fault) => `      ${faultLine(fault)}`);
  const more = faults.length - lines.length;
  return more > 0 ? [...lines, `      and ${more} more: npm run messages -- check ${tag}`] : lines;
}

/** Reads catalogues where the sources are. Pseudo-languages have no folder: they are made of English. */
export const readWithPseudo: ReadCatalogue = (language) =>
  pseudoLanguages.includes(language) ? pseudoMessages(language) : allOf(readLanguage(language));
