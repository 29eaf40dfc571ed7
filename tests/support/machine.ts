import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killAtOnce, listProcesses } from '../../infra/local/child.ts';
import { testEngine } from './database.ts';

const PORTS_OF_A_LANE = 500;
/** Two runs of tests on one computer rarely begin at the same one. */
const FIRST_PORT = 20_000 + 4 * PORTS_OF_A_LANE * (process.ppid % 6);

/** Milliseconds in which a machine that is well starts, while other tests run beside it. */
const STARTS_WITHIN = 120_000;

export const SLUG = 'azerbaijan-prisoners-of-conscience';

/** An `npm start` of a test's own, as a process of its own. */
export interface TestMachine {
  readonly process: ChildProcess;
  readonly site: string;
  readonly mailbox: string;
  /** What it printed so far. */
  printed(): string;
  /** Resolves with its exit code. */
  ended: Promise<number | null>;
}

export interface Place {
  readonly dataDir: string;
  readonly port: number;
  readonly mailboxPort: number;
}

export const freshPlace = async (): Promise<Place> => ({
  dataDir: mkdtempSync(join(tmpdir(), 'amparo-local-')),
  port: await ownPort(),
  mailboxPort: await ownPort(),
});

let lastPort = FIRST_PORT + PORTS_OF_A_LANE * Number(process.env.VITEST_POOL_ID ?? 0);

/**
 * A port that no test in another lane may be given, and that no system hands out by itself: it stays free from here until
 * the machine listens on it, a second later.
 */
async function ownPort(): Promise<number> {
  for (;;) if (await isFree(++lastPort)) return lastPort;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * Starts it on the engine of the tests, unless told otherwise.
 * @param loads more arguments of Node, such as what it loads first, which may then be sent messages.
 * @param options of `npm start`.
 */
export function start(
  { dataDir, port, mailboxPort }: Place,
  more: Record<string, string> = {},
  loads: readonly string[] = [],
  options: readonly string[] = testEngine && !more.DYNAMODB_URL ? ['--engine', testEngine] : [],
): TestMachine {
  const child = spawn(process.execPath, ['--import', 'tsx', ...loads, 'infra/local/start.ts', ...options], {
    env: {
      ...process.env,
      PORT: String(port),
      MAILBOX_PORT: String(mailboxPort),
      DATA_DIR: dataDir,
      LIMITS: 'off',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe', ...(loads.length > 0 ? ['ipc' as const] : [])],
  });
  let printed = '';
  const collect = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return {
    process: child,
    site: `http://127.0.0.1:${port}`,
    mailbox: `http://127.0.0.1:${mailboxPort}`,
    printed: () => printed,
    ended: once(child, 'close').then(([code]) => code),
  };
}

/** Waits for `GET /healthz` to answer 200. @throws {Error} with what the machine printed, if it ends or is not up in time. */
export async function untilUp(machine: TestMachine): Promise<void> {
  let ended = false;
  void machine.ended.then(() => {
    ended = true;
  });
  for (const until = Date.now() + STARTS_WITHIN; Date.now() < until && !ended; await sleep(50)) {
    if (await isUp(machine.site)) return;
  }
  throw new Error(
    `The machine did not start${ended ? ': it ended' : ` in ${STARTS_WITHIN / 1_000} s`}:\n${machine.printed()}`,
  );
}

/** Whether a service says that it is up. */
export const isUp = async (url: string): Promise<boolean> =>
  (await fetch(`${url}/healthz`).catch(() => undefined))?.status === 200;

/** Ends the machine and its database at once, so that neither can do anything more. */
export function killEverything(machine: TestMachine, { dataDir }: Place): void {
  killDatabase(dataDir);
  machine.process.kill('SIGKILL');
}

/** Ends the processes that have a data folder's tables open, and their keepers. */
export function killDatabase(dataDir: string): void {
  for (const pid of databaseProcesses(dataDir)) killAtOnce(pid);
}

export const databaseProcesses = (dataDir: string): number[] =>
  listProcesses().flatMap(({ pid, args }) => (/-db-?path$/i.test(args.split(` ${dataDir}/`)[0] ?? '') ? [pid] : []));

export const attempt = (machine: TestMachine, email: string): Promise<Response> =>
  post(`${machine.site}/api/campaigns/${SLUG}/signatures`, { name: 'Ada', email, country: 'DE' });

export const confirm = (machine: TestMachine, token: string): Promise<Response> =>
  post(`${machine.site}/api/confirmations`, { token });

export async function countedTotal(machine: TestMachine): Promise<number> {
  const answer = await fetch(`${machine.site}/api/campaigns/${SLUG}/counts`);
  return ((await answer.json()) as { total: number }).total;
}

/** The tokens of the links that confirm, by the address that they were mailed to. */
export async function mailedTokens(machine: TestMachine): Promise<Map<string, string>> {
  const { emails } = (await (await fetch(`${machine.mailbox}/store`)).json()) as {
    emails: { destination: { to: string[] }; body: { text: string } }[];
  };
  return new Map(
    emails.map(({ destination, body }) => [
      destination.to[0] ?? '',
      /^\S+\/confirm\?token=(\S+)$/m.exec(body.text)?.[1] ?? '',
    ]),
  );
}

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
