import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infra/local/free-port.ts';

/** The service that the journeys visit, wherever it runs. */
export interface Service {
  /** Without a slash at the end; the same origin as the mailed links have. */
  readonly url: string;
  /** What `GET /store` is asked of. */
  readonly mailboxUrl: string;
  stop(): Promise<void>;
}

/**
 * The service at `AMPARO_URL`, whose mails `AMPARO_MAILBOX_URL` shows, such as one that was deployed; else one that is
 * started as `npm start` starts it, on free ports, with data of its own.
 */
export async function findService(): Promise<Service> {
  const { AMPARO_URL, AMPARO_MAILBOX_URL } = process.env;
  if (!AMPARO_URL && !AMPARO_MAILBOX_URL) return startService();
  if (!AMPARO_URL || !AMPARO_MAILBOX_URL) throw new Error('Set both AMPARO_URL and AMPARO_MAILBOX_URL, or neither.');
  const service = { url: bare(AMPARO_URL), mailboxUrl: bare(AMPARO_MAILBOX_URL), stop: async () => undefined };
  await healthy(service.url);
  return service;
}

const bare = (url: string): string => url.replace(/\/$/, '');

const root = fileURLToPath(new URL('../../', import.meta.url));
const STARTS_WITHIN = 60_000; // ms
const STOPS_WITHIN = 15_000; // ms

async function startService(): Promise<Service> {
  const dataDir = await mkdtemp(join(tmpdir(), 'amparo-journeys-'));
  const [port, mailboxPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), MAILBOX_PORT: String(mailboxPort), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill('SIGINT');
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN);
    await ended;
    clearTimeout(impatience);
    await rm(dataDir, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  try {
    const failed = ended.then(() => Promise.reject(new Error('It ended by itself.')));
    await Promise.race([healthy(url), failed]);
  } catch (error) {
    await stop();
    throw new Error(`The service did not start. It said:\n${said}`, { cause: error });
  }
  return { url, mailboxUrl: `http://localhost:${mailboxPort}`, stop };
}

/** Waits for `GET /healthz` to answer 200. */
async function healthy(url: string): Promise<void> {
  const until = Date.now() + STARTS_WITHIN;
  while (Date.now() < until) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url}/healthz did not answer 200 within ${STARTS_WITHIN / 1000} seconds.`);
}
