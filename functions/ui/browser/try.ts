/**
 * Shows in place what a call of the API answers. Without this, the link opens the answer. Only the page about the API
 * loads it.
 */

/** More than a person reads, in characters. The link still has the whole answer. */
const MOST = 20_000;

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-try]')) {
  link.addEventListener('click', (event) => {
    // Another tab, or a copy of the address, is what the link itself does.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link).catch(() => location.assign(link.href));
  });
}

async function show(link: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(link.href);
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  const output = outputAfter(link);
  output.textContent = `${answer.status} ${type}\n\n${readable(text, type)}`;
  output.focus();
}

/** The place for an answer, which the first one makes. */
function outputAfter(link: HTMLElement): HTMLElement {
  const place = link.closest('p') ?? link;
  const known = place.nextElementSibling;
  if (known instanceof HTMLPreElement) return known;
  const output = document.createElement('pre');
  output.dir = 'ltr';
  output.className = 'answer';
  // A keyboard scrolls it, and a screen reader says it.
  output.tabIndex = 0;
  output.setAttribute('role', 'region');
  output.setAttribute('aria-label', link.getAttribute('aria-label') ?? link.textContent ?? '');
  place.after(output);
  return output;
}

function readable(text: string, type: string): string {
  const shown = /json/.test(type) ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return shown.length > MOST ? `${shown.slice(0, MOST)}…` : shown;
}
