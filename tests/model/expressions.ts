import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** The meaning of an expression's names and values. */
export interface Placeholders {
  readonly names?: Record<string, string> | undefined;
  readonly values?: Record<string, AttributeValue> | undefined;
}

/**
 * The part of DynamoDB's expressions that Amparo uses on Counts: conditions of comparisons, `attribute_exists` and
 * `attribute_not_exists` joined by AND, OR, NOT and parentheses; updates of SET, ADD and REMOVE on whole attributes.
 * Whatever it does not know it refuses, so that no expression is taken for another.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function holds(condition: string | undefined, item: Item | undefined, placeholders: Placeholders): boolean {
  if (condition === undefined) return true;
  const tokens = tokensOf(condition);
  const result = either(tokens, item, placeholders);
  if (tokens.length > 0) throw new Error(`Not understood: ${tokens.join(' ')}`);
  return result;
}

/** Applies an update to an item: all of it, or nothing if it is not understood. @returns the same item. */
export function updated(update: string, item: Item, placeholders: Placeholders): Item {
  // All is worked out from the item as it was.
  const after = clausesOf(update).flatMap(([clause, parts]) =>
    parts.map((part) => changeOf(clause, part, item, placeholders)),
  );
  for (const [name, value] of after) {
    if (value) item[name] = value;
    else delete item[name];
  }
  return item;
}

/** Few expressions are used, and each a million times. */
const clauses = new Map<string, [clause: string, parts: string[][]][]>();
function clausesOf(update: string): [clause: string, parts: string[][]][] {
  const known = clauses.get(update);
  if (known) return known;
  const found = [...update.matchAll(/(SET|ADD|REMOVE) (.*?)(?= (?:SET|ADD|REMOVE) |$)/g)].map(
    ([, clause = '', list = '']): [string, string[][]] => [clause, list.split(', ').map((part) => part.split(' '))],
  );
  clauses.set(update, found);
  return found;
}

function changeOf(
  clause: string,
  [path = '', ...rest]: readonly string[],
  item: Item,
  placeholders: Placeholders,
): [name: string, value: AttributeValue | undefined] {
  const name = nameOf(path, placeholders);
  if (clause === 'REMOVE') return [name, undefined];
  if (clause === 'ADD') return [name, plus(item[name], operand(rest[0] ?? '', item, placeholders))];
  const [is, left = '', sign, right = ''] = rest;
  if (is !== '=') throw new Error(`Not understood: ${path} ${rest.join(' ')}`);
  const value = operand(left, item, placeholders);
  return [name, sign === '+' ? plus(value, operand(right, item, placeholders)) : required(value)];
}

const required = (value: AttributeValue | undefined): AttributeValue => {
  if (!value) throw new Error('An attribute that is not there cannot be read');
  return value;
};

function plus(before: AttributeValue | undefined, added: AttributeValue | undefined): AttributeValue {
  if (added?.N === undefined || (before && before.N === undefined)) throw new Error('Only numbers are added');
  return { N: String(Number(before?.N ?? 0) + Number(added.N)) };
}

function either(tokens: string[], item: Item | undefined, placeholders: Placeholders): boolean {
  let result = both(tokens, item, placeholders);
  while (tokens[0] === 'OR') {
    tokens.shift();
    const right = both(tokens, item, placeholders);
    result = result || right;
  }
  return result;
}

function both(tokens: string[], item: Item | undefined, placeholders: Placeholders): boolean {
  let result = one(tokens, item, placeholders);
  while (tokens[0] === 'AND') {
    tokens.shift();
    const right = one(tokens, item, placeholders);
    result = result && right;
  }
  return result;
}

function one(tokens: string[], item: Item | undefined, placeholders: Placeholders): boolean {
  const first = tokens.shift() ?? '';
  if (first === 'NOT') return !one(tokens, item, placeholders);
  if (first === '(') {
    const result = either(tokens, item, placeholders);
    expectToken(tokens, ')');
    return result;
  }
  if (first === 'attribute_exists' || first === 'attribute_not_exists') {
    expectToken(tokens, '(');
    const name = nameOf(tokens.shift() ?? '', placeholders);
    const there = item?.[name] !== undefined;
    expectToken(tokens, ')');
    return there === (first === 'attribute_exists');
  }
  const compare = comparisons[tokens.shift() ?? ''];
  if (!compare) throw new Error(`Not understood: ${first}`);
  const [left, right] = [first, tokens.shift() ?? ''].map((token) => operand(token, item, placeholders));
  if (!left || !right) return false;
  if (left.N !== undefined && right.N !== undefined) return compare(Number(left.N), Number(right.N));
  // Values of different types are neither equal nor ordered.
  return left.S !== undefined && right.S !== undefined && compare(left.S, right.S);
}

const comparisons: Record<string, <Value extends string | number>(left: Value, right: Value) => boolean> = {
  '=': (left, right) => left === right,
  '<>': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const tokensOf = (expression: string): string[] => expression.match(/[()]|<>|[<>]=?|=|[#:\w]+/g) ?? [];

function expectToken(tokens: string[], wanted: string): void {
  const found = tokens.shift();
  if (found !== wanted) throw new Error(`Not understood: ${found} where ${wanted} should be`);
}

function nameOf(path: string, { names }: Placeholders): string {
  const name = path.startsWith('#') ? names?.[path] : path;
  if (!name) throw new Error(`No such name: ${path}`);
  return name;
}

function operand(token: string, item: Item | undefined, placeholders: Placeholders): AttributeValue | undefined {
  if (!token.startsWith(':')) return item?.[nameOf(token, placeholders)];
  const value = placeholders.values?.[token];
  if (!value) throw new Error(`No such value: ${token}`);
  return value;
}
