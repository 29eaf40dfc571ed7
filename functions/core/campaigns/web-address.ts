/** Without anything that could end an HTML attribute, or hide a part of the address. */
const WRITTEN =
  /^https?:\/\/[^\s\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}"<>\\/][^\s\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}"<>\\]*$/iu;

/**
 * Whether a text is the whole address of a page of the web, in any script. Any other scheme, such as `javascript:`, could
 * run when somebody presses the link. A name before the host, as in `https://known.example@other.example`, would deceive.
 */
export function isWebAddress(text: string): boolean {
  if (!WRITTEN.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname.includes('.') && `${username}${password}` === '';
}

/** The same, of an address that nobody on the way can change. */
export const isSecureAddress = (text: string): boolean => /^https:/i.test(text) && isWebAddress(text);
