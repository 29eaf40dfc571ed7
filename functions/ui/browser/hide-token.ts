/** Pages that a link with a token opens, in any language. */
const LINKED = /\/(confirm|withdraw|preview\/[^/]+)$/;

/**
 * Removes the token from the address bar, and so from the browser's history. Anybody who has the token can confirm or
 * withdraw, and people share addresses or look over a shoulder. The page keeps the token in its form. The hint that the
 * history contains the token goes, too. The address that was typed into a form goes likewise, though it is sealed.
 *
 * A page that is loaded again before its button was pressed still needs the token. So the tab remembers it with this entry of
 * its history, until the button is pressed: nothing that other pages or people see.
 */
export function hideToken(): void {
  const address = new URL(location.href);
  const { searchParams } = address;
  const token = searchParams.get('token');
  const remembered = (history.state as { token?: string } | null)?.token;
  if (!token && remembered && LINKED.test(address.pathname) && !document.querySelector('input[name=token]')) {
    searchParams.set('token', remembered);
    location.replace(address);
    return;
  }
  if (!token && !searchParams.has('to')) return;
  searchParams.delete('token');
  searchParams.delete('to');
  history.replaceState(token ? { token } : null, '', address);
  document.querySelector('[data-link-in-history]')?.remove();
  addEventListener('submit', ({ defaultPrevented }) => {
    if (!defaultPrevented) history.replaceState(null, '');
  });
}
