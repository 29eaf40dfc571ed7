import type { Right } from '../core/access/rights.ts';
import { askedOfTrail } from '../core/audit/asked.ts';
import { PREVIEW_PICTURES } from '../core/campaigns/preview-token.ts';
import { rightFor, steps } from '../core/campaigns/states.ts';

/** A route of the console, and who may use it. */
export interface Row {
  /** GET stands for HEAD, too. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As Hono writes it. What it calls `:slug` is the campaign that the right is about. */
  readonly path: string;
  /** `anybody`: also without a session, such as the page to sign in. */
  readonly right: Right | 'anybody';
  /** Whether a request may have a picture in it, and so be larger than others. */
  readonly takesPicture?: true;
  /**
   * A GET that leaves an entry in the trail. A link on another site, in a message or in a text of a campaign would make a person who follows
   * it leave an entry in their own name. So a session needs here what it needs for a change.
   */
  readonly leavesEntry?: true;
  /** What a program may ask for after the `?`. Anything else is refused: to leave it out would answer more than was asked for. */
  readonly asks?: readonly string[];
}

/** What asks for a page of a list. */
const PAGE_OF_LIST = ['limit', 'cursor'] as const;

const CAMPAIGN = '/api/organise/campaigns/:slug';

const CASE = '/api/organise/cases/:id';

const PAGE = '/organise/campaigns/:slug';
const PRISONER = '/organise/cases/:id';
const PERSON = '/organise/people/:id';
const ENDPOINT = '/organise/webhooks/:id';

/** History, copies, files and previews. Of files and undoing, some fields also need the right to publish. */
const historyRows: readonly Row[] = [
  { method: 'GET', path: `${PAGE}/versions`, right: 'campaign.read' },
  { method: 'GET', path: `${PAGE}/versions/:revision`, right: 'campaign.read' },
  { method: 'GET', path: `${PAGE}/versions/:revision/undo`, right: 'campaign.write' },
  { method: 'POST', path: `${PAGE}/versions/:revision/undo`, right: 'campaign.write' },
  { method: 'GET', path: `${PAGE}/file`, right: 'campaign.read' },
  { method: 'GET', path: `${PAGE}/import`, right: 'campaign.write' },
  { method: 'POST', path: `${PAGE}/import`, right: 'campaign.write' },
  { method: 'GET', path: '/organise/import', right: 'campaign.create' },
  { method: 'POST', path: '/organise/import', right: 'campaign.create' },
  { method: 'GET', path: `${PAGE}/duplicate`, right: 'campaign.create' },
  { method: 'POST', path: `${PAGE}/duplicate`, right: 'campaign.create' },
  { method: 'POST', path: `${PAGE}/look`, right: 'campaign.read' },
  { method: 'GET', path: `${PAGE}/preview`, right: 'campaign.write' },
  { method: 'POST', path: `${PAGE}/preview`, right: 'campaign.write' },
  { method: 'POST', path: `${PAGE}/preview/end`, right: 'campaign.write' },
  { method: 'GET', path: `${CAMPAIGN}/versions`, right: 'campaign.read', asks: ['cursor'] },
  { method: 'GET', path: `${CAMPAIGN}/versions/:revision`, right: 'campaign.read' },
  { method: 'POST', path: `${CAMPAIGN}/undo`, right: 'campaign.write' },
  { method: 'POST', path: `${CAMPAIGN}/duplicate`, right: 'campaign.create' },
  { method: 'GET', path: `${CAMPAIGN}/file`, right: 'campaign.read' },
  { method: 'PUT', path: `${CAMPAIGN}/file`, right: 'campaign.write' },
  { method: 'GET', path: `${CAMPAIGN}/previews`, right: 'campaign.write' },
  { method: 'POST', path: `${CAMPAIGN}/previews`, right: 'campaign.write' },
  { method: 'DELETE', path: `${CAMPAIGN}/previews/:id`, right: 'campaign.write' },
];

