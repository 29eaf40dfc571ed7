import { KNOWN, LIKELY, readable } from '../typed/addresses.ts';
import { hostEndings } from './host-endings.ts';

/**
 * Checks of texts that everybody may read: names and reasons. They catch what programs and careless people send. A person
 * who wants to get round them can, so an organiser also reads each name before it is shown.
 */

const CLOSE_HOST = new RegExp(`[\\p{L}\\p{N}]\\.(?:${KNOWN}|${KNOWN.toUpperCase()})(?![\\p{L}\\p{N}])`, 'u');
/** What may be the ending of a host. A sentence that begins without a blank before it has a capital letter: `Peace.No more`. */
const ENDING = /(?<=[\p{L}\p{N}-]{3}\.)\p{Ll}[\p{Ll}\p{N}-]*(?![\p{L}\p{N}])/gu;
const PATH = /[\p{L}\p{N}-]{2}\.[\p{L}]{2,24}(?::\d+)?\/[^\s]/u;

const ADDRESSES = [...LIKELY, CLOSE_HOST, PATH];

/**
 * Whether a reason has the address of a web page or of an e-mail, also in a usual disguise. Linear in the length. It finds more
 * than the rule for names (`core/typed/addresses`): true names have dots, and sentences have a blank after each.
 */
export function hasAddress(text: string): boolean {
  const plain = readable(text);
  return (
    ADDRESSES.some((address) => address.test(plain)) ||
    (plain.match(ENDING) ?? []).some((ending) => hostEndings.has(ending))
  );
}

/** How many marks may stand over, under or in one letter. Hebrew with vowels and accents, and Tibetan, need this many. */
export const MOST_MARKS = 4;

/** Marks that need no width of their own. */
const STACKING = /^[\p{Mn}\p{Me}]$/u;
const UNSEEN = /^\p{Default_Ignorable_Code_Point}$/u;

/** Whether more marks are stacked on one letter than any script needs. What nobody sees is no letter. Linear in the length. */
export function hasStackedMarks(text: string): boolean {
  let marks = 0;
  for (const character of text) {
    if (UNSEEN.test(character)) continue;
    marks = STACKING.test(character) ? marks + 1 : 0;
    if (marks > MOST_MARKS) return true;
  }
  return false;
}
