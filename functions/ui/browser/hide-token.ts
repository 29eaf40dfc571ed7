/**
 * Removes the token from the address bar, and so from the browser's history. Anybody who has the token can confirm or
 * withdraw, and people share addresses or look over a shoulder. The page keeps the token in its form. The hint that the
 * history contains the token goes, too.
 */
export function hideToken(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('token')) return;
  address.searchParams.delete('token');
  history.replaceState(history.state, '', address);
  document.querySelector('[data-link-in-history]')?.remove();
}
