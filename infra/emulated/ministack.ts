import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../local/ports.ts';
import { Refusal } from '../local/program.ts';
import { owner, pathWithNode, root } from './account.ts';
import { pythonWithMiniStack } from './venv.ts';

/** MiniStack (PyPI `ministack`, MIT): an emulator of AWS that runs Lambda functions as local Node processes. */
export interface MiniStack {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Warnings of MiniStack, and the output of functions that failed. */
const logFile = join(root, '.emulated/ministack.log');

/**
 * Ends MiniStack and its functions when the pipe to us breaks. After `kill -9` of us, that is the only sign. All
 * requests are treated as if they came over TLS, since the policies of queues and of the CDK's bucket require it. They
 * never leave this computer.
 */
const LAUNCHER = `
import os, signal, sys, threading
def leave():
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=leave, daemon=True).start()

from ministack import app as ministack
answer = ministack.app
async def over_tls(scope, receive, send):
    # What describes the sign-in names its own addresses, and these are called without TLS.
    is_called = scope["type"] == "http" and not scope["path"].endswith("/openid-configuration")
    await answer({**scope, "scheme": "https"} if is_called else scope, receive, send)
ministack.app = over_tls
ministack.main()`;

/** How long MiniStack may take to start answering, and to end, in milliseconds. */
const PATIENCE = { start: 30_000, stop: 5_000 };

/**
 * Starts MiniStack on a free port of the loopback interface, with all its state in memory.
 * @param scratch a folder for the files that it and its functions unpack.
 * @param say shows a person the progress.
 * @throws {Refusal} if Python is missing or too old, or MiniStack does not answer.
 */
export async function startMiniStack(scratch: string, say: (line: string) => void): Promise<MiniStack> {
  const venvPython = await pythonWithMiniStack(say);
  const port = await freePort();
  const log = openSync(logFile, 'w');
  const python = spawn(venvPython, ['-c', LAUNCHER], {
    // A session of its own keeps Ctrl-C from ending it while requests still need it.
    detached: true,
    stdio: ['pipe', 'ignore', log],
    cwd: scratch,
    env: {
      // Functions run on the Node that comes first.
      PATH: pathWithNode,
      HOME: scratch,
      TMPDIR: scratch,
      STATE_DIR: scratch,
      S3_DATA_DIR: join(scratch, 's3'),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      LAMBDA_EXECUTOR: 'local',
      // Policies are enforced: a function may do what its role says, and no more.
      AUTH: 'true',
      AWS_ACCESS_KEY_ID: owner.accessKeyId,
      AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
      // At lower levels it logs mail addresses.
      LOG_LEVEL: 'WARNING',
      // These listen on fixed ports, so two MiniStacks could not run at the same time.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  closeSync(log);
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(endpoint, python);
  return { endpoint, stop: () => stop(python) };
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
  throw new Refusal(`MiniStack did not start. See its log: ${logFile}`);
}

async function stop(python: ChildProcess): Promise<void> {
  if (python.exitCode !== null || python.signalCode !== null || python.pid === undefined) return;
  const ended = new Promise((resolve) => python.once('exit', resolve));
  python.stdin?.destroy();
  const impatience = setTimeout(() => python.kill('SIGKILL'), PATIENCE.stop);
  await ended;
  clearTimeout(impatience);
}
