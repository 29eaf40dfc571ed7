import { isScope } from '../../core/access/scopes.ts';
import { isoTime } from '../../core/running/clock.ts';
import { inWords, valueWords } from '../campaigns/history/value-words.ts';
import { scopeName } from '../tokens/words.ts';
import { momentWords, wordFor } from '../ui/words.ts';

/** What an act has changed, in words: one row for each value that is another one now. */
export interface Difference {
  /** Such as `updates › Released › text`. */
  readonly what: string;
  /** Undefined where something is new, `after` where it is gone. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** @param before any JSON. Undefined: there was nothing. */
export const differencesOf = (before: unknown, after: unknown): Difference[] => [...differ([], before, after)];

/** The names of what an act has changed, in their order. */
export function changedNames(before: unknown, after: unknown): string[] {
  const [old, now] = [Object(before), Object(after)] as Record<string, unknown>[];
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
  return [...names].filter((name) => !same(old?.[name], now?.[name]));
}

function* differ(path: readonly string[], before: unknown, after: unknown): Generator<Difference> {
  if (same(before, after)) return;
  if (isPicture(before ?? after)) {
    const [was, is] = inWords(momentWords)(path.join(' › '), before, after);
    yield { what: path.join(' › '), before: was, after: is };
    return;
  }
  const [old, now] = [membersOf(before), membersOf(after)];
  // What was there as a whole, and is gone or new, still shows its parts: they are what people look for.
  if ((old ?? now) && (isNothing(before) || old) && (isNothing(after) || now)) {
    const names = new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])]);
    for (const name of names)
      if (path.length === 0 || name !== 'id') yield* differ([...path, name], old?.get(name), now?.get(name));
    return;
  }
  yield { what: path.join(' › '), before: words(path, before), after: words(path, after) };
}

/** The members of an object, or the entries of a list by what tells them apart. Undefined for all else, also if it is empty. */
function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new Map<string, unknown>();
  if (!Array.isArray(value)) for (const [name, one] of Object.entries(value)) members.set(name, one);
  // A list of words is one value.
  else if (value.every((one) => typeof one !== 'object')) return undefined;
  else
    value.forEach((one, i) => {
      const name = nameIn(one) ?? String(i + 1);
      members.set(members.has(name) ? `${name} (${i + 1})` : name, one);
    });
  return members.size > 0 ? members : undefined;
}

function nameIn(entry: unknown): string | undefined {
  const { id, name, title, url, to, on, at } = Object(entry) as Record<string, unknown>;
  const found = [name, title, to, id, url, on, at].find((one) => typeof one === 'string' && one !== '');
  return found === undefined ? undefined : String(found).slice(0, 80);
}

/** Also if both are nothing: one who is invited without a role has a list of campaigns that is empty. */
const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other) || (isNothing(one) && isNothing(other));

/** An empty list, or a set without members, is as good as none. */
const isNothing = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** A picture is one thing: nobody reads its files and widths. */
function isPicture(value: unknown): boolean {
  const { alt, made, file } = Object(value) as Record<string, unknown>;
  return typeof alt === 'string' && (typeof made === 'object' || typeof file === 'string');
}

function words(path: readonly string[], value: unknown): string | undefined {
  if (isNothing(value)) return undefined;
  return ofAccess(path, value) ?? valueWords(path[0] ?? '', path.at(-1) ?? '', value, { moment: momentWords });
}

/** What entries about tokens and sign-ins have, which no form of a campaign has. Undefined for all else. */
function ofAccess([name, ...inside]: readonly string[], value: unknown): string | undefined {
  if (inside.length > 0) return undefined;
  if (name === 'until' && typeof value === 'number') return momentWords(isoTime(value));
  const each = (say: (text: string) => string) =>
    [value]
      .flat()
      .map((one) => say(String(one)))
      .join(', ');
  if (name === 'scopes') return each((one) => (isScope(one) ? scopeName(one) : one));
  return name === 'acr' || name === 'amr' ? each(provedWords) : undefined;
}

/** How somebody proved who they are. The words of other providers stay. */
const provedWords = (method: string): string => {
  const kind = method.split(':').at(-1);
  return wordFor(`audit.proved.${kind}`) ?? method;
};
