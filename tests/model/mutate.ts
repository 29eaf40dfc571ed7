import { rmSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
type Load = (module: string) => Promise<any>;

/**
 * Makes a copy of the functions with one thing broken.
 * @returns what loads a module of it. @throws {Error} if the text that should be broken is not there.
 */
async function broken({ file, from, to }: Mutation, directory: string): Promise<Load> {
  await mkdir(directory, { recursive: true });
  await cp(join(root, 'functions'), join(directory, 'functions'), { recursive: true });
  const path = join(directory, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
  await writeFile(
    path,
    source.replace(from, () => to),
  );
  return (module) => import(pathToFileURL(join(directory, 'functions', module)).href);
}

async function subjectOf({ of }: Mutation, load: Load): Promise<Subject> {
  const [{ tallyEvent }, { foldCampaign }, decisions, drawing] = await Promise.all(
    ['tally/event.ts', 'core/counts/fold.ts', 'core/counts/name-decisions.ts', 'core/published/names.ts'].map(load),
  );
  const beside = [foldCampaign, deciding({ ...decisions, ...drawing })];
  return { tallyEvent, beside, ...(of === 'reconcile' && { reconciling: await reconcilingOf(load) }) };
}

async function reconcilingOf(load: (module: string) => Promise<Reconciling>): Promise<Reconciling> {
  const modules = [
    'reconcile/reconcile.ts',
    'core/counts/recount/looks.ts',
    'core/counts/recount/recounts.ts',
    'core/counts/recount/repair.ts',
  ];
  return Object.assign({}, ...(await Promise.all(modules.map(load))));
}

/** @returns how it was caught, or undefined if it was not. */
async function caught(mutation: Mutation, load: Load): Promise<string | undefined> {
  return mutation.of === 'publish'
    ? seen(Object.assign({}, ...(await Promise.all(['core/published/rules.ts', 'core/published/state.ts'].map(load)))))
    : counted(await subjectOf(mutation, load));
}

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
  const how = await caught(mutation, await broken(mutation, join(workshop, String(i))));
  if (!how) survivors++;
  console.log(`${how ? 'caught  ' : 'SURVIVED'} ${mutation.name}${how ? ` (${how})` : ''}`);
}
console.log(`${chosen.length - survivors} of ${chosen.length} mutations caught.`);
process.exitCode = survivors === 0 ? 0 : 1;
