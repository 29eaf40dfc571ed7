/** The first page of the console. */
export const HOME = '/organise';

/** Letters of the longest address that is kept. */
const LONGEST = 1_000;

/**
 * Where somebody goes on after the sign-in: a page of the console, never another site and no call of the API. Anybody can send a
 * link that begins a sign-in, so what it names is checked.
 * @returns the first page for anything else.
 */
export function returnAddress(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > LONGEST) return HOME;
  // Browsers read `\` as `/`, and leave line ends out: none of them, so that the address means the same to everybody.
  if (!/^\/organise(?:[/?][\w\-./~%?=&+,:;@!$'()*]*)?$/.test(asked) || /\/\/|\/\.{1,2}(?:[/?]|$)/.test(asked))
    return HOME;
  return asked;
}
