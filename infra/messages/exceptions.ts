import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { type WordRule, wordRules } from './words.ts';

/** The exceptions of a language from the rules for words: by rule, and then by key, each with its reason. */
export type Exceptions = Readonly<Partial<Record<WordRule, Readonly<Record<string, string>>>>>;

/** Reads `exceptions.yaml` of a language. Without the file there are none. */
export function readExceptions(folder: URL): { readonly exceptions: Exceptions; readonly faults: readonly string[] } {
  const file = new URL('exceptions.yaml', folder);
  if (!existsSync(file)) return { exceptions: {}, faults: [] };
  const read = readYaml(readFileSync(file, 'utf8'));
  if ('fault' in read) return { exceptions: {}, faults: [read.fault] };
  const faults = Object.entries(read.rules).flatMap(([rule, keys]) => {
    if (!Object.hasOwn(wordRules, rule)) return [`there is no rule ${rule}: ${Object.keys(wordRules).join(', ')}`];
    return Object.entries(keys ?? {}).flatMap(([key, reason]) =>
      typeof reason === 'string' && reason.trim() ? [] : [`${rule}, ${key}: an exception needs a reason`],
    );
  });
  return { exceptions: read.rules as Exceptions, faults };
}

/** Reasons are looked at one by one. */
const rules = z.record(z.string(), z.nullable(z.record(z.string(), z.unknown())));

function readYaml(text: string): { readonly rules: z.infer<typeof rules> } | { readonly fault: string } {
  try {
    const read = z.safeParse(rules, parse(text) ?? {});
    return read.success ? { rules: read.data } : { fault: 'it is no list of keys and reasons by rule' };
  } catch (error) {
    return { fault: `it is no YAML: ${(error as Error).message.split('\n')[0]}` };
  }
}
