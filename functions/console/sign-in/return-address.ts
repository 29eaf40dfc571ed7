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

/** What has no page around it but the first one. */
const OF_THE_SESSION: ReadonlySet<string | undefined> = new Set([undefined, 'sign-out', 'signed-in-again']);

/** The page from which a form or a step is reached: `/organise/people`, or that of a campaign. @param address with or without a query. */
export function pageAround(address: string): string {
  const [, , part, name] = address.split('?')[0]?.split('/') ?? [];
  if (OF_THE_SESSION.has(part)) return HOME;
  if (part !== 'campaigns') return `${HOME}/${part}`;
  return name === 'new' || name === undefined ? HOME : `${HOME}/campaigns/${name}`;
}
