import { domainToASCII, domainToUnicode } from 'node:url';
import type { CampaignRole } from '../../core/access/roles.ts';
import { t, type Word } from '../ui/words.ts';

export const roleName = (role: CampaignRole): string => t(`role.${role}` satisfies Word);
export const roleDoes = (role: CampaignRole): string => t(`role.${role}.does` satisfies Word);

/**
 * An address as a page shows it. A domain with other letters than those of ASCII may look like one that people know, so that what computers
 * read stands beside it.
 */
export function addressWords(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const ascii = domainToASCII(address.slice(at));
  const unicode = domainToUnicode(ascii);
  return ascii === '' || unicode === ascii ? address : `${address.slice(0, at)}${unicode} (${ascii})`;
}

/** How a page calls somebody: by their name, or by the address of a person without one. */
export const calledWords = (called: string): string => (called.includes('@') ? addressWords(called) : called);
