import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunction } from '../../infra/bundle/functions.ts';
import { startTestDatabase } from '../support/database.ts';
import { startAwsStandIn } from './aws-stand-in.ts';
import { coldCalls } from './cold-calls.ts';
import { coldEnvironment } from './cold-services.ts';
import { type Start, start } from './one-start.ts';
import { medianRow, type Row } from './row.ts';
import { benchCampaign, benchKeys } from './sample-signing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: root });
const RUNS = 41;

/** The functions for which people wait. */
const waitedFor = ['site', 'sign'] as const;

/** Whether this repository has a commit. @param name any name that git understands. */
export const isCommit = (name: string): Promise<boolean> =>
  git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`).then(
    () => true,
    () => false,
  );

/**
 * What a fresh process of `site` and `sign` needs, divided by what it needs at another commit. Each commit bundles its own functions,
 * with the packages that are installed now. They take turns, in the environment of `benchColdStart`.
 */
export async function* benchColdStartAgainst(commit: string): AsyncGenerator<Row> {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-bench-'));
  const tree = join(directory, 'tree');
  const [dynamoDb, aws] = [await startTestDatabase(), await startAwsStandIn()];
  try {
    await git('worktree', 'add', '--detach', '--end-of-options', tree, commit);
    await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
    const then: typeof import('../../infra/bundle/functions.ts') = await import(`${tree}/infra/bundle/functions.ts`);
    const campaign = await benchCampaign();
    const { env, stream } = await coldEnvironment(dynamoDb, aws.endpoint, campaign);
    const calls = await coldCalls(benchKeys(), { campaign, stream, runs: 2 * RUNS });
    for (const name of waitedFor) {
      const old = join(await then.bundleFunction(name, join(directory, 'then')), 'handler.mjs');
      const own = join(await bundleFunction(name, join(directory, 'now')), 'handler.mjs');
      const all: Pair[] = [];
      for (const { what, event } of calls.filter(({ of }) => of === name)) {
        const pairs: Pair[] = [];
        for (let i = 0; i < RUNS; i++) {
          const first = await start(i % 2 ? old : own, event(), env);
          const second = await start(i % 2 ? own : old, event(), env);
          pairs.push(i % 2 ? { old: first, own: second } : { old: second, own: first });
        }
        all.push(...pairs);
        yield ratio(`until ${name} has answered ${what} / at ${commit}`, pairs, 'answered');
        yield ratio('the same, CPU', pairs, 'answeredCpu');
      }
      yield ratio(`cold start of ${name} / at ${commit}`, all, 'ready');
      yield ratio('the same, CPU', all, 'readyCpu');
    }
  } finally {
    aws.stop();
    await dynamoDb.stop();
    await git('worktree', 'remove', '--force', tree);
    await rm(directory, { recursive: true, force: true });
  }
}

/** Two starts, one after the other. */
interface Pair {
  readonly old: Start;
  readonly own: Start;
}

const ratio = (name: string, pairs: readonly Pair[], of: keyof Start): Row =>
  medianRow(
    name,
    'x',
    pairs.map(({ old, own }) => own[of] / old[of]),
    '≤ 1.00',
  );
