import * as z from 'zod/mini';
import { language, usualTag } from './fields.ts';
import { closestOf, meant } from './meant.ts';
import { given, shapeOf } from './schema.ts';
import { excessOfLanguages, MOST_LANGUAGES } from './size.ts';
import { entriesByName, isList, type WordedSet, worded } from './worded.ts';

/** The translations of a campaign's file: a set of texts for each further language. */

/** The texts of a set of fields in one language. The entries of a list have names (`entriesByName`). */
export interface Texts {
  readonly [field: string]: string | Texts;
}

/**
 * A campaign is written in one transaction, which has 100 items at most (`store.ts`): these, head, text, two for each language,
 * the words of former languages, and the record of the version.
 */
export const MOST_ENTRIES = 96;

/** What a signer signs must be there in each language. */
const NEEDED: readonly string[] = ['title', 'demand'];

/** @param file the fields of a campaign's file, from which the rules of each text come. */
export const translationsOf = (file: z.core.$ZodType) =>
  z.record(z.string(), textsOf(file, worded, NEEDED)) as unknown as z.ZodMiniType<
    Record<string, Texts>,
    Record<string, Texts>
  >;

function textsOf(schema: z.core.$ZodType, set: WordedSet, needed: readonly string[] = []): z.ZodMiniType {
  const shape = shapeOf(schema);
  const fields = Object.entries(set).map(([name, one]) => {
    const field = given(shape[name] as z.core.$ZodType) as z.core.$ZodType as z.ZodMiniType;
    if (one === 'text') return [name, needed.includes(name) ? field : z.optional(field)] as const;
    const inside = isList(one) ? z.record(z.string(), textsOf(field, one.entry)) : textsOf(field, one);
    return [name, z.optional(inside)] as const;
  });
  return z.strictObject(Object.fromEntries(fields));
}

const entries = z._default(z.array(z.unknown()), []);
const speaking = z.object({
  ...{ language: z.string(), translations: z.record(z.string(), z.unknown()) },
  ...{ targets: entries, cases: entries, updates: entries },
});
type Speaking = Omit<z.infer<typeof speaking>, 'translations'> & { translations?: Record<string, Texts> | undefined };

/** Each translation is in another known language, and translates what the campaign has. */
export const translatesItself = z.superRefine<Speaking>(
  (file, context) => {
    const { translations = {} } = file;
    const tags = Object.keys(translations);
    const say = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path: ['translations', ...path], message });
    for (const { path, message } of excessOfLanguages(translations)) say(path.slice(1), message);
    if (tags.length > MOST_LANGUAGES) return;
    const entries = [file.targets, file.cases, file.updates].flat().length;
    const room = MOST_ENTRIES - 2 * tags.length;
    if (tags.length > 0 && entries > room)
      say(
        [],
        `leave no room: with ${tags.length} of them, targets, cases and updates may be ${room} together (they are ${entries})`,
      );
    let explained = 0;
    for (const tag of tags) {
      const fault = tagFault(tag, file.language);
      if (fault) say([tag], fault);
      for (const [path, words] of misfits(translations[tag], file, worded))
        say([tag, ...path], explained++ < MOST_EXPLAINED ? words() : NO_PLACE);
    }
  },
  { when: ({ value }) => z.safeParse(speaking, value).success },
);

function tagFault(tag: string, original: string): string | undefined {
  const parsed = z.safeParse(language, tag);
  if (!parsed.success) return parsed.error.issues[0]?.message;
  return tag === usualTag(original)
    ? 'is the language of the campaign itself. Its texts stand above, and nowhere else'
    : undefined;
}

type Misfit = readonly [path: PropertyKey[], words: () => string];

/** A file may have tens of thousands of them, and to guess what each means takes time. No answer shows as many. */
const MOST_EXPLAINED = 200;
/** Of names that a message repeats. */
const MOST_LETTERS = 600;
const NO_PLACE = 'has no place in the campaign';

/** Texts and entries that the original does not have. */
function* misfits(texts: unknown, original: unknown, set: WordedSet): Generator<Misfit> {
  for (const [field, text] of Object.entries(Object(texts))) {
    const one = Object.hasOwn(set, field) ? set[field] : undefined;
    const own = Object(original)[field];
    // A list has no names. That is a fault of its own already.
    if (one === undefined || Array.isArray(text)) continue;
    if (own === undefined) yield [[field], () => 'translates a text that the campaign does not have'];
    else if (one === 'text') continue;
    else if (isList(one)) {
      const entries = entriesByName(own, one.keyOf);
      for (const [name, inside] of Object.entries(Object(text))) {
        const entry = entries.get(name);
        if (entry === undefined) yield [[field, name], () => noEntry(field, name, [...entries.keys()])];
        else for (const [path, words] of misfits(inside, entry, one.entry)) yield [[field, name, ...path], words];
      }
    } else for (const [path, words] of misfits(text, own, one)) yield [[field, ...path], words];
  }
}

function noEntry(field: string, name: string, names: readonly string[]): string {
  const near = closestOf(name, names);
  const all = names.join(', ');
  const few = names.length > 0 && names.length <= 6 && all.length <= MOST_LETTERS ? ` (it has ${all})` : '';
  return `is no entry of ${field} in the campaign${near ? meant(near) : few}`;
}
