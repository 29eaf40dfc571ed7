/**
 * Keeps the large screen of an event up to date for as long as it is shown. It asks for the counts as other pages do, but never
 * gets tired. When they move, the number changes at once, and the whole page follows.
 */
import type { Counts } from './live-count.ts';
import { waitBeforeAsking } from './when-to-ask.ts';

const FOLLOWS = 15_000; // ms; a cache may repeat the old page for so long
const WHOLE = 600_000; // ms; so often at least the whole page is loaded: its time, its status and its words change, too

const wallOf = (page: Document): HTMLElement | null => page.querySelector('[data-wall]');
const address = wallOf(document)?.dataset.wall ?? '';
const plan = document.querySelector<HTMLElement>('[data-next]');
const isLive = plan?.dataset.live !== undefined;
let nextAt = plan?.dataset.next ?? '';
let etag: string | null = null;
let latest: Counts & { asOf: string } = { total: 0, nextAt, asOf: '' };
let isFollowing = false;
let loadedAt = Date.now();

async function ask(): Promise<void> {
  const answer = await fetch(address, { cache: 'no-store', headers: etag ? { 'if-none-match': etag } : {} });
  if (answer.status === 200) {
    etag = answer.headers.get('etag');
    latest = (await answer.json()) as typeof latest;
    nextAt = latest.nextAt;
    if (showTotal(latest)) follow();
  }
  if (Date.now() - loadedAt > WHOLE) loadPage();
}

/** @returns whether the number is another one. */
function showTotal({ total, written }: Counts): boolean {
  const shown = document.querySelector('[data-total]');
  const words = written?.[document.documentElement.lang];
  if (!shown || !words || shown.textContent === words || total === 0) return false;
  shown.removeAttribute('data-none');
  shown.textContent = words;
  const progress = document.querySelector('progress');
  if (progress) {
    progress.value = Math.min(total, progress.max);
    progress.hidden = false;
  }
  const said = document.querySelector('[role=status]');
  if (said) said.textContent = words;
  return true;
}

/** Loads the page that has the number of now, or a later one: while a number grows, each page is older than it. */
function follow(): void {
  if (isFollowing) return;
  isFollowing = true;
  const since = latest.asOf;
  setTimeout(() => {
    isFollowing = false;
    loadPage(since);
  }, FOLLOWS);
}

/**
 * Puts the page as it is now in the place of this one. XMLHttpRequest reads a page without running any of it, and without the
 * functions that make HTML from a text, which no page of Amparo may call.
 * @param since when its numbers must have moved: an older one is left alone.
 */
function loadPage(since = ''): void {
  const request = new XMLHttpRequest();
  request.responseType = 'document';
  request.onload = () => {
    const [old, next] = [wallOf(document), request.response && wallOf(request.response)];
    if (request.status !== 200 || !old || !next) return;
    const asOf = next.dataset.asOf ?? '';
    if (asOf < since) return;
    loadedAt = Date.now();
    old.replaceWith(document.adoptNode(next));
    if (asOf < latest.asOf && showTotal(latest)) follow();
  };
  request.open('GET', location.href);
  request.send();
}

function goOn(): void {
  const left = Date.parse(nextAt) - Date.now();
  const wait = waitBeforeAsking({ isLive, left, asked: 0, random: Math.random() });
  // After a failure, the next request tries again.
  setTimeout(
    () =>
      ask()
        .catch(() => undefined)
        .finally(goOn),
    wait,
  );
}
if (address) goOn();
