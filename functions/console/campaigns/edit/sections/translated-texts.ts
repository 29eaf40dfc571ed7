import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { GROUP } from '../../../../core/campaigns/text-fields.ts';
import type { Texts } from '../../../../core/campaigns/translations.ts';
import { entriesByName, isList, type WordedSet, worded } from '../../../../core/campaigns/worded.ts';

/** The texts of a campaign that another language can have, one after the other, and the tree that a file makes of them. */
export interface Original {
  /** Where a translation has it: `['targets', 'The king', 'role']`. */
  readonly path: readonly string[];
  /** The name of its field in a form. It has no dot: each text is changed alone. */
  readonly name: string;
  /** Its kind, for its label: `targets-role`. */
  readonly kind: string;
  readonly text: string;
  /** The entry of a list that it is in, in words, and the kind of that list: `The king`, `targets`. */
  readonly entry?: { readonly kind: string; readonly words: string } | undefined;
}

/**
 * All texts of a campaign that somebody may translate, in the order of its page.
 * @param mayPublish whether they have the right to publish: the words of the group take it.
 */
export const originalsOf = (campaign: Campaign, mayPublish: boolean): readonly Original[] => [
  ...walk(campaign, mayPublish ? worded : withoutGroup, [], '', undefined),
];

const { [GROUP]: _, ...withoutGroup } = worded;

function* walk(
  value: unknown,
  set: WordedSet,
  path: readonly string[],
  kind: string,
  entry: Original['entry'],
): Generator<Original> {
  for (const [field, one] of Object.entries(set)) {
    const inside = Object(value)[field];
    const [at, kindAt] = [[...path, field], kind === '' ? field : `${kind}-${field}`];
    if (inside === undefined) continue;
    if (one === 'text') yield { path: at, name: fieldOf(at), kind: kindAt, text: String(inside), entry };
    else if (!isList(one)) yield* walk(inside, one, at, kindAt, entry);
    else
      for (const [name, each] of entriesByName(inside, one.keyOf))
        yield* walk(each, one.entry, [...at, name], kindAt, entry ?? { kind: kindAt, words: wordsOf(each) ?? name });
  }
}

const wordsOf = (entry: object): string | undefined => {
  const { name, title, on } = entry as { name?: string; title?: string; on?: string };
  return name ?? title ?? on;
};

const fieldOf = (path: readonly string[]): string =>
  path.map((part) => encodeURIComponent(part).replaceAll('.', '%2E')).join('/');

/** The text at a path of a translation. */
export const translationAt = (texts: Texts | undefined, path: readonly string[]): string => {
  const found = path.reduce<string | Texts | undefined>(
    (inside, name) => (typeof inside === 'object' && Object.hasOwn(inside, name) ? inside[name] : undefined),
    texts,
  );
  return typeof found === 'string' ? found : '';
};

/** Texts with some of them changed. An empty text goes, and with it a set of texts that has no more. */
export function withTexts(
  texts: Texts | undefined,
  changes: readonly (readonly [path: readonly string[], text: string])[],
): Texts {
  return changes.reduce<Texts>((all, [path, text]) => withText(all, path, text) ?? {}, texts ?? {});
}

function withText(texts: Texts, [name = '', ...rest]: readonly string[], text: string): Texts | undefined {
  const inside = Object.hasOwn(texts, name) ? texts[name] : undefined;
  const changed = rest.length === 0 ? text : withText(typeof inside === 'object' ? inside : {}, rest, text);
  const all = new Map(Object.entries(texts));
  if (changed === undefined || changed === '') all.delete(name);
  else all.set(name, changed);
  return all.size === 0 ? undefined : Object.fromEntries(all);
}

/** The merge patch that makes one tree of another. */
export function patchBetween(before: Texts | undefined, after: Texts): Record<string, unknown> {
  const gone = Object.keys(before ?? {}).filter((name) => !Object.hasOwn(after, name));
  const kept = Object.entries(after).map(([name, text]) => {
    const old = before && Object.hasOwn(before, name) ? before[name] : undefined;
    return [name, typeof text === 'string' ? text : patchBetween(typeof old === 'object' ? old : undefined, text)];
  });
  return Object.fromEntries([...gone.map((name) => [name, null]), ...kept]);
}

/** Letters of originals on one page: it must not take long to load, nor be too long to write in one go. */
const MOST_LETTERS = 12_000;
/** What the fields of a text take beside its letters. */
const EACH = 150;

/** The texts by pages. */
export function pagesOf(originals: readonly Original[]): readonly (readonly Original[])[] {
  const pages: Original[][] = [[]];
  let letters = 0;
  for (const one of originals) {
    const size = one.text.length + EACH;
    if (letters > 0 && letters + size > MOST_LETTERS) {
      pages.push([]);
      letters = 0;
    }
    pages.at(-1)?.push(one);
    letters += size;
  }
  return pages;
}
