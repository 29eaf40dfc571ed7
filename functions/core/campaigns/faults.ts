import * as z from 'zod/mini';
import { shortened } from '../shortened.ts';
import { campaignFile, type ParsedCampaignFile } from './campaign.ts';
import { type CaseFile, caseFile, type SharedCase, sharedCase } from './case.ts';
import { group, type ParsedGroupFile } from './group.ts';
import { closestOf, meant, unknownField } from './meant.ts';
import { oddLetter } from './odd-letter.ts';
import { type NewUpdate, newUpdate } from './parts.ts';
import { inBrackets, typed } from './quoted.ts';
import { fieldIn, fieldsAlong, shapeOf, takesWords } from './schema.ts';
import { excessIn } from './size.ts';
import { isWebAddress } from './web-address.ts';

/** A place in a text: line and column, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * One fault of a campaign or a group. It has no place if that was not read from a text, or if the whole text is at fault.
 */
export interface FileFault extends Partial<Place> {
  /** For programs, such as `cases[0].status`. Missing where the text itself is at fault. */
  readonly field?: string;
  /** For people, such as `cases › Ali › status`. */
  readonly label?: string;
  /** In English. Follows the label. */
  readonly message: string;
  /** The line as it is written, if it cannot be read. */
  readonly written?: string;
}

/** Nobody mends more faults at once, and a text of another kind has one in each line. */
const MOST_FAULTS = 50;

/** Faults that are looked for in a text, to name the first ones. Each takes time, and a file may have tens of thousands. */
const MOST_PLACED = 1_000;

/** A campaign or a group that breaks the rules of its schema, or a text that contains none. */
export class FaultyFile extends Error {
  override readonly name = 'FaultyFile';
  /** The first ones. */
  readonly faults: readonly FileFault[];
  /** How many further faults there are. */
  readonly more: number;

  constructor(all: readonly FileFault[], more = 0) {
    const faults = all.slice(0, MOST_FAULTS);
    super(
      faults
        .map(({ line, label, message }) => [line && `line ${line}:`, label, message].filter(Boolean).join(' '))
        .join('\n'),
    );
    this.faults = faults;
    this.more = more + all.length - faults.length;
  }
}

/** The faults of a part of a campaign, such as `updates[2]`, by the names of its own fields. All others keep theirs. */
export function namedWithin({ faults, more }: FaultyFile, path: string): FaultyFile {
  const own = (one: FileFault): FileFault => {
    const field = one.field?.startsWith(`${path}.`) ? one.field.slice(path.length + 1) : undefined;
    return field === undefined ? one : { ...one, field, label: field };
  };
  return new FaultyFile(faults.map(own), more);
}

/**
 * Checks a campaign, and fills in its defaults.
 * @param placeOf where the value at a path was written, if it comes from a text.
 * @throws {FaultyFile} with the faults, in the order of the text.
 */
export const checkCampaign = (value: unknown, placeOf?: PlaceOf): ParsedCampaignFile =>
  checkFile(campaignFile, value, 'a campaign', placeOf);

/** Like `checkCampaign`, for the group of an installation. */
export const checkGroup = (value: unknown, placeOf?: PlaceOf): ParsedGroupFile =>
  checkFile(group, value, 'a group', placeOf);

/** Like `checkCampaign`, for what campaigns share of a case. */
export const checkCase = (value: unknown): SharedCase => checkFile(sharedCase, value, 'a case', undefined);

/** Where the value at a path was written. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place;

/** Like `checkCampaign`, for the file of a case. */
export const checkCaseFile = (value: unknown, placeOf?: PlaceOf): CaseFile =>
  checkFile(caseFile, value, 'a case', placeOf);

/** Like `checkCampaign`, for the file of an update. */
export const checkUpdateFile = (value: unknown, placeOf?: PlaceOf): NewUpdate =>
  checkFile(newUpdate, value, 'an update', placeOf);

/** @param noun such as “a campaign”. */
function checkFile<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  noun: string,
  placeOf: PlaceOf | undefined,
): z.infer<Schema> {
  const excess = excessIn(value);
  if (excess) {
    const { path, message } = excess;
    throw new FaultyFile([{ ...placeOf?.(path), field: nameOf(path), label: harmless(labelOf(path, value)), message }]);
  }
  const parsed = z.safeParse(schema, value, { error: (issue) => wordsOf(issue, schema, placeOf !== undefined) });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => {
    // The place of an unknown field is its name. The place of every other fault is its value.
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    const isOfKind = issue.code === 'invalid_type';
    return paths.map((path) => ({ path, field: nameOf(path), issue, isOfKind }));
  });
  const all = onePerField(faults);
  const placed = all.slice(0, MOST_PLACED).map((fault) => ({ ...placeOf?.(fault.path), ...fault }));
  const first = placed
    .sort(byPlace)
    .slice(0, MOST_FAULTS)
    .map(({ path, issue, isOfKind, ...fault }) => ({
      ...fault,
      label: harmless(labelOf(path, value)),
      message: harmless(
        issue.code === 'unrecognized_keys'
          ? unknownField(fieldsAlong(path, schema), schema, noun, placeOf !== undefined)
          : wordsWith(issue, valueAt(path, value), fieldsAlong(path, schema).reduce(within, schema)),
      ),
    }));
  throw new FaultyFile(first, all.length - first.length);
}

/** Several rules may refuse one value. A value of the wrong kind is only that. Of other rules, the last is the closest. */
function onePerField<Fault extends { readonly field: string; readonly isOfKind: boolean }>(faults: readonly Fault[]) {
  const byField = new Map<string, Fault>();
  for (const fault of faults) if (!byField.get(fault.field)?.isOfKind) byField.set(fault.field, fault);
  return [...byField.values()];
}

