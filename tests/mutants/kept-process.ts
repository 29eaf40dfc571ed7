import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ForksPoolWorker, type PoolOptions, type PoolWorker, type WorkerRequest } from 'vitest/node';

type Listener = (message: unknown) => void;

/** Then a process is replaced, because CDK keeps something of every stack that it has made. */
const RUNS_OF_A_PROCESS = 40;

let kept: { readonly fork: ForksPoolWorker; runs: number } | undefined;

/** Ends the process that is kept. Vitest calls it when it closes. */
export async function endKeptProcess(): Promise<void> {
  const fork = kept?.fork;
  kept = undefined;
  await fork?.stop();
}

/**
 * A worker of Vitest that runs test files in one process, run after run. Vitest itself starts a new process for each run, in
 * which CDK takes longer to load than the tests take.
 *
 * Packages stay loaded. Our own code is loaded again in each run, with the mutant that is active then, so that nothing which
 * an earlier run made is left. All test files of a run must come at once (`isolate: false`, one worker).
 */
export class KeptProcess implements PoolWorker {
  readonly name = 'kept-process';
  readonly cacheFs = true;
  readonly #options: PoolOptions;
  readonly #listeners: [event: string, listener: Listener][] = [];
  #hasEnded = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (kept) return;
    const fork = new ForksPoolWorker(this.#options);
    await fork.start();
    fork.on('exit', () => {
      if (kept?.fork === fork) kept = undefined;
    });
    kept = { fork, runs: 0 };
  }

  /** To Vitest each run is a worker of its own. The process gets the first start and every run, and no stop. */
  send(message: WorkerRequest): void {
    if (message.type === 'start' && kept && kept.runs > 0) this.#answer('started');
    else if (message.type === 'stop') this.#end();
    else {
      if (message.type === 'run') this.#forgetOwnCode(message);
      kept?.fork.send(message);
    }
  }

  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) kept?.fork.off(event, listener);
    // A run that Vitest had to break off may still go on.
    if (!this.#hasEnded || (kept && kept.runs >= RUNS_OF_A_PROCESS)) await endKeptProcess();
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    kept?.fork.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    kept?.fork.off(event, listener);
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  #forgetOwnCode({ context }: Extract<WorkerRequest, { type: 'run' }>): void {
    const { root } = this.#options.project.config;
    const own = globSync('{functions,infra,tests}/**/*.{ts,tsx}', { cwd: root });
    context.invalidates = own.map((file) => join(root, file));
    if (kept) kept.runs += 1;
  }

  #end(): void {
    this.#hasEnded = true;
    this.#answer('stopped');
  }

  #answer(type: 'started' | 'stopped'): void {
    const listeners = this.#listeners.filter(([event]) => event === 'message');
    setImmediate(() => {
      for (const [, listener] of listeners) listener({ type, __vitest_worker_response__: true });
    });
  }
}
