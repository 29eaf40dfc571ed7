import { type Campaign, campaignFile } from './campaign.ts';
import { namedApart } from './named-apart.ts';
import type { MadePicture } from './picture.ts';
import { defaultsOf, shapeOf } from './schema.ts';

/** One difference between two campaigns. `before` is missing where something is new, `after` where it is gone. */
export interface Change {
  /** Such as `goal`, `recipients` or `cases › 14 people › status`. */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

/** Says the two values of a change in words. Undefined: it is not there. @param what as in a change. */
export type Wording = (
  what: string,
  before: unknown,
  after: unknown,
) => readonly [before: string | undefined, after: string | undefined];

const asStored: Wording = (_, ...values) => {
  const [before, after] = values.map((value) => (value === undefined ? undefined : shown(value)));
  return [before, after];
};

/** The keys that distinguish the entries of a list. So a new entry in front does not make all others look changed. */
const keyOf: Record<string, (entry: Record<string, unknown>) => string> = {
  targets: (target) => String(target.name),
  cases: (one) => String(one.name),
  updates: (update) => String(update.title),
  references: ({ url }) => String(url),
  handedOver: ({ on, to }) => `${on} ${to}`,
};

/** Values that a campaign has if it was stored before there was such a field. */
const unsaid = defaultsOf(campaignFile);

/** What the store adds, and no file has. */
export const ofTheStore: ReadonlySet<string> = new Set([
  'createdAt',
  'deletedAt',
  'pausedAt',
  'archivedAt',
  'demands',
  'translatedDemands',
  'translatedSince',
  'olderDemands',
  'formerTranslations',
  'languages',
  'formerLanguages',
  'hasBeenOpen',
  'nextUpdateAt',
  'translatedTo',
  'originalTitle',
  'share',
] satisfies (keyof Campaign)[]);

/**
 * Lists the differences between a stored campaign and another one, in the order of the fields.
 * @param before undefined: everything is new. @param wording how values are said. Left out: as a file has them.
 */
export function campaignChanges(before: Campaign | undefined, after: Campaign, wording: Wording = asStored): Change[] {
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before ?? {})])] as (keyof Campaign)[];
  return [
    ...fields
      .filter((field) => !ofTheStore.has(field))
      .flatMap((field) => fieldChanges(wording, field, before && (before[field] ?? unsaid[field]), after[field])),
    ...valueChanges('paused since', before?.pausedAt, after.pausedAt, wording),
    ...valueChanges('archived since', before?.archivedAt, after.archivedAt, wording),
    ...valueChanges('picture for shared links', before?.share?.id, after.share?.id),
  ];
}

function fieldChanges(wording: Wording, field: string, before: unknown, after: unknown): Change[] {
  if (field === 'translations') return textChanges(wording, field, before ?? {}, after ?? {});
  if (!Array.isArray(before ?? after)) return valueChanges(field, before, after, wording);
  const [old, now] = [entriesOf(field, before), entriesOf(field, after)];
  const changes = [...new Set([...now.keys(), ...old.keys()])].flatMap((key) =>
    entryChanges(wording, field, key, old.get(key), now.get(key)),
  );
  const kept = (from: Map<string, unknown>, other: Map<string, unknown>) =>
    [...from.keys()].filter((key) => other.has(key));
  return [...changes, ...valueChanges(`${field} › order`, kept(old, now).join(', '), kept(now, old).join(', '))];
}

/** Differences between translations, text by text. */
function textChanges(wording: Wording, what: string, before: unknown, after: unknown): Change[] {
  if (typeof (before ?? after) !== 'object' || typeof (after ?? before) !== 'object')
    return valueChanges(what, before, after, wording);
  const [old, now] = [Object(before), Object(after)];
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((name) =>
    textChanges(wording, `${what} › ${name}`, old[name], now[name]),
  );
}

function entryChanges(wording: Wording, field: string, key: string, before: unknown, after: unknown): Change[] {
  if (typeof (before ?? after) === 'string') return valueChanges(field, before, after, wording);
  if (before === undefined || after === undefined) {
    if (wording !== asStored) return valueChanges(`${field} › ${key}`, before, after, wording);
    return valueChanges(`${field} › ${key}`, before && describe(before), after && describe(after));
  }
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const order = Object.keys(shapeOf(shapeOf(campaignFile)[field] ?? campaignFile));
  return [...new Set([...order, ...Object.keys(now), ...Object.keys(old)])].flatMap((name) =>
    valueChanges(`${field} › ${key} › ${name}`, old[name], now[name], wording),
  );
}

export function valueChanges(what: string, before: unknown, after: unknown, wording: Wording = asStored): Change[] {
  const stored = asStored(what, before, after);
  if (stored[0] === stored[1]) return [];
  const [old, now] = wording(what, before, after);
  return [{ what, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
}

/** A value in words. A set of fields, such as a picture, has one order, whatever order a table gives back. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('\n\n');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('widths' in value) {
    const { id, width, height } = value as MadePicture;
    return `${width} × ${height} pixels (${id})`;
  }
  const fields = Object.entries(value).filter(([, inside]) => inside !== undefined);
  return fields
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inside]) => `${name}: ${shown(inside)}`)
    .join('; ');
}

/** The entries of a list by their keys. An entry whose key is in use gets a number. */
const entriesOf = (field: string, list: unknown): Map<string, unknown> =>
  namedApart(
    (Array.isArray(list) ? list : []).map(
      (entry) => [keyOf[field]?.(entry) ?? String(entry), entry as unknown] as const,
    ),
  );

const describe = (entry: object): string =>
  Object.entries(entry)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join('\n\n');
