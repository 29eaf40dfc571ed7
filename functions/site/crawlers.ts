import { PREVIEW_PATH } from '../core/campaigns/preview-token.ts';
import type { Overview } from '../core/overview/entry.ts';
import { canonicalAddress } from '../ui/messages/addresses.ts';
import { languages } from '../ui/messages/speak.ts';

/** No crawler shall open the pages of links that somebody got: each of them is for one person, or for a few. */
export function robots(publicUrl: string): string {
  const forOne = ['/confirm', '/withdraw', PREVIEW_PATH].flatMap((path) =>
    languages.length < 2 ? [path] : [path, `/*${path}`],
  );
  return [
    'User-agent: *',
    ...forOne.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml\n`,
  ].join('\n');
}

/** The most addresses that one file may have: https://www.sitemaps.org/protocol.html */
const MOST_ADDRESSES = 50_000;
/** A function may answer with 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 5_500_000;

/**
 * Lists all public pages, each with its address in every language. If there are too many, those that lead to the others come
 * first.
 */
export function sitemap(publicUrl: string, { entries }: Pick<Overview, 'entries'>): string {
  const people = new Set(entries.flatMap(({ cases }) => cases.map(({ id }) => id)));
  const paths = [
    ...['/', '/dashboard', '/cases', '/docs', '/docs/open-data'],
    ...entries.map(({ slug }) => `/campaigns/${slug}`),
    ...[...people].map((id) => `/cases/${id}`),
    ...entries.map(({ slug }) => `/campaigns/${slug}/dashboard`),
  ];
  const site = publicUrl.replaceAll('&', '&amp;');
  const urls: string[] = [];
  let bytes = 0;
  for (const path of paths.slice(0, MOST_ADDRESSES)) {
    const url = `<url><loc>${site}${path}</loc>${alternates(site, path)}</url>`;
    bytes += url.length + 1;
    if (bytes > MOST_BYTES) break;
    urls.push(url);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${languages.length < 2 ? '' : XHTML}>`,
    ...urls,
    '</urlset>\n',
  ].join('\n');
}

const XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"';

/** The addresses of a page in each language (https://developers.google.com/search/docs/specialty/international/localized-versions). */
function alternates(site: string, path: string): string {
  if (languages.length < 2) return '';
  const link = (hreflang: string, address: string) =>
    `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${site}${address}"/>`;
  return [...languages.map((tag) => link(tag, canonicalAddress(tag, path, languages))), link('x-default', path)].join(
    '',
  );
}
