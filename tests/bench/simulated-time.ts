/** A clock that stands still while anything works, and goes on when all that was started waits. */
export interface SimulatedTime {
  /** Milliseconds since its beginning. */
  now(): number;
  /** Waits for some milliseconds on this clock. */
  sleep(ms: number): Promise<void>;
  /** Starts something that uses no other clock, and does one thing at a time. */
  start(work: () => Promise<void>): void;
  /** Lets time pass until all started work has ended. @throws the first error of it. */
  run(): Promise<void>;
}

/** Milliseconds: waits end together with those that end soon, so that what follows is done at once. */
const STEP = 2;

export function createSimulatedTime(): SimulatedTime {
  let now = 0;
  const waiting = new Map<number, (() => void)[]>();
  const failures: unknown[] = [];
  // The code that starts work is awake, too, until `run`.
  let awake = 1;
  let end: () => void = () => undefined;

  const rest = () => {
    if (--awake > 0) return;
    if (waiting.size === 0) return end();
    do now += STEP;
    while (!waiting.has(now));
    const woken = waiting.get(now) ?? [];
    waiting.delete(now);
    awake += woken.length;
    for (const wake of woken) wake();
  };

  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((resolve) => {
        const at = Math.max(now + STEP, Math.ceil((now + ms) / STEP) * STEP);
        waiting.set(at, [...(waiting.get(at) ?? []), resolve]);
        rest();
      }),
    start(work) {
      awake++;
      work()
        .catch((error) => failures.push(error))
        .finally(rest);
    },
    async run() {
      await new Promise<void>((resolve) => {
        end = resolve;
        rest();
      });
      awake = 1;
      if (failures.length > 0) throw failures[0];
    },
  };
}
