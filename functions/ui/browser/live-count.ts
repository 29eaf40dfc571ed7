import { MOST_QUESTIONS, waitBeforeAsking } from './when-to-ask.ts';

/** What a script reads of the counts of a campaign. */
export interface Counts {
  readonly total: number;
  readonly nextAt: string;
  /** The total by languages: browsers do not know the numbers of every language. */
  readonly written?: Readonly<Record<string, string>>;
}

const SAY_AFTER = 10_000; // ms; a screen reader says all changes within that time as one

/**
 * Keeps the number of signatures and the progress bar up to date while the page is in view. It asks only when a number may
 * have moved, with the ETag of the last answer, so that an unchanged count costs an empty 304.
 * @param counter an element with the address of the counts, and the time at which a number may move next or `data-live`. It
 * contains `data-total` and a `progress`.
 */
export function watchCounts(counter: HTMLElement): void {
  const address = counter.dataset.counts ?? '';
  const isLive = counter.dataset.live !== undefined;
  let nextAt = counter.dataset.next ?? '';
  let [asked, askAt, isAsking] = [0, 0, false];
  let etag: string | null = null;
  let saying = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = () => {
    const left = Date.parse(nextAt) - Date.now();
    // This file comes some seconds after the page, whose time counts.
    const from = isLive && asked === 0 ? performance.timeOrigin : Date.now();
    askAt = from + waitBeforeAsking({ isLive, left, asked, random: Math.random() });
    waitInView();
  };
  const waitInView = () => {
    clearTimeout(timer);
    if (document.hidden || isAsking || asked >= MOST_QUESTIONS) return;
    timer = setTimeout(ask, Math.max(askAt - Date.now(), 0));
  };
  const ask = async () => {
    asked++;
    isAsking = true;
    // After a failure, the next request tries again.
    await showCounts().catch(() => undefined);
    isAsking = false;
    plan();
  };
  const showCounts = async (): Promise<void> => {
    const answer = await fetch(address, { cache: 'no-store', headers: etag ? { 'if-none-match': etag } : {} });
    if (answer.status !== 200) return;
    etag = answer.headers.get('etag');
    const counts = (await answer.json()) as Counts;
    nextAt = counts.nextAt;
    const words = counts.written?.[document.documentElement.lang];
    if (words) showTotal(counts.total, words);
  };
  const showTotal = (total: number, words: string): void => {
    const shown = counter.querySelector('[data-total]');
    if (!shown || shown.textContent === words) return;
    // Words take the place of a number while there is none.
    if (total === 0 && shown.hasAttribute('data-none')) return;
    shown.removeAttribute('data-none');
    shown.textContent = words;
    const progress = counter.querySelector('progress');
    if (progress) {
      progress.value = Math.min(total, progress.max);
      progress.hidden = false;
    }
    if (!saying) setTimeout(say, SAY_AFTER);
    saying = true;
  };
  const say = () => {
    // Nobody who fills in the form is interrupted: it is said later.
    if (document.activeElement?.closest('form')) {
      setTimeout(say, SAY_AFTER);
      return;
    }
    saying = false;
    const said = counter.querySelector('[role=status]');
    const words = counter.querySelector('[data-total]')?.textContent ?? '';
    if (said) said.textContent = `${counter.dataset.said ?? ''} ${words}`;
  };

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) asked = 0;
    waitInView();
  });
  plan();
}
