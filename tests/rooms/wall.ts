import { posix } from 'node:path';
import type { Import } from './imports.ts';

/**
 * Which room may import which. The rooms are the folders themselves: a new folder in `functions/` is a function of its own
 * from its first file on. Only the rooms that functions share are named here.
 */

/** From the top down: a floor may import those below it, never one above. */
const floors = [
  'tests',
  'commands',
  'infra',
  'a function',
  'functions/http',
  'functions/ui',
  'functions/core',
] as const;
type Floor = (typeof floors)[number];

/** The files outside of these floors that code reads, each with the lowest floor that may. */
const besideFloors = new Map<string, Floor>([
  ['package.json', 'infra'],
  ['cdk.json', 'tests'],
  ['vitest.config.ts', 'tests'],
]);

/**
 * The rooms that functions share. Every other folder of `functions/` is a function: a trust boundary with a role of its
 * own.
 */
const shared: readonly string[] = ['functions/http', 'functions/ui', 'functions/core'] satisfies Floor[];

/**
 * The folders of `functions/core`, in their order: a folder may import those before it. The files that stand beside these
 * folders come before all of them.
 */
export const coreFolders: readonly string[] = [
  'typed',
  'aws',
  'running',
  'keys',
  'audit',
  'access',
  'campaigns',
  'pictures',
  'abuse',
  'limits',
  'signatures',
  'handover',
  'counts',
  'counts/recount',
  'published',
  'overview',
  'cases',
  'outbox',
  'webhooks',
];

/** Packages for HTTP. The domain may not use them. */
const http = /^(hono|@hono\/.*|node:https?|node:http2|aws-lambda)(\/|$)/;

/**
 * What is wrong with some imports, in words: one line for each import that breaks a rule, and one for each circle.
 * @param dependencies names of the packages that are installed where functions run.
 * @param files all files of code. They show which functions answer requests: those with a `service.ts`.
 */
export function faultsOf(
  imports: readonly Import[],
  { dependencies, files }: { dependencies: ReadonlySet<string>; files: ReadonlySet<string> },
): string[] {
  const inside = imports.filter(({ isPackage }) => !isPackage);
  return [
    ...imports.flatMap((one) => {
      const fault = one.isPackage
        ? packageFault(one, dependencies)
        : roomFault(one) || coreFault(one) || pagesFault(one, files) || browserFault(one) || markdownFault(one);
      return fault ? [`${one.from} imports ${one.to}: ${fault}`] : [];
    }),
    ...circlesIn(inside.map(({ from, to }) => [from, to])).map((circle) => `Files in a circle: ${circle.join(' → ')}`),
    ...circlesIn(foldersOf(inside)).map((circle) => `Folders in a circle: ${circle.join(' → ')}`),
  ];
}

function roomFault({ from, to }: Import): string | undefined {
  const [above, below] = [floorOf(from), floorOf(to)];
  if (!above) return undefined;
  if (!below) {
    const lowest = besideFloors.get(to);
    const isAllowed = lowest !== undefined && floors.indexOf(above) <= floors.indexOf(lowest);
    return isAllowed ? undefined : 'it is outside of commands, functions, infra and tests';
  }
  if (floors.indexOf(below) < floors.indexOf(above)) return `${above} may not import ${below}`;
  const [one, other] = [roomOf(from), roomOf(to)];
  if (above === 'a function' && below === 'a function' && one !== other) return 'a function may not import another';
  return undefined;
}

function coreFault({ from, to }: Import): string | undefined {
  const [one, other] = [coreFolderOf(from), coreFolderOf(to)];
  if (one === undefined || other === undefined || one === other) return undefined;
  for (const folder of [one, other]) {
    if (folder !== '' && !coreFolders.includes(folder))
      return `core/${folder} has no place in the order of core's folders`;
  }
  const isBefore = coreFolders.indexOf(other) < coreFolders.indexOf(one);
  return isBefore ? undefined : `core/${one || '*.ts'} may not import core/${other}, which comes after it`;
}

