/** The first page of the console. */
export const HOME = '/organise';

/** Letters of the longest address that is kept. */
const LONGEST = 1_000;

/** What an address is resolved against, to see where a browser would go. No address that we keep depends on it. */
const ANY_ORIGIN = 'https://console.invalid';

/**
 * Where somebody goes on after the sign-in: a page of the console, never another site and no call of the API. Anybody can send a
 * link that begins a sign-in, so what it names is checked.
 * @returns the first page for anything else.
 */
export function returnAddress(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > LONGEST) return HOME;
  // Browsers read `\` as `/`, and leave line ends out: none of them, so that the address means the same to everybody.
  if (!/^\/organise(?:[/?][\w\-./~%?=&+,:;@!$'()*]*)?$/.test(asked) || asked.includes('//')) return HOME;
  return isResolved(asked) ? asked : HOME;
}

/** Whether a browser goes just there. It would leave the console by `..`, which may also be written `%2e%2E` or `.%2e`. */
function isResolved(address: string): boolean {
  const { origin, pathname } = new URL(address, ANY_ORIGIN);
  return origin === ANY_ORIGIN && pathname === address.split('?')[0];
}
