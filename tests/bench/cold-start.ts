import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleEntry, bundleFunction } from '../../infra/bundle/functions.ts';
import { functionNames } from '../../infra/functions.ts';
import { startTestDatabase } from '../support/database.ts';
import { startAwsStandIn } from './aws-stand-in.ts';
import { coldCalls } from './cold-calls.ts';
import { coldEnvironment } from './cold-services.ts';
import { type Start, start } from './one-start.ts';
import { medianRow, type Row } from './row.ts';
import { benchCampaign, benchKeys } from './sample-signing.ts';

const RUNS = 21;

/**
 * What a fresh process needs to import a function's bundle as it is deployed, until the handler can be called, and until the
 * first call is answered: against a bundle that only makes a DynamoDB client, and whose first call puts one item. They take
 * turns. DynamoDB Local, and what stands in for the other services, are on this machine.
 */
export async function* benchColdStart(): AsyncGenerator<Row> {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-bench-'));
  const [dynamoDb, aws] = [await startTestDatabase(), await startAwsStandIn()];
  try {
    const campaign = await benchCampaign();
    const { env, stream } = await coldEnvironment(dynamoDb, aws.endpoint, campaign);
    const bare = await bundleAsAnybody('tests/bench/bare-client.ts', join(directory, 'bare'));
    await bundleEntry('tests/bench/bare-client.ts', join(directory, 'as-ours'));
    const bareAsOurs = join(directory, 'as-ours', 'bare-client.mjs');
    const entries = new Map<string, string>();
    for (const name of functionNames) entries.set(name, join(await bundleFunction(name, directory), 'handler.mjs'));
    const calls = await coldCalls(benchKeys(), { campaign, stream, runs: RUNS + 1 });

    const starts = new Map(calls.map((call) => [call, [] as Start[]]));
    const [bareStarts, oursStarts]: [Start[], Start[]] = [[], []];
    for (let i = 0; i < RUNS; i++) {
      bareStarts.push(await start(bare, {}, env));
      oursStarts.push(await start(bareAsOurs, {}, env));
      for (const call of calls) starts.get(call)?.push(await start(entries.get(call.of) ?? '', call.event(), env));
    }
    const ratios = (ours: readonly Start[], of: 'ready' | 'answered') =>
      ours.map((one, i) => one[of] / (bareStarts[i]?.[of] ?? Number.NaN));
    const ready = (ours: readonly Start[]) => ratios(ours, 'ready');
    yield medianRow(
      'cold start of a bare DynamoDB client',
      'ms',
      bareStarts.map((one) => one.ready),
    );
    yield medianRow(
      'the same until an item is put',
      'ms',
      bareStarts.map((one) => one.answered),
    );
    yield medianRow('the same client, bundled as ours / bundled as anybody', 'x', ready(oursStarts));
    for (const name of functionNames) {
      const all = [...starts].filter(([{ of }]) => of === name).flatMap(([, some]) => ready(some));
      yield medianRow(`cold start of ${name} / bare DynamoDB client`, 'x', all, '≤ 1.25');
    }
    for (const [{ of, what }, some] of starts) {
      yield medianRow(`until ${of} has answered ${what} / bare, an item put`, 'x', ratios(some, 'answered'));
    }
    for (const [name, entry] of [['the bare client, bundled as ours', bareAsOurs], ...entries] as const) {
      yield { name: `code of ${name}, loaded at once`, unit: 'kB', value: (await stat(entry)).size / 1_000 };
      yield { name: `code of ${name}, all`, unit: 'kB', value: (await codeSize(join(entry, '..'))) / 1_000 };
    }
  } finally {
    aws.stop();
    await dynamoDb.stop();
  }
}

/** As esbuild bundles for Node when it is asked to be small. @returns the file that was made of the entry. */
async function bundleAsAnybody(entry: string, outdir: string): Promise<string> {
  await build({
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    entryPoints: [entry],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  });
  return join(outdir, 'bare-client.mjs');
}

async function codeSize(directory: string): Promise<number> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.mjs'));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(directory, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