/** Without anything that could command a terminal, or turn the direction of its line. */
export const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

/** The order of a text. What has no place comes first. */
export const byPlace = (one: Partial<Place>, other: Partial<Place>): number =>
  (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);

/** The message of a fault, with what only the value shows. */
function wordsWith({ code, message }: z.core.$ZodIssue, value: unknown, field: z.core.$ZodType): string {
  // The message of a choice or a date is about its values.
  if (value === undefined && code !== 'custom') return 'is missing';
  const odd = typeof value === 'string' && !takesWords(field) ? oddLetter(value) : undefined;
  return odd === undefined ? message : `${message} (it has ${odd})`;
}

const valueAt = (path: readonly PropertyKey[], file: unknown): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], file);

type Issue = Parameters<z.core.$ZodErrorMap>[0];

function wordsOf(issue: Issue, schema: z.core.$ZodType, isText: boolean): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${kinds[issue.expected] ?? issue.expected}, not ${shown(issue.input)}${hint(issue, schema, isText)}`;
    case 'too_small':
      if (typeof issue.input === 'number')
        return `must be ${issue.inclusive ? `${issue.minimum} or more` : 'more than 0'}`;
      if (issue.origin === 'array') return 'must have an entry';
      return Number(issue.minimum) > 1 ? `must be ${issue.minimum} characters or longer` : 'must not be empty';
    case 'too_big':
      if (typeof issue.input === 'number') return `must be ${issue.maximum} or less`;
      if (issue.origin === 'array') return `must have ${issue.maximum} entries at most`;
      return `must be ${issue.maximum} characters or shorter (it is ${[...String(issue.input)].length})`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}${meant(closestOf(wordOf(issue.input), issue.values.map(String)))}`;
    default:
      return 'is not valid';
  }
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of fields',
  record: 'entries by name',
};

/** Letters of a value that a hint is made of. */
const HINTED = 2_000;

/** What to type, if the value shows it. @param isText whether it was read from a text. JSON of a program has no lines. */
function hint(issue: Issue & { readonly expected?: string }, schema: z.core.$ZodType, isText: boolean): string {
  const { input, expected, path = [] } = issue;
  const said = wordOf(input);
  if (said.length > HINTED) return '';
  const names = fieldsAlong(path, schema);
  const key = names.at(-1) ?? '';
  if (expected === 'boolean' && /^(true|false)$/i.test(said)) return ` (write ${said.toLowerCase()} without quotes)`;
  if (['number', 'int'].includes(String(expected)) && /^\d+$/.test(said)) return ` (write ${said} without quotes)`;
  if (expected === 'string' && ['number', 'boolean'].includes(typeof input)) return ` (write "${said}" in quotes)`;
  if (expected === 'boolean' && /^(yes|on|ja|oui)$/i.test(said)) return ' (write true)';
  if (expected === 'boolean' && /^(no|off|nein|non)$/i.test(said)) return ' (write false)';
  if (['number', 'int'].includes(String(expected)) && /^\d{1,3}([.,' \u00a0\u202f’]\d{3})+$/u.test(said))
    return ` (write ${said.replace(/\D/g, '')})`;
  if (!isText) return '';
  if (expected === 'array' && typeof input === 'string') {
    const first = fieldFor(input, names.reduce(within, schema));
    const entry = input.slice(0, 80);
    return first ? ` (write in the next line: - ${first}: ${typed(entry)})` : ` (write ${key}: ${inBrackets(input)})`;
  }
  if (expected === 'array') return ' (begin each entry with - and a blank)';
  if (expected === 'record' && Array.isArray(input))
    return ' (write the name of each entry and a colon, in place of its -)';
  if (expected !== 'object' || path.length === 0) return '';
  if (Array.isArray(input)) return ' (delete the - before its fields)';
  const field = typeof input === 'string' && fieldFor(input, names.reduce(within, schema));
  return field ? ` (write ${field}: ${typed(said.slice(0, 80))})` : '';
}

/** What is wrong, without what to write into a file instead: forms have no lines. */
export function withoutAdvice(message: string): string {
  const at = message.indexOf(' (write ');
  return at >= 0 && message.endsWith(')') ? message.slice(0, at) : message;
}

/** A value as a text. Lists and sets of fields have none: they may name a field `toString`, which is no function then. */
const wordOf = (input: unknown): string => (typeof input === 'object' ? '' : String(input));

const within = (part: z.core.$ZodType, name: string): z.core.$ZodType => fieldIn(part, name) ?? part;

/** The first field of a set that takes a text. An address belongs to a field that takes only addresses. */
function fieldFor(text: string, part: z.core.$ZodType): string | undefined {
  const fields = Object.entries(shapeOf(part)).filter(([, field]) => z.safeParse(field, text).success);
  const [[first] = [], address] = [fields[0], fields.find(([, field]) => isWebAddress(text) && !takesWords(field))];
  return address?.[0] ?? first;
}

function shown(input: unknown): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a set of fields';
  const text = JSON.stringify(input);
  return shortened(text, SHOWN);
}

/** `cases › Ali › status`: an entry of a list has its name, or else its number. */
export function labelOf(path: readonly PropertyKey[], file: unknown): string {
  let value = file;
  const words = path.map((key) => {
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
    if (typeof key !== 'number') return String(key);
    const { name, title } = (value ?? {}) as { name?: unknown; title?: unknown };
    const named = [name, title].find((one) => typeof one === 'string' && one.trim() !== '');
    return named === undefined ? `entry ${key + 1}` : shortened(String(named), SHOWN);
  });
  return words.join(' › ') || 'the file';
}

/** Letters of a value or a name that a fault repeats. */
const SHOWN = 40;

/** `cases[0].status`; the file as a whole has no name. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('') ||
  'the file';
