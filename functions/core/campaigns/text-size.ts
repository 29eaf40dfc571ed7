import { type CST, Lexer, Parser } from 'yaml';
import { MOST, tooMuch } from './size.ts';

/** What a text has too much of, and where. */
export interface TextExcess {
  readonly offset: number;
  readonly message: string;
}

/** Words, marks, blanks and line ends that YAML tells from each other. A field has about six. */
const MOST_PIECES = 6 * MOST.values;

/**
 * Where a text has far more than a file ever has. YAML compares all fields of one place with each other, and calls itself for what is
 * inside another thing. So this comes first: it goes through the text once.
 */
export function excessInText(text: string): TextExcess | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let [pieces, offset] = [0, 0];
  try {
    for (const piece of new Lexer().lex(text)) {
      if (++pieces > MOST_PIECES) return { offset, message: tooMuch.values };
      for (const token of parser.next(piece)) tokens.push(token);
      offset = parser.offset;
    }
    for (const token of parser.end()) tokens.push(token);
  } catch (error) {
    // For what has names on the way to it in one line (`a: b: c: …`) also this parser calls itself.
    if (error instanceof RangeError) return { offset, message: tooMuch.deep };
    throw error;
  }
  return excessInTokens(tokens);
}

function excessInTokens(tokens: readonly CST.Token[]): TextExcess | undefined {
  let values = 0;
  let level: readonly CST.Token[] = tokens;
  for (let deep = 0; level.length > 0; deep++) {
    const below: CST.Token[] = [];
    for (const token of level) {
      if (!USUAL.has(token.type)) values++;
      if (values > MOST.values) return { offset: token.offset, message: tooMuch.values };
      const items = token.type === 'document' ? [token] : 'items' in token ? token.items : [];
      const surplus = items[MOST.together];
      if (surplus) return { offset: offsetOf(surplus) ?? token.offset, message: tooMuch.together };
      if (items.length > 0 && deep > MOST.deep) return { offset: token.offset, message: tooMuch.deep };
      for (const item of items) for (const part of partsOf(item)) below.push(part);
    }
    level = below;
  }
  return undefined;
}

/** What stands between things, and is none itself. */
const USUAL: ReadonlySet<string> = new Set([
  ...['space', 'newline', 'comment', 'comma', 'map-value-ind', 'seq-item-ind', 'explicit-key-ind'],
  ...['block-map', 'block-seq', 'flow-collection', 'document'],
]);

type Item = CST.CollectionItem | CST.Document;

const partsOf = (item: Item): CST.Token[] => [
  ...item.start,
  ...('key' in item && item.key ? [item.key] : []),
  ...('sep' in item && item.sep ? item.sep : []),
  ...(item.value ? [item.value] : []),
];

const offsetOf = (item: Item): number | undefined =>
  ('key' in item && item.key ? item.key : item.value)?.offset ?? item.start[0]?.offset;
