import { distance } from 'fastest-levenshtein';
import * as z from 'zod/mini';
import { campaignFile, type ParsedCampaignFile } from './campaign.ts';
import { prisonerCase } from './case.ts';
import { group, type ParsedGroupFile } from './group.ts';
import { target, update } from './parts.ts';

/** A place in a text: line and column, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * One fault of a campaign. It has no place if the campaign was not read from a text, or if the whole text is at fault.
 */
export interface CampaignFault extends Partial<Place> {
  /** For programs, such as `cases[0].status`. Missing where the text itself is at fault. */
  readonly field?: string;
  /** For people, such as `cases › Ali › status`. */
  readonly label?: string;
  /** In English. Follows the label. */
  readonly message: string;
  /** The line as it is written, if it cannot be read. */
  readonly written?: string;
}

/** A campaign or a group that breaks the rules of its schema, or a text that contains none. */
export class FaultyCampaign extends Error {
  override readonly name = 'FaultyCampaign';
  readonly faults: readonly CampaignFault[];
  /** How many further faults there are. */
  readonly more: number;

  constructor(faults: readonly CampaignFault[], more = 0) {
    super(
      faults
        .map(({ line, label, message }) => [line && `line ${line}:`, label, message].filter(Boolean).join(' '))
        .join('\n'),
    );
    this.faults = faults;
    this.more = more;
  }
}

/**
 * Checks a campaign, and fills in its defaults.
 * @param placeOf where the value at a path was written, if it comes from a text.
 * @throws {FaultyCampaign} with all faults, in the order of the text.
 */
export const checkCampaign = (value: unknown, placeOf?: PlaceOf): ParsedCampaignFile =>
  checkFile(campaignFile, value, { placeOf, noun: 'a campaign', parts: partsOfCampaigns });

/** Like `checkCampaign`, for the group of an installation. */
export const checkGroup = (value: unknown, placeOf?: PlaceOf): ParsedGroupFile =>
  checkFile(group, value, { placeOf, noun: 'a group', parts: { '': Object.keys(group.shape) } });

/** Where the value at a path was written. */
export type PlaceOf = (path: readonly PropertyKey[]) => Place;

interface Known {
  readonly placeOf: PlaceOf | undefined;
  /** Such as “a campaign”. */
  readonly noun: string;
  /** The fields of the whole (``), and of an entry of each list. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
}

function checkFile<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  { placeOf, ...known }: Known,
): z.infer<Schema> {
  const parsed = z.safeParse(schema, value, { error: wordsOf });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => {
    // The place of an unknown field is its name. The place of every other fault is its value.
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      ...placeOf?.(path),
      field: nameOf(path),
      label: harmless(labelOf(path, value)),
      message: harmless(issue.code === 'unrecognized_keys' ? unknownField(path, known) : issue.message),
      isOfKind: issue.code === 'invalid_type',
    }));
  });
  throw new FaultyCampaign(onePerField(faults).sort(byPlace));
}

/** Several rules may refuse one value. A value of the wrong kind is only that. Of other rules, the last is the closest. */
function onePerField<Fault extends { readonly field: string; readonly isOfKind: boolean }>(faults: readonly Fault[]) {
  const byField = new Map<string, Fault>();
  for (const fault of faults) if (!byField.get(fault.field)?.isOfKind) byField.set(fault.field, fault);
  return [...byField.values()].map(({ isOfKind, ...fault }) => fault);
}

/** Without anything that could command a terminal, or turn the direction of its line. */
export const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

const byPlace = (one: Partial<Place>, other: Partial<Place>): number =>
  (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);

type Issue = Parameters<z.core.$ZodErrorMap>[0];

function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${kinds[issue.expected] ?? issue.expected}, not ${shown(issue.input)}${hint(issue)}`;
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
      return `must be one of ${issue.values.map(String).join(', ')}${meant(closestOf(String(issue.input), issue.values.map(String)))}`;
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
};

/** What to type, if the value shows it. */
function hint({ input, expected, path = [] }: Issue & { readonly expected?: string }): string {
  const key = path.filter((part) => typeof part === 'string').at(-1) ?? '';
  if (expected === 'string' && ['number', 'boolean'].includes(typeof input)) return ` (write "${input}" in quotes)`;
  if (expected === 'boolean' && /^(yes|on|ja|oui)$/i.test(String(input))) return ' (write true)';
  if (expected === 'boolean' && /^(no|off|nein|non)$/i.test(String(input))) return ' (write false)';
  if (['number', 'int'].includes(String(expected)) && /^\d{1,3}([.,' \u00a0\u202f’]\d{3})+$/u.test(String(input)))
    return ` (write ${String(input).replace(/\D/g, '')})`;
  if (expected === 'array' && typeof input === 'string') return ` (write ${key}: [${input.slice(0, 80)}])`;
  if (expected === 'array') return ' (begin each entry with - and a blank)';
  if (expected === 'object' && typeof input === 'string' && path.length > 0)
    return ` (write name: ${input.slice(0, 80)})`;
  return '';
}

function shown(input: unknown): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a set of fields';
  const text = JSON.stringify(input);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** `cases › Ali › status`: an entry of a list has its name, or else its number. */
function labelOf(path: readonly PropertyKey[], file: unknown): string {
  let value = file;
  const words = path.map((key) => {
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
    if (typeof key !== 'number') return String(key);
    const { name, title } = (value ?? {}) as { name?: unknown; title?: unknown };
    const named = [name, title].find((one) => typeof one === 'string' && one.trim() !== '');
    return named === undefined ? `entry ${key + 1}` : shortened(String(named));
  });
  return words.join(' › ') || 'the file';
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The fields that each part of a campaign has. */
const partsOfCampaigns: Known['parts'] = {
  '': Object.keys(campaignFile.shape),
  cases: Object.keys(prisonerCase.shape),
  targets: Object.keys(target.shape),
  updates: Object.keys(update.shape),
};

function unknownField(path: readonly PropertyKey[], { noun, parts }: Omit<Known, 'placeOf'>): string {
  const key = String(path.at(-1));
  const part = path.length > 1 ? String(path[0]) : '';
  const words = `is not a field that ${part ? `an entry of ${part}` : noun} has`;
  const meantKey = closestOf(key, parts[part] ?? []);
  if (meantKey) return `${words}${meant(meantKey)}`;
  const elsewhere = Object.keys(parts).find((one) => one !== part && parts[one]?.includes(key));
  if (elsewhere === undefined) return words;
  return `${words}. ${elsewhere ? `An entry of ${elsewhere}` : capital(noun)} has it: does the line begin with too ${elsewhere ? 'few' : 'many'} blanks?`;
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const meant = (word: string | undefined): string => (word === undefined ? '' : `: did you mean ${word}?`);

/** The word that somebody probably meant: fewer than half of its letters, and three at most, are wrong. */
export function closestOf(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0 || word.length > 40) return undefined;
  const typed = word.toLowerCase().replace(/[\s_-]/g, '');
  const found = words.map((one) => ({ one, letters: distance(typed, one.toLowerCase()) }));
  const [best] = found.sort((a, b) => a.letters - b.letters);
  return best && best.letters <= Math.min(3, Math.floor((best.one.length - 1) / 2)) ? best.one : undefined;
}

/** `cases[0].status`; the file as a whole has no name. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('') ||
  'the file';
