import { importsOf, readSources } from '../rooms/imports.ts';

/** How a test, or what helps it, reaches the database that all share: `inject` of vitest. In two pieces, so as not to be one itself. */
const ASKS = `inject('${'dynamoDbEndpoint'}')`;

/** The test files that use a table: they ask for the database themselves, or import a file of `tests/` that does. From the root. */
export function filesWithTables(): string[] {
  const sources = new Map([...readSources()].filter(([file]) => file.startsWith('tests/')));
  const imports = importsOf(sources);
  const found = new Set([...sources].filter(([, text]) => text.includes(ASKS)).map(([file]) => file));
  // A set that grows while it is walked is walked to its end.
  for (const file of found) for (const { from, to } of imports) if (to === file) found.add(from);
  return [...found].filter((file) => /\.test\.tsx?$/.test(file));
}
