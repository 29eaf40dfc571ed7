import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type WordRule, wordRules } from './words.ts';

/** The exceptions of a language from the rules for words: by rule, and then by key, each with its reason. */
export type Exceptions = Readonly<Partial<Record<WordRule, Readonly<Record<string, string>>>>>;

/** Reads `exceptions.yaml` of a language. Without the file there are none. */
export function readExceptions(folder: URL): { readonly exceptions: Exceptions; readonly faults: readonly string[] } {
  const file = new URL('exceptions.yaml', folder);
  if (!existsSync(file)) return { exceptions: {}, faults: [] };
  const read: Record<string, unknown> = parse(readFileSync(file, 'utf8')) ?? {};
  const faults = Object.entries(read).flatMap(([rule, keys]) => {
    if (!Object.hasOwn(wordRules, rule)) return [`there is no rule ${rule}: ${Object.keys(wordRules).join(', ')}`];
    return Object.entries(keys ?? {}).flatMap(([key, reason]) =>
      typeof reason === 'string' && reason.trim() ? [] : [`${rule}, ${key}: an exception needs a reason`],
    );
  });
  return { exceptions: read as Exceptions, faults };
}
