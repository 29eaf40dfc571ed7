/**
 * A mailed link's token lets whoever holds it confirm or withdraw. The page has it in its form: out of the address bar
 * it goes, and so out of the browser's history, before somebody looks over a shoulder or shares the address; and with
 * it the hint that the history holds it.
 */
export function hideToken(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('token')) return;
  address.searchParams.delete('token');
  history.replaceState(history.state, '', address);
  document.querySelector('[data-link-in-history]')?.remove();
}
