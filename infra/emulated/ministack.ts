import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../local/free-port.ts';
import { Refusal } from '../local/refusal.ts';
import { pathWithNode, root } from './account.ts';

/** MiniStack (PyPI `ministack`, MIT): an emulator of AWS that runs Lambda functions as local Node processes. */
export interface MiniStack {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const requirements = join(root, 'infra/emulated/requirements.txt');
/** Warnings of MiniStack, and what functions said before they failed. */
const logFile = join(root, '.emulated/ministack.log');
const venv = join(root, '.emulated/venv');
const venvPython = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Ends MiniStack, and with it its functions, when the pipe to us breaks: that is all `kill -9` leaves of us. */
const UNTIL_PIPE_BREAKS = `
import os, signal, sys, threading
def leave():
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=leave, daemon=True).start()
from ministack import app as ministack
answer = ministack.app
async def over_tls(scope, receive, send):
    await answer({**scope, "scheme": "https"} if scope["type"] == "http" else scope, receive, send)
ministack.app = over_tls
ministack.main()`;

/** How long MiniStack may take to answer first, and to end, in milliseconds. */
const PATIENCE = { start: 30_000, stop: 5_000 };

/**
 * Starts MiniStack on a free port of the loopback interface, with all its state in memory.
 * @param scratch a folder for what it and its functions unpack.
 * @throws {Refusal} if Python is missing or too old, or MiniStack does not answer.
 */
export async function startMiniStack(scratch: string, progress: (line: string) => void): Promise<MiniStack> {
  await installMiniStack(progress);
  const port = await freePort();
  const python = spawn(venvPython, ['-c', UNTIL_PIPE_BREAKS], {
    // A session of its own keeps Ctrl-C from ending it under requests that still need it.
    detached: true,
    stdio: ['pipe', 'ignore', openSync(logFile, 'w')],
    cwd: scratch,
    env: {
      // Functions run on the Node that stands first.
      PATH: pathWithNode,
      HOME: scratch,
      TMPDIR: scratch,
      STATE_DIR: scratch,
      S3_DATA_DIR: join(scratch, 's3'),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      LAMBDA_EXECUTOR: 'local',
      // Policies are enforced: a function may do what its role says, and whoever has these credentials may do all.
      AUTH: 'true',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulated',
      // Below warnings it tells addresses of mails.
      LOG_LEVEL: 'WARNING',
      // Listeners on fixed ports, which would keep two from running side by side.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, python);
  return { endpoint, stop: () => stop(python) };
}

/** Makes the Python environment on first use, and again when its requirements change. */
async function installMiniStack(progress: (line: string) => void): Promise<void> {
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const mark = join(venv, 'requirements.sha256');
  if ((await readFile(mark, 'utf8').catch(() => undefined)) === wanted) return;
  const python = await findPython();
  progress('Installing MiniStack into .emulated/venv (once)');
  await rm(venv, { recursive: true, force: true });
  await mkdir(venv, { recursive: true });
  const run = promisify(execFile);
  try {
    await run(python, ['-m', 'venv', venv]);
    await run(venvPython, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--requirement', requirements]);
  } catch (error) {
    throw new Refusal(
      `MiniStack was not installed: ${reason(error)}. Is \`python3 -m venv\` there, and the package index?`,
    );
  }
  await writeFile(mark, wanted);
}

/** @throws {Refusal} if there is no Python 3.10 or newer. */
export async function findPython(): Promise<string> {
  const tell = 'import sys; print("%d.%d" % sys.version_info[:2])';
  let found = 'Python is missing';
  for (const command of ['python3', 'python']) {
    try {
      const { stdout } = await promisify(execFile)(command, ['-c', tell]);
      const [major = 0, minor = 0] = stdout.trim().split('.').map(Number);
      if (major === 3 && minor >= 10) return command;
      found = `Python ${stdout.trim()} is too old`;
    } catch {
      // The next name may be the right one.
    }
  }
  throw new Refusal(`${found}: install Python 3.10 or newer, so that \`python3 --version\` works.`);
}

/** The last line of what a command wrote, where pip says what went wrong. */
function reason(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return stderr?.trim().split('\n').at(-1) ?? String(error);
}

async function answers(endpoint: string, python: ChildProcess): Promise<void> {
  const until = Date.now() + PATIENCE.start;
  let ended = false;
  python.once('exit', () => {
    ended = true;
  });
  python.once('error', () => {
    ended = true;
  });
  while (!ended && Date.now() < until) {
    try {
      const { ok } = await fetch(`${endpoint}/_ministack/ready`);
      if (ok) return;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop(python);
  throw new Refusal(`MiniStack did not start. Its log tells why: ${logFile}`);
}

async function stop(python: ChildProcess): Promise<void> {
  if (python.exitCode !== null || python.signalCode !== null || python.pid === undefined) return;
  const ended = new Promise((resolve) => python.once('exit', resolve));
  python.stdin?.destroy();
  const impatience = setTimeout(() => python.kill('SIGKILL'), PATIENCE.stop);
  await ended;
  clearTimeout(impatience);
}
