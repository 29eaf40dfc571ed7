import type { Right } from '../core/access/rights.ts';

/** A route of the console, and who may use it. */
export interface Row {
  /** GET stands for HEAD, too. */
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As Hono writes it. What it calls `:slug` is the campaign that the right is about. */
  readonly path: string;
  /** `anybody`: also without a session, such as the page to sign in. */
  readonly right: Right | 'anybody';
  /** How long ago a session may have proved its second factor, in milliseconds, if that is less than the right says. */
  readonly freshWithin?: number;
}

const CAMPAIGN = '/api/organise/campaigns/:slug';

/**
 * Every route of the console. The guard is made from it, and so is the test: a route that has no row is answered by nobody.
 */
export const rows: readonly Row[] = [
  { method: 'GET', path: '/api/organise/campaigns', right: 'campaign.list' },
  { method: 'POST', path: '/api/organise/campaigns', right: 'campaign.create' },
  { method: 'GET', path: CAMPAIGN, right: 'campaign.read' },
  // Some fields also need the right to publish: the use case knows which.
  { method: 'PATCH', path: CAMPAIGN, right: 'campaign.write' },
  { method: 'POST', path: `${CAMPAIGN}/open`, right: 'campaign.publish' },
  { method: 'POST', path: `${CAMPAIGN}/close`, right: 'campaign.publish' },
  { method: 'POST', path: `${CAMPAIGN}/pause`, right: 'campaign.publish' },
  { method: 'GET', path: '/api/organise/me', right: 'account.own' },
  { method: 'GET', path: '/api/organise/tokens', right: 'token.read' },
  { method: 'POST', path: '/api/organise/tokens', right: 'token.create' },
  { method: 'DELETE', path: '/api/organise/tokens/:id', right: 'token.read' },
  { method: 'GET', path: '/api/organise/organisers', right: 'organiser.read' },
  { method: 'POST', path: '/api/organise/organisers', right: 'organiser.write' },
  { method: 'PATCH', path: '/api/organise/organisers/:account', right: 'organiser.write' },
  { method: 'DELETE', path: '/api/organise/organisers/:account', right: 'organiser.write' },
];

/** The paths of the console, as the table of functions (`infra/functions.ts`) names them. */
export const consolePaths = ['/api/organise/{rest+}'] as const;
