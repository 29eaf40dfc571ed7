import { execFile } from 'node:child_process';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleEntry, bundleFunction } from '../../infra/bundle/functions.ts';
import { medianRow, type Row } from './row.ts';

const run = promisify(execFile);
const RUNS = 21;
const functions = ['sign', 'site', 'tally', 'mail'] as const;

/**
 * What a fresh process needs to import a function's bundle as it is deployed, until the handler can be called, against a
 * bundle that only makes a DynamoDB client. Imports take turns. Secrets come from a server on this machine.
 */
export async function* benchColdStart(): AsyncGenerator<Row> {
  const directory = await mkdtemp(join(tmpdir(), 'amparo-bench-'));
  await bundleEntry('tests/bench/bare-client.ts', join(directory, 'bare'));
  const bare = join(directory, 'bare', 'bare-client.mjs');
  const entries = new Map<string, string>();
  for (const name of functions) {
    entries.set(name, join(await bundleFunction(name, directory), 'handler.mjs'));
  }
  const secrets = await serveSecrets();
  try {
    const environment = environmentFor(secrets.endpoint);
    const ratios = new Map(functions.map((name) => [name, [] as number[]]));
    const bareTimes: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const base = await importTime(bare, environment);
      bareTimes.push(base);
      for (const [name, entry] of entries) {
        ratios.get(name as (typeof functions)[number])?.push((await importTime(entry, environment)) / base);
      }
    }
    yield medianRow('cold start of a bare DynamoDB client', 'ms', bareTimes);
    for (const [name, values] of ratios) {
      yield medianRow(`cold start of ${name} / bare DynamoDB client`, 'x', values, '≤ 1.25');
    }
    for (const [name, entry] of entries) {
      yield { name: `code of ${name}, all chunks`, unit: 'kB', value: (await codeSize(join(entry, '..'))) / 1_000 };
    }
  } finally {
    secrets.server.close();
  }
}

async function importTime(entry: string, env: NodeJS.ProcessEnv): Promise<number> {
  const script = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(entry).href)}); process.stdout.write(String(performance.now() - t)); process.exit(0)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env });
  const ms = Number(stdout);
  if (!(ms > 0)) throw new Error(`Importing ${entry} told no time`);
  return ms;
}

/** Answers GetSecretValue as Secrets Manager does, with a keyring. */
async function serveSecrets(): Promise<{ server: Server; endpoint: string }> {
  const SecretString = JSON.stringify({ k1: 'k'.repeat(64) });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ ARN: 'arn', Name: 'bench', SecretString }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The secrets server has no port');
  return { server, endpoint: `http://127.0.0.1:${address.port}` };
}

const environmentFor = (secretsEndpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsEndpoint,
  CAMPAIGNS_TABLE: 'campaigns',
  SIGNATURES_TABLE: 'signatures',
  COUNTS_TABLE: 'counts',
  LIMITS_TABLE: 'limits',
  MAIL_QUEUE_URL: 'http://127.0.0.1/queue',
  PUBLIC_URL: 'http://127.0.0.1',
  PEPPER_SECRET: 'pepper',
  TOKEN_KEYS_SECRET: 'token-keys',
  MAIL_KEYS_SECRET: 'mail-keys',
  MAIL_FROM: 'bench@example.org',
});

async function codeSize(directory: string): Promise<number> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.mjs') || file.endsWith('.js'));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(directory, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
