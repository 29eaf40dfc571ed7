import type { Context } from 'hono';
import { wantedLanguages } from '../ui/messages/languages.ts';
import { type Translator, translatorOf } from '../ui/messages/messages.ts';
import { languages } from '../ui/messages/speak.ts';
import { languageAsked, nearest } from './language.ts';

/**
 * The translator for a request. Its address comes first. Without a language there, it is the known one, or the one that the
 * browser wants most.
 * @param known the language of the person, from a link that was made for them.
 */
export function translatorFor(c: Context, known?: string): Translator {
  const asked = languageAsked(c);
  // A tag of the same language may say more: `en-US` has dates of its own.
  if (asked !== undefined) return translatorOf(nearest(known) === nearest(asked) ? known : asked);
  const wanted = known ?? wantedLanguages(c.req.header('accept-language') ?? '').find(nearest);
  return translatorOf(wanted, nearest(wanted) !== languages[0]);
}