/** A function that answers no requests needs neither http nor ui, except the texts that it writes. */
function pagesFault({ from, to }: Import, files: ReadonlySet<string>): string | undefined {
  if (floorOf(from) !== 'a function' || files.has(`${roomOf(from)}/service.ts`)) return undefined;
  const isPages = to.startsWith('functions/http/') || to.startsWith('functions/ui/');
  return isPages && !to.startsWith('functions/ui/messages/')
    ? 'only a function with a service.ts, which answers requests, may'
    : undefined;
}

/** Scripts for the browser run where nothing of ours is. Rules for what people type are in both places. */
function browserFault({ from, to }: Import): string | undefined {
  const [browser, typed] = ['functions/ui/browser/', 'functions/core/typed/'];
  if (from.startsWith(browser) && !to.startsWith(browser) && !to.startsWith(typed))
    return 'a script for the browser imports no other room but core/typed';
  if (from.startsWith(typed) && !to.startsWith(typed) && to !== 'functions/core/pasted.ts')
    return 'core/typed also runs in browsers, and imports only core/pasted.ts';
  return undefined;
}

/** The parser of Markdown takes minutes for some texts: the console shows what people have just typed. */
function markdownFault({ from, to }: Import): string | undefined {
  const isMarkdown = to === 'functions/core/campaigns/markdown.ts';
  if (!isMarkdown || !from.startsWith('functions/console/') || from === 'functions/console/ui/shown-text.tsx')
    return undefined;
  return 'the console shows long texts by its ui/shown-text.tsx alone, which refuses those that take long';
}

function packageFault({ from, to, isType }: Import, dependencies: ReadonlySet<string>): string | undefined {
  if (coreFolderOf(from) !== undefined && http.test(to)) return 'core has no HTTP';
  if (from.startsWith('functions/core/typed/')) return 'core/typed also runs in browsers, and uses no package';
  if (!from.startsWith('functions/') || isType || to.startsWith('node:')) return undefined;
  return dependencies.has(packageOf(to)) ? undefined : 'functions run with `dependencies` alone';
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function floorOf(file: string): Floor | undefined {
  const room = roomOf(file);
  if (!room) return undefined;
  if (room.startsWith('functions/') && !shared.includes(room)) return 'a function';
  return floors.find((floor) => floor === room);
}

/** The room of a file; undefined for a file outside of the houses, such as `package.json`. */
function roomOf(file: string): string | undefined {
  const [house = '', room] = file.split('/');
  if (house === 'functions') return `functions/${room}`;
  return (floors as readonly string[]).includes(house) ? house : undefined;
}

/** The folder of a file of core, '' for a file beside the folders. Undefined for any other file. */
function coreFolderOf(file: string): string | undefined {
  if (!file.startsWith('functions/core/')) return undefined;
  return posix.dirname(file).slice('functions/core/'.length);
}

/**
 * The same imports between folders. Between a folder and one inside it, a file of the outer one counts as a folder of its
 * own: `infra/stage.ts` may serve `infra/parts`, which serves `infra/petition-stack.ts`.
 */
function foldersOf(imports: readonly Import[]): [string, string][] {
  const nodeOf = (file: string, other: string): string => {
    const folder = posix.dirname(file);
    return posix.dirname(other).startsWith(`${folder}/`) ? file : folder;
  };
  return imports
    .map(({ from, to }): [string, string] => [nodeOf(from, to), nodeOf(to, from)])
    .filter(([from, to]) => from !== to);
}

/** One circle for each place where a walk along the edges comes back to where it has been. */
function circlesIn(edges: readonly (readonly [string, string])[]): string[][] {
  const next = Map.groupBy(edges, ([from]) => from);
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): void => {
    const seen = path.indexOf(node);
    if (seen >= 0) circles.push([...path.slice(seen), node]);
    if (seen >= 0 || done.has(node)) return;
    for (const [, to] of next.get(node) ?? []) walk(to, [...path, node]);
    done.add(node);
  };
  for (const node of next.keys()) walk(node, []);
  return circles;
}
