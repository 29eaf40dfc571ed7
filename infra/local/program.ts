/** Why a program does not go on, in one line that says what to do. Printed without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Whether somebody asks how a program is used. */
export const isHelp = (args: readonly string[]): boolean => args.some((arg) => ['help', '--help', '-h'].includes(arg));

/** Functions that stop the started parts. They run in the opposite order of their start. */
export interface Closers {
  add(close: () => unknown): void;
  closeAll(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => unknown)[] = [];
  return {
    add: (close) => void closers.push(close),
    async closeAll() {
      for (let close = closers.pop(); close; close = closers.pop()) await close();
    },
  };
}

/**
 * Runs a program that a person starts at a terminal, until it returns, fails or is stopped by Ctrl-C. Then its parts
 * are closed and the process ends: with code 1 if it failed.
 */
export async function runProgram(run: (closers: Closers) => Promise<unknown>): Promise<never> {
  const closers = createClosers();
  let stopping: Promise<never> | undefined;
  const stop = async (code: number): Promise<never> => {
    await closers.closeAll();
    process.exit(code);
  };
  /** More than one reason to stop may come: if npm passes Ctrl-C on, it reaches us twice. */
  const stopOnce = () => {
    if (stopping) return;
    console.log('Stopping …');
    stopping = stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOnce);
  stopWithNpm(stopOnce);
  try {
    await run(closers);
    stopping ??= stop(0);
  } catch (error) {
    // A failure while everything stops is expected.
    if (!stopping) {
      console.error(error instanceof Refusal ? error.message : error);
      stopping = stop(1);
    }
  }
  return stopping;
}

/** If npm is killed, we get no signal. Without this, we would go on, and keep the ports and the folder. */
function stopWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || stop(), 250).unref();
  // The terminal that shows our output may be gone, too.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
}
