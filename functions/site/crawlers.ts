import type { CampaignHead } from '../core/campaigns/campaign.ts';

/** No crawler shall open the pages of mailed links: each of them is for one person. */
export const robots = (publicUrl: string): string =>
  `User-agent: *\nDisallow: /confirm\nDisallow: /withdraw\n\nSitemap: ${publicUrl}/sitemap.xml\n`;

/** Lists all public pages. https://www.sitemaps.org/protocol.html */
export function sitemap(publicUrl: string, campaigns: readonly Pick<CampaignHead, 'slug'>[]): string {
  const paths = [
    '/',
    ...campaigns.flatMap(({ slug }) => [`/campaigns/${slug}`, `/campaigns/${slug}/dashboard`]),
    '/docs',
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...paths.map((path) => `<url><loc>${publicUrl.replaceAll('&', '&amp;')}${path}</loc></url>`),
    '</urlset>\n',
  ].join('\n');
}
