import { setImmediate as settled } from 'node:timers/promises';

/** How often all may wake at one moment. More would mean that time never passes. */
const AT_ONE_MOMENT = 10_000;

/** Time that passes only when everybody sleeps: from one waking to the next. */
export function virtualTime() {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const sleepers = new Set<{ readonly at: number; wake(): void }>();
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.add({ at: now + ms, wake });
    });
  /** Lets all go on until the work is done, or the milliseconds are over. */
  async function pass(atMost: number, work?: Promise<unknown>): Promise<void> {
    const end = now + atMost;
    let isDone = false;
    void work?.then(() => {
      isDone = true;
    });
    let wakings = 0;
    for (;;) {
      await settled();
      if (isDone) return;
      const next = Math.min(...[...sleepers].map(({ at }) => at));
      if (next > end) break;
      wakings = next > now ? 0 : wakings + 1;
      if (wakings > AT_ONE_MOMENT) throw new Error('Time stands still: something sleeps for no time, again and again.');
      now = next;
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    now = end;
  }
  return { clock: () => now, sleep, pass };
}
