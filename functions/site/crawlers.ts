import type { Overview } from '../core/overview/entry.ts';

/** No crawler shall open the pages of mailed links: each of them is for one person. */
export const robots = (publicUrl: string): string =>
  `User-agent: *\nDisallow: /confirm\nDisallow: /withdraw\n\nSitemap: ${publicUrl}/sitemap.xml\n`;

/** The most addresses that one file may have: https://www.sitemaps.org/protocol.html */
const MOST_ADDRESSES = 50_000;

/** Lists all public pages. If there are too many, those that lead to the others come first. */
export function sitemap(publicUrl: string, { entries }: Pick<Overview, 'entries'>): string {
  const people = new Set(entries.flatMap(({ cases }) => cases.map(({ id }) => id)));
  const paths = [
    ...['/', '/dashboard', '/cases', '/docs', '/docs/open-data'],
    ...entries.map(({ slug }) => `/campaigns/${slug}`),
    ...[...people].map((id) => `/cases/${id}`),
    ...entries.map(({ slug }) => `/campaigns/${slug}/dashboard`),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...paths
      .slice(0, MOST_ADDRESSES)
      .map((path) => `<url><loc>${publicUrl.replaceAll('&', '&amp;')}${path}</loc></url>`),
    '</urlset>\n',
  ].join('\n');
}
