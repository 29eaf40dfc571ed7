import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

/** One import, as a file states it. */
export interface Import {
  /** The file that imports, from the root of the repository: `functions/sign/app.ts`. */
  readonly from: string;
  /** The file that is imported, from the root, or the name of a package: `hono`, `node:fs`. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Imports types alone: nothing of it is left when the code runs. */
  readonly isType: boolean;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The folders that hold code. */
const houses = ['commands', 'functions', 'infra', 'tests'];

/** The text of every TypeScript file, by its path from the root. */
export function readSources(): Map<string, string> {
  const files = houses.flatMap((house) =>
    readdirSync(join(root, house), { recursive: true, encoding: 'utf8' }).map((file) => posix.join(house, file)),
  );
  return new Map(
    files.filter((file) => /\.tsx?$/.test(file)).map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  );
}

/**
 * Everything that the sources import: statements, re-exports, `import(…)` as an expression or as a type, and files that
 * `new URL(…)` names.
 */
export const importsOf = (sources: ReadonlyMap<string, string>): Import[] =>
  [...sources].flatMap(([from, text]) => requestsOf(from, text).map((request) => resolved(from, request)));

interface Request {
  readonly specifier: string;
  readonly isType: boolean;
}

function requestsOf(file: string, text: string): Request[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      isType: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ specifier: moduleRequest.value, isType }] : [],
      ),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const specifier = literalIn(text.slice(start, end));
      return specifier === undefined ? [] : [{ specifier, isType: false }];
    }),
    // The parser does not list `import(…)` in types, nor files that are named by their address, so the text is searched.
    ...[...text.matchAll(/\b(?:import|new URL)\((?:\s|\/\*(?:(?!\*\/)[\s\S])*\*\/|\/\/.*)*(['"`])([^'"`$]+)\1/g)]
      .filter(({ index }) => module.dynamicImports.every(({ start }) => start !== index))
      .map(([, , specifier = '']) => ({ specifier, isType: false }))
      .filter(({ specifier }) => !specifier.startsWith('.') || /\.tsx?$/.test(specifier)),
  ];
}

/** The text that an expression is, if it is one literal without anything that stands for something else. */
const literalIn = (expression: string): string | undefined => /^(['"`])([^'"`$\\]*)\1$/.exec(expression)?.[2];

/** Other ways to load a file, which neither the parser lists nor a function needs. */
const OTHER_WAYS = /\b(?:createRequire|getBuiltinModule)\b|\brequire\s*\(|\bexport\s*\{\s*\}\s*from\b/g;

/**
 * Places where a source imports a file that only running it would name: ``import(`./${name}.ts`)``. In a function, also
 * those that load a file in another way than by `import`.
 */
export const unreadableImports = (sources: ReadonlyMap<string, string>): string[] =>
  [...sources].flatMap(([file, text]) => [
    ...parseSync(file, text)
      .module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start, end))
      .filter((expression) => literalIn(expression) === undefined)
      .map((expression) => `${file}: ${expression}`),
    ...(file.startsWith('functions/') ? [...text.matchAll(OTHER_WAYS)].map(([way]) => `${file}: ${way}`) : []),
  ]);

function resolved(from: string, { specifier, isType }: Request): Import {
  const isPackage = !specifier.startsWith('.');
  return { from, to: isPackage ? specifier : posix.join(posix.dirname(from), specifier), isPackage, isType };
}
