import { parseSync } from 'oxc-parser';
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { readSources } from './imports.ts';

/** Patterns of the code that runs on servers. What a person types into a field of a browser costs only that person. */
const sources = [...readSources()].filter(([file]) => /^functions\/(?!ui\/browser\/)/.test(file));

/** Each regular expression that a text has, as it is written. */
function patternsOf(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('regex' in node && 'start' in node && 'end' in node)
      found.push(text.slice(Number(node.start), Number(node.end)));
    else for (const value of Object.values(node)) visit(value);
  };
  visit(parseSync(file, text).program);
  return found;
}

const placesOf = new Map<string, string[]>();
for (const [file, text] of sources)
  for (const pattern of patternsOf(file, text)) placesOf.set(pattern, [...(placesOf.get(pattern) ?? []), file]);

/** What a pattern costs for the worst text. Undefined if its time grows with the length of the text, and no faster. */
function costOf(pattern: string): string | undefined {
  const end = pattern.lastIndexOf('/');
  // Some patterns can only be tried, by texts that differ with the time there is: such a finding must come each time.
  for (let look = 1; ; look++) {
    const found = checkSync(pattern.slice(1, end), pattern.slice(end + 1), { timeout: 20_000 });
    if (found.status !== 'vulnerable') return undefined;
    if (found.checker === 'automaton' || look === 3) return found.complexity.summary;
  }
}

describe('patterns', () => {
  it('take no longer than the text that they read: one request must not stop a whole computer', () => {
    expect(placesOf.size).toBeGreaterThan(300);
    const slow = [...placesOf].flatMap(([pattern, places]) => {
      const cost = costOf(pattern);
      return cost === undefined ? [] : [`${pattern} ${cost}: ${places.join(', ')}`];
    });
    expect(slow).toEqual([]);
  });

  it.each([/\s*\n\s*/g, /-+$/, /^\s*"?slug/m, /(?:\/campaigns\/)?([\w-]+)\/?$/])('would be found: %s', (pattern) => {
    expect(costOf(String(pattern))).toBeDefined();
  });
});
