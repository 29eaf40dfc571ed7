import { nearestLanguage } from './languages.ts';

/**
 * Addresses of pages by language: `/az/campaigns/x` is the page in Azerbaijani. `/campaigns/x` has no language in it. It is in
 * the default language, and CloudFront leads a browser from there that prefers another (`infra/edge-query.js`). Addresses of
 * data have none; where words are in them, `?lang=az` asks for them.
 */

/** What can be a BCP 47 tag at the beginning of a path. */
const TAG = /^\/([a-z]{2,3}(?:-[a-z0-9]{1,8})*)(?=\/|$)/i;

/** What is no page: it has no language in its path. */
const DATA = /^\/(?:api|assets|data|embed|healthz|oembed|pictures)(?:\/|$)|\.\w+$/;

/** A path, and the language that its first part names. */
export interface Address {
  /** One of the installation's languages. */
  readonly language?: string;
  /** Without the language. */
  readonly path: string;
}

/** Splits a path. @param among the languages of the installation. With one alone, no address has a language. */
export function readAddress(path: string, among: readonly string[]): Address {
  const tag = TAG.exec(path)?.[1];
  if (tag === undefined || among.length < 2 || !among.includes(tag)) return { path };
  const rest = path.slice(tag.length + 1) || '/';
  // A page has one address. `mistakenAddress` knows what is meant by `/az//campaigns/x`.
  return rest.startsWith('//') || DATA.test(rest) ? { path } : { language: tag, path: rest };
}

/** The address of a page in a language. @param path begins with `/`, and may have a query and a fragment. */
export const inLanguage = (language: string, path: string, among: readonly string[]): string =>
  among.length < 2 ? path : `/${language}${path}`;

/** The address that search engines and links in public shall use: that of the default language is the short one. */
export const canonicalAddress = (language: string, path: string, among: readonly string[]): string =>
  language === among[0] ? path : inLanguage(language, path, among);

/** The address of data in a language. */
export const dataInLanguage = (language: string, path: string, among: readonly string[]): string =>
  among.length < 2 ? path : `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;

/**
 * What a path that nothing answers means if it begins with a language tag: the installation's nearest language, if there is
 * one, and the path without the tag. Undefined if it begins with no tag.
 */
export function mistakenAddress(
  path: string,
  among: readonly string[],
): { readonly nearest: string | undefined; readonly path: string } | undefined {
  const tag = TAG.exec(path)?.[1];
  if (tag === undefined || tag === 'api') return undefined;
  return { nearest: nearestLanguage(tag, among), path: restOf(path, tag) };
}

/** It begins with one slash: with two, it would be the address of another site. */
const restOf = (path: string, tag: string): string => `/${path.slice(tag.length + 1).replace(/^\/+/, '')}`;
