import * as z from 'zod/mini';
import { campaignFile, type ParsedCampaignFile } from './campaign.ts';

/** A place in a text: line and column, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * One fault of a campaign. It has no place if the campaign was not read from a text, or if the whole text is at fault.
 */
export interface CampaignFault extends Partial<Place> {
  /** Such as `cases[0].status`. Missing where the text itself is at fault. */
  readonly field?: string;
  /** In English. Follows the name of the field. */
  readonly message: string;
}

/** A campaign that breaks the rules of its schema, or a text that contains no campaign. */
export class FaultyCampaign extends Error {
  override readonly name = 'FaultyCampaign';
  readonly faults: readonly CampaignFault[];
  /** How many further faults there are. */
  readonly more: number;

  constructor(faults: readonly CampaignFault[], more = 0) {
    super(
      faults
        .map(({ line, field, message }) => [line && `line ${line}:`, field, message].filter(Boolean).join(' '))
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
export function checkCampaign(value: unknown, placeOf?: (path: readonly PropertyKey[]) => Place): ParsedCampaignFile {
  const parsed = z.safeParse(campaignFile, value, { error: wordsOf });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => {
    // The place of an unknown field is its name. The place of every other fault is its value.
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ ...placeOf?.(path), field: nameOf(path), message: issue.message }));
  });
  throw new FaultyCampaign(faults.sort(byPlace));
}

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
      return `must be ${issue.maximum} characters or shorter (it is ${String(issue.input).length})`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'is not a field that a campaign has';
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

const hint = ({ input, expected }: Issue & { expected?: string }): string =>
  expected === 'string' && ['number', 'boolean'].includes(typeof input) ? ` (write "${input}" in quotes)` : '';

function shown(input: unknown): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a set of fields';
  const text = JSON.stringify(input);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** `cases[0].status`; the file as a whole has no name. */
const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('') ||
  'the file';
