import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { look } from '../../functions/core/published/rules.ts';
import { newState } from '../../functions/core/published/state.ts';
import { flagsOf, refuse } from '../support/flags.ts';
import { differences } from './invariant.ts';
import { type Mutation, mutations } from './mutations.ts';
import { deciding } from './naming.ts';
import { type Rules, watchPublishing } from './publishing.ts';
import type { Reconciling } from './reconciling.ts';
import { type Subject, simulate } from './simulation.ts';

/** `npm run mutate [-- --only WORDS]`: shows that the simulations catch each way in which counting and publishing may be broken. */

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the project, so that the broken code finds the same packages. */
const workshop = join(root, `node_modules/.cache/amparo-mutants-${process.pid}`);
const SEEDS = 200;
const CHANGES = 2_000;

// biome-ignore lint/suspicious/noExplicitAny: what a module has, only its reader knows.
type Module = any;
type Load = (module: string) => Module;

/** The modules that the simulations use. */
const modules = [
  ...['tally/event.ts', 'core/counts/fold.ts', 'core/counts/name-decisions.ts'],
  ...['core/published/names.ts', 'core/published/rules.ts', 'core/published/state.ts'],
  ...['reconcile/reconcile.ts', 'core/counts/recount/looks.ts', 'core/counts/recount/recounts.ts'],
  'core/counts/recount/repair.ts',
];

/**
 * Bundles the modules with one thing broken, each time afresh: nothing is shared with what was broken before.
 * @returns what gives a module of it. @throws {Error} if the text that should be broken is not there.
 */
async function broken({ file, from, to }: Mutation, outfile: string): Promise<Load> {
  const path = join(root, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
  const contents = source.replace(from, () => to);
  const { metafile } = await build({
    ...{
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      metafile: true,
      absWorkingDir: root,
      outfile,
    },
    stdin: {
      contents: modules.map((one, i) => `export * as m${i} from './functions/${one}';`).join('\n'),
      resolveDir: root,
    },
    plugins: [
      {
        name: 'broken',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.tsx?$/ }, (one) => (one.path === path ? { contents, loader: 'ts' } : undefined)),
      },
    ],
  });
  if (!(file in metafile.inputs)) throw new Error(`No simulation uses ${file}`);
  const bundle: Readonly<Record<string, Module>> = await import(pathToFileURL(outfile).href);
  return (module) => bundle[`m${modules.indexOf(module)}`];
}

function subjectOf({ of }: Mutation, load: Load): Subject {
  const { tallyEvent } = load('tally/event.ts');
  const { foldCampaign } = load('core/counts/fold.ts');
  const decisions = { ...load('core/counts/name-decisions.ts'), ...load('core/published/names.ts') };
  const reconciling: Reconciling = {
    ...load('reconcile/reconcile.ts'),
    ...load('core/counts/recount/looks.ts'),
    ...load('core/counts/recount/recounts.ts'),
    ...load('core/counts/recount/repair.ts'),
  };
  return { tallyEvent, beside: [foldCampaign, deciding(decisions)], ...(of === 'reconcile' && { reconciling }) };
}

/** @returns how it was caught, or undefined if it was not. */
const caught = async (mutation: Mutation, load: Load): Promise<string | undefined> =>
  mutation.of === 'publish'
    ? seen({ ...load('core/published/rules.ts'), ...load('core/published/state.ts') })
    : counted(subjectOf(mutation, load));

/** Chances in which numbers are published by broken rules. Each takes some milliseconds. */
const WATCHED = 1_000;

function seen(rules: Rules): string | undefined {
  for (let seed = 1; seed <= WATCHED; seed++) {
    const fault = watchPublishing(rules, seed);
    if (fault) return `in history ${seed}: ${fault}`;
  }
  return undefined;
}

async function counted(subject: Subject): Promise<string | undefined> {
  let deliveries = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      const outcome = await simulate(subject, { seed, changes: CHANGES, tampering: seed % 2 === 0 });
      deliveries += outcome.deliveries;
      const [first] = await differences(outcome);
      if (first) return `after ${deliveries} deliveries: ${first}`;
    } catch (error) {
      return `after ${deliveries} deliveries: ${(error as Error).message}`;
    }
  }
  return undefined;
}

process.once('exit', () => rmSync(workshop, { recursive: true, force: true }));
let survivors = 0;
const { only } = flagsOf('npm run mutate -- [--only WORDS]', { only: { type: 'string', default: '' } });
const chosen = mutations.filter(({ name }) => name.includes(only));
if (chosen.length === 0) refuse(`No mutation has these words in its name: ${only}`);
// Otherwise each mutation would be caught by what the unbroken rules do.
const fault = chosen.some(({ of }) => of === 'publish') && seen({ look, newState });
if (fault) refuse(`The unbroken rules of publishing fail ${fault}`);
for (const [i, mutation] of chosen.entries()) {
  const how = await caught(mutation, await broken(mutation, join(workshop, `${i}.mjs`)));
  if (!how) survivors++;
  console.log(`${how ? 'caught  ' : 'SURVIVED'} ${mutation.name}${how ? ` (${how})` : ''}`);
}
console.log(`${chosen.length - survivors} of ${chosen.length} mutations caught.`);
process.exitCode = survivors === 0 ? 0 : 1;
