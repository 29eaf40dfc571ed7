import type { CampaignHead } from '../../core/campaigns/campaign.ts';
import { isoTime } from '../../core/running/clock.ts';
import type { Found } from '../find.ts';

/** The most petitions of a page. */
export const MOST_PER_PAGE = 100;

/** Addresses of OSDI: docs/guides/open-data.md. */
const curies = [{ name: 'osdi', href: 'https://opensupporter.github.io/osdi-docs/{rel}.html', templated: true }];

/**
 * The entry point. It names only what there is: clients stop at a resource that they do not know.
 * @see https://opensupporter.github.io/osdi-docs/aep.html
 */
export const entryPoint = (publicUrl: string, group: string | undefined): object => ({
  motd: 'Petitions for the release of prisoners of conscience. No answer has personal data of signers.',
  vendor_name: group ?? 'Amparo',
  product_name: 'Amparo',
  osdi_version: '1.2.0',
  max_pagesize: MOST_PER_PAGE,
  max_page_size: MOST_PER_PAGE,
  namespace: 'amparo',
  _links: {
    curies,
    self: { href: `${publicUrl}/api/osdi`, title: 'This entry point' },
    'osdi:petitions': { href: `${publicUrl}/api/osdi/petitions`, title: 'The petitions, with published totals' },
    docs: { href: `${publicUrl}/docs`, title: 'Documentation', name: 'Docs' },
  },
});

/**
 * A campaign as a petition. It has the published total, and no link to signatures or people: there are none to see.
 * @see https://opensupporter.github.io/osdi-docs/petitions.html
 */
export function petition({ campaign, published }: Found, publicUrl: string): object {
  const { slug, title, summary, demand, targets, createdAt } = campaign;
  const self = addressOf(campaign, publicUrl);
  return {
    identifiers: [`amparo:${slug}`],
    origin_system: 'Amparo',
    created_date: isoTime(Date.parse(createdAt)),
    modified_date: isoTime(published.asOf),
    name: title,
    title,
    summary,
    petition_text: demand,
    browser_url: `${publicUrl}/campaigns/${slug}`,
    total_signatures: published.total,
    target: targets.map(({ name }) => ({ name })),
    _links: {
      curies,
      self: { href: self },
      'osdi:record_signature_helper': { href: `${self}/record_signature_helper` },
    },
  };
}

const addressOf = ({ slug }: Pick<CampaignHead, 'slug'>, publicUrl: string): string =>
  `${publicUrl}/api/osdi/petitions/${slug}`;

/** A page of petitions. @param total how many there are in all. */
export function petitionPage(
  found: readonly Found[],
  { page, perPage, total, publicUrl }: { page: number; perPage: number; total: number; publicUrl: string },
): object {
  const pages = Math.ceil(total / perPage);
  const at = (one: number) => ({ href: `${publicUrl}/api/osdi/petitions?page=${one}&per_page=${perPage}` });
  const previous = page > 1 && pages > 0 ? at(Math.min(page - 1, pages)) : undefined;
  return {
    total_pages: pages,
    per_page: perPage,
    page,
    total_records: total,
    _links: {
      curies,
      self: at(page),
      ...(page < pages && { next: at(page + 1) }),
      // The standard writes `previous`. Some clients look for `prev`.
      ...(previous && { previous, prev: previous }),
      'osdi:petitions': found.map(({ campaign }) => ({ href: addressOf(campaign, publicUrl) })),
    },
    _embedded: { 'osdi:petitions': found.map((one) => petition(one, publicUrl)) },
  };
}
