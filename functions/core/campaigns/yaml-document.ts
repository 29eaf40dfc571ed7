import { Composer, type CST, type Document, type LineCounter, Parser, YAMLParseError } from 'yaml';

/** Faults of a text that YAML collects. Each takes time, and a text may have hundreds of thousands. */
const MOST_COLLECTED = 1_000;

/** A text as YAML reads it. */
export interface Read {
  /** The first ones. */
  readonly errors: readonly YAMLParseError[];
  /** Undefined if there were so many errors that YAML did not read on. */
  readonly document: Document | undefined;
}

type Collect = (source: unknown, code: string, message: string, isWarning?: boolean) => void;

/**
 * Reads a text as `parseDocument` of YAML does, but no further than its first faults: it would collect one for each wrong letter behind a backslash.
 * @param lines learns where lines begin.
 */
export function yamlDocument(text: string, lines: LineCounter): Read {
  const composer = new Composer();
  const errors: YAMLParseError[] = [];
  // YAML has no other way to stop it.
  const collect: Collect = Reflect.get(composer, 'onError');
  const onError: Collect = (source, code, message, isWarning) => {
    // Nobody reads warnings. `misreadings` finds their causes.
    if (isWarning) return;
    if (errors.length === MOST_COLLECTED) throw new TooManyFaults();
    collect(source, code, message);
    errors.push(...composer.streamInfo().errors.slice(-1));
  };
  Object.assign(composer, { onError });
  const { tokens, second } = ofOneDocument(new Parser(lines.addNewLine).parse(text));
  try {
    const [document] = composer.compose(tokens, true, text.length);
    const another = second();
    if (document && another !== undefined)
      document.errors.push(new YAMLParseError([another, another + 1], 'MULTIPLE_DOCS', ''));
    return { errors: document?.errors ?? [], document };
  } catch (error) {
    if (error instanceof TooManyFaults) return { errors, document: undefined };
    throw error;
  }
}

class TooManyFaults extends Error {}

/** The first document of a text, without what is wrong behind its first faults, and where a second one begins. */
function ofOneDocument(all: Iterable<CST.Token>): { tokens: Iterable<CST.Token>; second: () => number | undefined } {
  let [documents, faults] = [0, 0];
  let second: number | undefined;
  function* tokens() {
    for (const token of all) {
      if (token.type === 'document' && ++documents > 1) second = token.offset;
      if ((token.type === 'error' || token.type === 'doc-end') && ++faults > MOST_COLLECTED) return;
      if (second !== undefined) return;
      yield token;
    }
  }
  return { tokens: tokens(), second: () => second };
}
