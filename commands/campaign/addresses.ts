import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { pictureName, shareFile } from '../../functions/core/pictures/address.ts';
import type { Target } from '../target.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The public address of a target, without a slash at its end. Of a stage, it is in the environment of its deploy. */
export function publicUrlOf({ stage, publicUrl }: Target, { environment = {} }: Terminal): string | undefined {
  if (stage === undefined) return publicUrl;
  const { AMPARO_STAGE, AMPARO_DOMAIN, AMPARO_EMULATED_URL } = environment;
  if (AMPARO_STAGE && AMPARO_STAGE !== stage) return undefined;
  return AMPARO_DOMAIN ? `https://${AMPARO_DOMAIN}` : AMPARO_EMULATED_URL;
}

/** The address of a campaign, a link for each of its sources, and where to look at the picture for shared links. */
export function addressLines({ slug, sources, share, visibility }: Campaign, publicUrl: string | undefined): string[] {
  if (visibility === 'draft') return ['A draft has no page. To look at it: `npm run campaign -- preview FILE`.'];
  // Without the domain, the lines still show how each link ends.
  const page = `${publicUrl ?? 'https://…'}/campaigns/${slug}`;
  const width = Math.max(...sources.map(({ length }) => length), 0);
  return [
    `Address: ${page}`,
    ...sources.map((source) => `  ${source.padEnd(width)}  ${page}?source=${source}`),
    ...(share
      ? [`Picture for shared links: ${publicUrl ?? 'https://…'}/${pictureName(slug, shareFile(share.id))}`]
      : []),
    ...(publicUrl === undefined ? ['Set AMPARO_DOMAIN as for the deploy to see whole addresses.'] : []),
  ];
}
