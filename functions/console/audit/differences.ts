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

function* differ(path: readonly string[], before: unknown, after: unknown): Generator<Difference> {
  if (same(before, after)) return;
  const [old, now] = [membersOf(before), membersOf(after)];
  // What was there as a whole, and is gone or new, still shows its parts: they are what people look for.
  if ((old ?? now) && (before === undefined || old) && (after === undefined || now)) {
    const names = new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])]);
    for (const name of names) yield* differ([...path, name], old?.get(name), now?.get(name));
    return;
  }
  yield { what: path.join(' › '), before: words(before), after: words(after) };
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

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function words(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
