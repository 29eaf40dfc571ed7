import { FIRST_WAIT, nextWait } from './when-to-ask.ts';

const STOP_AFTER = 30 * 60_000; // ms; a page left open over night asks nothing
const SAY_AFTER = 10_000; // ms; screen readers hear what changed in that time as one

/**
 * Keeps the number of signatures and its progress as they are on the server, while the page is in view. The answer's
 * ETag is sent back, so that an unchanged count costs an empty 304.
 * @param counter an element with the address of the counts, and within it `data-total` and a `progress`.
 */
export function watchCounts(counter: HTMLElement): void {
  const address = counter.dataset.counts ?? '';
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const stopAt = Date.now() + STOP_AFTER;
  let [wait, since] = [FIRST_WAIT, Date.now()];
  let etag: string | null = null;
  let saying = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = async () => {
    if (document.hidden || Date.now() > stopAt) return;
    // What cannot be had now is asked for again.
    await showCounts().catch(() => undefined);
    wait = nextWait(wait, Date.now() - since);
    // Whoever came back while this asked has begun to ask anew: once is enough.
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };
  const showCounts = async (): Promise<void> => {
    const answer = await fetch(address, { cache: 'no-store', headers: etag ? { 'if-none-match': etag } : {} });
    if (answer.status !== 200) return;
    etag = answer.headers.get('etag');
    const { total } = (await answer.json()) as { total: number };
    if (Number.isInteger(total)) showTotal(total);
  };
  const showTotal = (total: number): void => {
    const shown = counter.querySelector('[data-total]');
    const words = number.format(total);
    if (!shown || shown.textContent === words) return;
    shown.textContent = words;
    const progress = counter.querySelector('progress');
    if (progress) progress.value = Math.min(total, progress.max);
    if (!saying) setTimeout(say, SAY_AFTER);
    saying = true;
  };
  const say = () => {
    saying = false;
    const said = counter.querySelector('[role=status]');
    const words = counter.querySelector('[data-total]')?.textContent ?? '';
    if (said) said.textContent = `${counter.dataset.said ?? ''} ${words}`;
  };

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    [wait, since] = [FIRST_WAIT, Date.now()];
    if (!document.hidden) void ask();
  });
  timer = setTimeout(ask, FIRST_WAIT);
}