/** The pages. One that ends in a step asks for the right of that step at once, so that nobody fills in a form in vain. */
const pageRows: readonly Row[] = [
  { method: 'GET', path: '/organise/sign-in', right: 'anybody' },
  { method: 'GET', path: '/organise/signed-in', right: 'anybody' },
  { method: 'GET', path: '/organise/signed-in-again', right: 'anybody' },
  { method: 'POST', path: '/organise/sign-out', right: 'anybody' },
  { method: 'GET', path: '/organise/signed-out', right: 'anybody' },
  { method: 'GET', path: '/organise', right: 'campaign.list' },
  { method: 'GET', path: '/organise/campaigns/new', right: 'campaign.create' },
  { method: 'POST', path: '/organise/campaigns/new', right: 'campaign.create' },
  { method: 'GET', path: PAGE, right: 'campaign.read' },
  ...steps.flatMap((step) => [
    { method: 'GET', path: `${PAGE}/${step}`, right: rightFor(step) } as const,
    { method: 'POST', path: `${PAGE}/${step}`, right: rightFor(step) } as const,
  ]),
  ...historyRows,
  // Some sections also need the right to publish: each says so itself.
  { method: 'GET', path: `${PAGE}/edit/:section`, right: 'campaign.write' },
  { method: 'POST', path: `${PAGE}/edit/:section`, right: 'campaign.write', takesPicture: true },
  { method: 'GET', path: '/organise/cases', right: 'case.read' },
  ...(['GET', 'POST'] as const).flatMap((method) => [
    { method, path: '/organise/cases/new', right: 'case.write', takesPicture: true } as const,
    { method, path: `${PRISONER}/edit`, right: 'case.write', takesPicture: true } as const,
    { method, path: `${PRISONER}/status`, right: 'case.write' } as const,
    { method, path: `${PRISONER}/erase`, right: 'case.erase' } as const,
    { method, path: `${PAGE}/cases/add`, right: 'campaign.write' } as const,
  ]),
  { method: 'GET', path: PRISONER, right: 'case.read' },
  { method: 'GET', path: `${PRISONER}/versions`, right: 'case.read' },
  { method: 'POST', path: `${PRISONER}/finish`, right: 'case.write' },
  { method: 'POST', path: `${PRISONER}/status/take-back`, right: 'case.write' },
  { method: 'GET', path: `${PAGE}/updates`, right: 'campaign.read' },
  ...['new', ':id', ':id/publish', ':id/delete'].flatMap((end) => [
    { method: 'GET', path: `${PAGE}/updates/${end}`, right: 'campaign.write' } as const,
    { method: 'POST', path: `${PAGE}/updates/${end}`, right: 'campaign.write' } as const,
  ]),
  // For those who have a link to a draft: its token is the key.
  { method: 'GET', path: `${PREVIEW_PICTURES}:slug/:file`, right: 'anybody' },
  // Pictures that no public page shows: of a campaign, of a case, and those that somebody has just uploaded (core/pictures/kept.ts).
  { method: 'GET', path: `${PAGE}/pictures/:file`, right: 'campaign.read' },
  { method: 'GET', path: `${PRISONER}/pictures/:file`, right: 'case.read' },
  { method: 'GET', path: '/organise/pictures/:file', right: 'campaign.list' },
  { method: 'GET', path: '/organise/people', right: 'organiser.read' },
  { method: 'POST', path: '/organise/people', right: 'organiser.read' },
  { method: 'GET', path: '/organise/people/invite', right: 'organiser.write' },
  { method: 'POST', path: '/organise/people/invite', right: 'organiser.write' },
  { method: 'GET', path: PERSON, right: 'organiser.write' },
  { method: 'POST', path: `${PERSON}/roles`, right: 'organiser.write' },
  ...(['again', 'remove'] as const).flatMap((act) => [
    { method: 'GET', path: `${PERSON}/${act}`, right: 'organiser.write' } as const,
    { method: 'POST', path: `${PERSON}/${act}`, right: 'organiser.write' } as const,
  ]),
  { method: 'GET', path: '/organise/audit', right: 'audit.read' },
  { method: 'GET', path: '/organise/audit/export', right: 'audit.read' },
  { method: 'POST', path: '/organise/audit/export', right: 'audit.read' },
  { method: 'GET', path: '/organise/audit/check', right: 'audit.read' },
  { method: 'GET', path: '/organise/audit/:id', right: 'audit.read' },
  { method: 'GET', path: '/organise/webhooks', right: 'webhook.read' },
  { method: 'GET', path: ENDPOINT, right: 'webhook.read' },
  { method: 'POST', path: `${ENDPOINT}/test`, right: 'webhook.send' },
  { method: 'POST', path: `${ENDPOINT}/replay`, right: 'webhook.send' },
  { method: 'POST', path: `${ENDPOINT}/enable`, right: 'webhook.enable' },
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
  {
    ...({ method: 'GET', path: '/api/organise/campaigns', right: 'campaign.list' } as const),
    asks: ['q', 'state', 'language', 'role', 'sort', ...PAGE_OF_LIST],
  },
  { method: 'POST', path: '/api/organise/campaigns', right: 'campaign.create' },
  { method: 'GET', path: CAMPAIGN, right: 'campaign.read' },
  // Some fields also need the right to publish: the use case knows which.
  { method: 'PATCH', path: CAMPAIGN, right: 'campaign.write' },
  { method: 'POST', path: `${CAMPAIGN}/pictures`, right: 'campaign.write', takesPicture: true, asks: ['use'] },
  ...steps.map((step) => ({ method: 'POST', path: `${CAMPAIGN}/${step}`, right: rightFor(step) }) as const),
  // Which cases, and whose campaigns they are in, the use cases know.
  { method: 'GET', path: '/api/organise/cases', right: 'case.read', asks: ['q', ...PAGE_OF_LIST] },
  { method: 'POST', path: '/api/organise/cases', right: 'case.write' },
  { method: 'GET', path: CASE, right: 'case.read' },
  { method: 'PATCH', path: CASE, right: 'case.write' },
  { method: 'DELETE', path: CASE, right: 'case.erase' },
  { method: 'GET', path: `${CASE}/versions`, right: 'case.read', asks: ['cursor'] },
  { method: 'GET', path: `${CAMPAIGN}/updates`, right: 'campaign.read' },
  { method: 'POST', path: `${CAMPAIGN}/updates`, right: 'campaign.write' },
  { method: 'GET', path: `${CAMPAIGN}/updates/:id`, right: 'campaign.read' },
  { method: 'PATCH', path: `${CAMPAIGN}/updates/:id`, right: 'campaign.write' },
  { method: 'DELETE', path: `${CAMPAIGN}/updates/:id`, right: 'campaign.write' },
  { method: 'POST', path: `${CAMPAIGN}/updates/:id/publish`, right: 'campaign.write' },
  { method: 'GET', path: '/api/organise/me', right: 'account.own' },
  { method: 'GET', path: '/api/organise/tokens', right: 'token.read' },
  { method: 'POST', path: '/api/organise/tokens', right: 'token.create' },
  { method: 'DELETE', path: '/api/organise/tokens/:id', right: 'token.read' },
  { method: 'GET', path: '/api/organise/organisers', right: 'organiser.read', asks: PAGE_OF_LIST },
  { method: 'POST', path: '/api/organise/organisers', right: 'organiser.write' },
  { method: 'PATCH', path: '/api/organise/organisers/:account', right: 'organiser.write' },
  { method: 'DELETE', path: '/api/organise/organisers/:account', right: 'organiser.write' },
  { method: 'GET', path: '/api/organise/audit', right: 'audit.read', asks: askedOfTrail },
  { method: 'GET', path: '/api/organise/audit/export', right: 'audit.read', leavesEntry: true, asks: ['from'] },
  { method: 'GET', path: '/api/organise/audit/check', right: 'audit.read', asks: ['after', 'noted'] },
  { method: 'GET', path: '/api/organise/audit/:id', right: 'audit.read' },
  { method: 'GET', path: '/api/organise/webhooks', right: 'webhook.read' },
  { method: 'GET', path: `/api${ENDPOINT}`, right: 'webhook.read', asks: PAGE_OF_LIST },
  { method: 'POST', path: `/api${ENDPOINT}/test`, right: 'webhook.send' },
  { method: 'POST', path: `/api${ENDPOINT}/replay`, right: 'webhook.send' },
  { method: 'POST', path: `/api${ENDPOINT}/enable`, right: 'webhook.enable' },
  ...pageRows,
];

/** The paths of the console, as the table of functions (`infra/functions.ts`) names them. */
export const consolePaths = ['/api/organise/{rest+}', '/organise', '/organise/{rest+}'] as const;
