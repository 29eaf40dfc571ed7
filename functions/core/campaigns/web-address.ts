/** Without anything that could end an HTML attribute, or hide a part of the address. */
const WRITTEN =
  /^https?:\/\/[^\s\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}"<>\\/][^\s\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}"<>\\]*$/iu;

const BEGUN = /^https?:\/\//i;

/** Whether a text begins as the address of a page does, and so was meant as one. */
export const isBegunAddress = (text: string): boolean => BEGUN.test(text);

/**
 * What keeps a text from being the whole address of a page of the web, in any script. Any other scheme, such as `javascript:`, could run
 * when somebody presses the link. A name before the host, as in `https://known.example@other.example`, would deceive.
 * @returns a sentence. Undefined if nothing is wrong.
 */
export function addressFault(text: string): string | undefined {
  if (!isBegunAddress(text)) return 'it does not begin with https:// or http://';
  if (/^https?:\/\/(?:\/|$)/i.test(text)) return 'it names no site';
  if (!WRITTEN.test(text)) return 'it has a letter that no address has, such as a blank or one that nobody sees';
  if (!URL.canParse(text)) return 'it is no whole address';
  const { hostname, username, password } = new URL(text);
  if (`${username}${password}` !== '') return 'it has a name before an @, which hides the site behind it';
  if (!hostname.includes('.')) return `“${hostname.slice(0, 60)}” has no dot, so it is no whole name of a site`;
  return undefined;
}

export const isWebAddress = (text: string): boolean => addressFault(text) === undefined;

/** What an address must be, with what is wrong with it if it begins as it must. */
export function mustBe(what: string, text: string): string {
  const fault = isBegunAddress(text) ? addressFault(text) : undefined;
  return fault === undefined ? `must be ${what}` : `must be ${what}, but ${fault}`;
}

/** The same, of an address that nobody on the way can change. */
export const isSecureAddress = (text: string): boolean => /^https:/i.test(text) && isWebAddress(text);
