import type * as z from 'zod/mini';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What is wrong with a value, for whoever wrote the file. It follows the name of the field. */
export function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${kinds[issue.expected] ?? issue.expected}, not ${shown(issue.input)}${hint(issue)}`;
    case 'too_small':
      if (issue.origin === 'number') return `must be ${issue.inclusive ? `${issue.minimum} or more` : 'more than 0'}`;
      if (issue.origin === 'array') return 'must have an entry';
      return Number(issue.minimum) > 1 ? `must be ${issue.minimum} characters or longer` : 'must not be empty';
    case 'too_big':
      if (issue.origin === 'number') return `must be ${issue.maximum} or less`;
      if (issue.origin === 'array') return `must have ${issue.maximum} entries at most`;
      return `must be ${issue.maximum} characters or shorter${lengthOf(issue.input)}`;
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

const lengthOf = (input: unknown): string => (typeof input === 'string' ? ` (it is ${input.length})` : '');
