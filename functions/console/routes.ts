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
  /** Whether a request may have a picture in it, and so be larger than others. */
  readonly takesPicture?: true;
}

const CAMPAIGN = '/api/organise/campaigns/:slug';

const PAGE = '/organise/campaigns/:slug';
const PERSON = '/organise/people/:id';

/** The pages. One that ends in a step asks for the right of that step at once, so that nobody fills in a form in vain. */
const pageRows: readonly Row[] = [
  { method: 'GET', path: '/organise/sign-in', right: 'anybody' },
  { method: 'GET', path: '/organise/signed-in', right: 'anybody' },
  { method: 'GET', path: '/organise/signed-in-again', right: 'anybody' },
  { method: 'POST', path: '/organise/sign-out', right: 'anybody' },
  { method: 'GET', path: '/organise/signed-out', right: 'anybody' },
  { method: 'GET', path: '/organise', right: 'campaign.list' },
  { method: 'GET', path: PAGE, right: 'campaign.read' },
  ...(['open', 'pause', 'close'] as const).flatMap((turn) => [
    { method: 'GET', path: `${PAGE}/${turn}`, right: 'campaign.publish' } as const,
    { method: 'POST', path: `${PAGE}/${turn}`, right: 'campaign.publish' } as const,
  ]),
  // Some sections also need the right to publish: each says so itself.
  { method: 'GET', path: `${PAGE}/edit/:section`, right: 'campaign.write' },
  { method: 'POST', path: `${PAGE}/edit/:section`, right: 'campaign.write', takesPicture: true },
  // Pictures that no public page shows. Their names are hashes, which nobody guesses.
  { method: 'GET', path: '/organise/pictures/:file', right: 'campaign.list' },
  { method: 'GET', path: '/organise/people', right: 'organiser.read' },
  { method: 'GET', path: '/organise/people/invite', right: 'organiser.write' },
  { method: 'POST', path: '/organise/people/invite', right: 'organiser.write' },
  { method: 'GET', path: PERSON, right: 'organiser.write' },
  { method: 'POST', path: `${PERSON}/roles`, right: 'organiser.write' },
  ...(['again', 'remove'] as const).flatMap((act) => [
    { method: 'GET', path: `${PERSON}/${act}`, right: 'organiser.write' } as const,
    { method: 'POST', path: `${PERSON}/${act}`, right: 'organiser.write' } as const,
  ]),
  { method: 'GET', path: '/organise/tokens', right: 'token.read' },
  { method: 'GET', path: '/organise/tokens/new', right: 'token.create' },
  { method: 'POST', path: '/organise/tokens/new', right: 'token.create' },
  { method: 'GET', path: '/organise/tokens/:id/revoke', right: 'token.read' },
  { method: 'POST', path: '/organise/tokens/:id/revoke', right: 'token.read' },
];

/**
 * Every route of the console. The guard is made from it, and so is the test: a route that has no row is answered by nobody.
 */
export const rows: readonly Row[] = [
  { method: 'GET', path: '/api/organise/campaigns', right: 'campaign.list' },
  { method: 'POST', path: '/api/organise/campaigns', right: 'campaign.create' },
  { method: 'GET', path: CAMPAIGN, right: 'campaign.read' },
  // Some fields also need the right to publish: the use case knows which.
  { method: 'PATCH', path: CAMPAIGN, right: 'campaign.write' },
  { method: 'POST', path: `${CAMPAIGN}/pictures`, right: 'campaign.write', takesPicture: true },
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
  ...pageRows,
];

/** The paths of the console, as the table of functions (`infra/functions.ts`) names them. */
export const consolePaths = ['/api/organise/{rest+}', '/organise', '/organise/{rest+}'] as const;
