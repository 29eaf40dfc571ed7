import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { Refusal } from './refusal.ts';

/** A Java process that does not outlive us. */
export interface Java {
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<{ code: number | null }>;
  stop(): Promise<void>;
}

/**
 * Keeps Java beside a pipe that only we hold open. A line through it asks Java to end; when it breaks, which is all that
 * `kill -9` leaves of us, Java is killed too. A session of its own (`detached`) keeps Ctrl-C from reaching Java before
 * the requests that still need it are answered.
 */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- & java=$!
{ if read -r _; then kill $java; else kill -9 $java; fi; } <&3 & watch=$!
wait $java; code=$?
kill $watch 2>/dev/null
exit $code`;

/** How long Java may take to end by itself, in milliseconds. */
const PATIENCE = 5_000;

export function startJava(args: readonly string[], cwd: string): Java {
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', 'java', ...args], {
    cwd,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // The pipe breaks when Java ends first; `ended` tells of it.
  keeper.stdin.on('error', () => undefined);
  const ended = new Promise<{ code: number | null }>((resolve) => {
    keeper.once('error', () => resolve({ code: null }));
    keeper.once('exit', (code) => resolve({ code }));
  });
  return {
    ended,
    async stop() {
      keeper.stdin.write('stop\n');
      const impatience = setTimeout(() => keeper.stdin.destroy(), PATIENCE);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/** What to do about a Java that does not start, in one line. */
export async function javaRefusal(): Promise<Refusal> {
  try {
    const { stderr } = await promisify(execFile)('java', ['-version']);
    const found = /version "([^"]+)"/.exec(stderr)?.[1] ?? 'an unknown version';
    return new Refusal(`DynamoDB Local did not start on Java ${found}: it needs Java 17 or newer.`);
  } catch {
    return new Refusal(
      'Java is missing: install Java 17 or newer (such as Eclipse Temurin), so that `java -version` works.',
    );
  }
}

/**
 * Kills the Java processes whose arguments end as told: those that were left behind when we and their keeper were killed
 * at once. Two on one folder would harm each other.
 */
export async function killOrphans(argumentsEnd: string): Promise<void> {
  const pids = await listProcesses(argumentsEnd);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
  while (pids.length > 0 && (await listProcesses(argumentsEnd)).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function listProcesses(argumentsEnd: string): Promise<number[]> {
  // A system without `ps` is left to the keeper.
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args='], { maxBuffer: 2 ** 24 }).catch(
    () => ({ stdout: '' }),
  );
  return stdout.split('\n').flatMap((line) => {
    const [, pid, args] = /^\s*(\d+)\s+(\S*java\s.*)$/.exec(line.trimEnd()) ?? [];
    return pid && args?.endsWith(argumentsEnd) ? [Number(pid)] : [];
  });
}
