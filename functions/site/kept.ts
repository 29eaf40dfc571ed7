import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { isListed } from '../core/campaigns/visibility.ts';
import type { Entry } from '../core/overview/entry.ts';
import { DAY } from '../core/running/clock.ts';
import type { ChartFile } from './dashboard/files.ts';
import type { SiteDeps } from './deps.ts';
import { type Kind, type Moving, mayMoveAt, sharedSeconds } from './freshness.ts';

/** Headers of an answer that has the numbers of some campaigns. */
export type Kept = (kind: Kind, found: readonly Shown[]) => Record<string, string>;

/** What an answer's time depends on. An entry of the overview is always listed. */
export interface Shown {
  readonly campaign: Pick<CampaignHead, 'publish' | 'deletedAt'> & Partial<Pick<CampaignHead, 'visibility'>>;
  readonly published: Moving;
}

export const shownEntry = (entry: Entry): Shown => ({ campaign: { publish: entry.publish }, published: entry.numbers });

/** An answer that has days alone: they move when one has ended, also those of a campaign that counts live. */
export const shownDays = ({ campaign }: Shown): Shown => ({
  campaign: { ...campaign, publish: 'careful' },
  published: { asOf: 0, every: DAY },
});

/** Days in prison, which grow at each midnight in UTC. */
export const midnight: Shown = { campaign: { publish: 'careful' }, published: { asOf: 0, every: DAY } };

/**
 * A browser asks again each time. A shared cache may answer until a number may move, and with a page for a few seconds more
 * while it asks for a new one. So a crowd costs a few reads.
 */
export const keptBy =
  ({ clock }: Pick<SiteDeps, 'clock'>): Kept =>
  (kind, found) => {
    const now = clock();
    // The soonest decides. There may be thousands.
    const next = found.reduce(
      (soonest, { campaign, published }) => Math.min(soonest, mayMoveAt(campaign, published, now)),
      Number.POSITIVE_INFINITY,
    );
    const shared = sharedSeconds(kind, next, now);
    const whileAsking = kind === 'page' ? ', stale-while-revalidate=5' : '';
    return {
      'cache-control': `public, max-age=0, s-maxage=${shared}${whileAsking}`,
      // Data has no page that could say so.
      ...(found.some(({ campaign }) => !isListed(campaign)) && { 'x-robots-tag': 'noindex' }),
    };
  };

/** Headers of a chart as a file. */
export const fileHeaders = ({ type, name, disposition }: Omit<ChartFile, 'body'>) => ({
  'content-type': type,
  'content-disposition': `${disposition}; filename="${name}"`,
});

/** Answers with a page. Its bytes are made once, for the tag and the answer: from a string each would make its own. */
export function pageAnswer(c: Context, html: string, headers: Readonly<Record<string, string>>): Response {
  const bytes = Buffer.from(html);
  const tag = createHash('sha1').update(bytes).digest('hex');
  return c.body(bytes, 200, { ...headers, 'content-type': 'text/html; charset=UTF-8', etag: `"${tag}"` });
}
