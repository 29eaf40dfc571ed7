import anyAscii from 'any-ascii';
import { isSlug, SLUG_LENGTH } from './values.ts';

/**
 * A slug for a campaign or a case, from its title in any script: `free-leyla` for “Free Leylâ!”.
 * @returns undefined if nothing is left that a slug could have.
 */
export function slugFor(title: string): string | undefined {
  const words = anyAscii(title)
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > LONGEST) break;
    slug = longer;
  }
  // A single word that is too long.
  slug ||= (words[0] ?? '').slice(0, LONGEST);
  return isSlug(slug) ? slug : undefined;
}

/** Short enough for a number behind it, and to be read aloud. */
const LONGEST = Math.min(48, SLUG_LENGTH.max - 3);
