import { type Context, Hono } from 'hono';
import * as addresses from '../ui/messages/addresses.ts';
import { nearestLanguage } from '../ui/messages/languages.ts';
import { languages } from '../ui/messages/speak.ts';

/** What requests say about languages, by those of this installation. It is loaded at once: it needs no words. */

/** A tag of the language that a request asks for: in its path, or in `?lang=`. Undefined if it names none of ours. */
export function languageAsked(c: Context): string | undefined {
  const lang = c.req.query('lang');
  return languageInPath(c) ?? (nearest(lang) && lang);
}

/** The query of a request, with the language that its address asks for as `lang`. */
export const queryOf = (c: Context): Readonly<Record<string, string | undefined>> => ({
  ...c.req.query(),
  lang: languageAsked(c),
});

/** The language in the path of a request. */
export const languageInPath = (c: Context): string | undefined => readAddress(getPath(c.req.raw)).language;

/** The path by which an app finds its route: without the language in front. */
export const pathOf = (request: Request): string => readAddress(getPath(request)).path;

export const readAddress = (path: string) => addresses.readAddress(path, languages);
export const mistakenAddress = (path: string) => addresses.mistakenAddress(path, languages);
/** The language of ours that is nearest to a tag. */
export const nearest = (tag: string | undefined): string | undefined => nearestLanguage(tag, languages);

const { getPath } = new Hono();
