import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../bench/row.ts';
import type { Findings } from './findings.ts';
import type { Life } from './life.ts';

/**
 * The memory of the process at a moment, in MB: live objects and buffers after a collection, and the memory from the
 * system.
 */
export interface Sample {
  /** Milliseconds since the first one. */
  readonly at: number;
  readonly live: number;
  readonly resident: number;
}

/** Milliseconds: between two looks, and until all lasting objects are made. */
const EVERY = 5_000;
const WARM_UP = 60_000;
/** Looks in each third, at least, to say anything. */
const LEAST = 8;

/**
 * How much more memory the last third may have than the first, in MB. In ten minutes at the rate of the load test, a leak
 * of 2 kB a request would be 25 MB from third to third. A healthy process moves by a few MB.
 */
const GROWTH = { live: 6, resident: 48 };

/** Looks at a process that is not killed meanwhile, until the end. @returns its samples, which grow. */
export function watchMemory(life: Life, over: AbortSignal): readonly Sample[] {
  const began = Date.now();
  const samples: Sample[] = [];
  void (async () => {
    while (!over.aborted) {
      const { heapUsed, external, rss } = await life.memory();
      samples.push({ at: Date.now() - began, live: (heapUsed + external) / 2 ** 20, resident: rss / 2 ** 20 });
      await sleep(EVERY, undefined, { signal: over }).catch(() => undefined);
    }
  })();
  return samples;
}

/** Whether memory is flat. @returns lines to print. */
export function judgeMemory(samples: readonly Sample[], { wrong }: Pick<Findings, 'wrong'>): string {
  const warm = samples.filter(({ at }) => at > WARM_UP);
  const third = Math.floor(warm.length / 3);
  if (third < LEAST) return 'not judged: too short a run';
  const words = (['live', 'resident'] as const).map((what) => {
    const median = (some: readonly Sample[]) =>
      quantile(
        some.map((one) => one[what]),
        0.5,
      );
    const [first, last] = [median(warm.slice(0, third)), median(warm.slice(-third))];
    const told = `${what} ${first.toFixed(1)} → ${last.toFixed(1)} MB`;
    if (last - first > GROWTH[what]) wrong('memory', `${told} from the first third to the last.`);
    return told;
  });
  return `${words.join(', ')} (medians of the first and the last third of ${warm.length} looks)`;
}
