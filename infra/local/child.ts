import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that ends when this process does. */
export interface Child {
  /** Resolves when the process has ended, no matter who ended it. */
  readonly ended: Promise<void>;
  /** The end of its standard error. */
  complaints(): string;
  stop(): Promise<void>;
}

/**
 * Runs a program, and watches a pipe that only we keep open. A line through the pipe asks the program to end. `kill -9`
 * of us breaks the pipe, and then the program is killed, too. Signals go to the whole process group, so that they also
 * reach a program that a script starts. A session of its own (`detached`) keeps Ctrl-C from the program while requests
 * still need it.
 */
const KEEPER = `
exec 3<&0
trap : TERM
"$@" </dev/null 3<&- & child=$!
{ trap : TERM; read -r _ && kill 0; read -r _; kill -9 0; } <&3 &
while kill -0 $child 2>/dev/null; do wait $child; done
kill -9 0`;

/** How long a program may take to end by itself, in milliseconds. */
const PATIENCE = 5_000;

/** Characters of its standard error that are kept. */
const KEPT = 2_000;

/** @param program a path, or a name that is looked up on the PATH. */
export function startChild(program: string, args: readonly string[], cwd: string): Child {
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'sh', program, ...args], {
    cwd,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  // The pipe breaks when the program ends first. `ended` says so.
  keeper.stdin.on('error', () => undefined);
  let complaints = '';
  keeper.stderr.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk}`.slice(-KEPT);
  });
  const ended = new Promise<void>((resolve) => {
    keeper.once('error', () => resolve());
    keeper.once('close', () => resolve());
  });
  return {
    ended,
    complaints: () => complaints.trim(),
    async stop() {
      keeper.stdin.write('stop\n');
      const impatience = setTimeout(() => keeper.stdin.destroy(), PATIENCE);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/**
 * Kills the processes whose arguments end with this text. They are left over if we and their keeper were killed at
 * once. Two programs on one folder would damage each other's data.
 */
export async function killOrphans(argumentsEnd: string): Promise<void> {
  const find = () => listProcesses().filter(({ args }) => args.endsWith(argumentsEnd));
  for (let found = find(); found.length > 0; found = find()) {
    for (const { pid } of found) killAtOnce(pid);
    await sleep(50);
  }
}

/** `kill -9`, also of a process that has ended meanwhile. */
export function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The processes of this computer with their arguments. Empty on a system that shows neither `/proc` nor `ps`. */
export function listProcesses(): { readonly pid: number; readonly args: string }[] {
  // Containers often lack `ps`.
  if (process.platform === 'linux')
    return readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? [{ pid: Number(name), args: argumentsOf(name) }] : [],
    );
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, args] = /^\s*(\d+)\s+(.*)$/.exec(line.trimEnd()) ?? [];
    return pid && args ? [{ pid: Number(pid), args }] : [];
  });
}

/** Empty for a process that has ended. */
function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd();
  } catch {
    return '';
  }
}
