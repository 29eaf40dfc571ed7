import * as z from 'zod/mini';
import { campaignRoles } from '../../core/access/roles.ts';
import { type Call, problem, problemSchema } from '../../http/contract.ts';
import { invitation, rolesSent } from '../api/people.ts';
import { BOTH, cursor, etag, form, ifMatch, PAGE, PROBLEM, TAG, time, who } from './parts.ts';

/** The calls about organisers. */

export const organiser = z.object({
  id: z.string(),
  address: z.string(),
  name: z.optional(z.string()),
  isAdmin: z.boolean(),
  campaigns: z.record(z.string(), z.enum(campaignRoles)),
  revision: z.int().check(z.describe('How often somebody has decided what they may do. The ETag is this number.')),
  state: z.enum(['active', 'invited', 'expired']),
  invitedUntil: z.optional(time.check(z.describe('Left out once the invitation was followed.'))),
  createdAt: time,
  lastSeenDay: z.optional(z.iso.date()),
});

/** Somebody else has changed what an organiser may do. */
const otherRoles = z.extend(problemSchema, {
  yours: z.object({ etag }),
  theirs: z.object({ etag, organiser }),
});

export const peopleCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/me',
    summary: 'Your account. For a session alone: no token may ask.',
    isForOrganisers: true,
    answers: {
      200: {
        description: 'Who you are, and your roles',
        schema: z.object({ account: z.string(), isAdmin: z.boolean(), campaigns: organiser.shape.campaigns }),
      },
      ...who,
    },
  },
  {
    method: 'get',
    path: '/api/organise/organisers',
    summary: 'The organisers, for admins. The header Link has the next page.',
    query: {
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor,
    },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page, the oldest first', schema: z.array(organiser), ...PAGE },
      400: problem('A wrong limit or cursor'),
      ...who,
    },
  },
  {
    method: 'post',
    path: '/api/organise/organisers',
    summary: 'Invite somebody, or with `again` somebody who is here: then all that they had open ends',
    body: invitation,
    isForOrganisers: true,
    answers: {
      201: { description: 'The id of the account', schema: z.object({ id: z.string() }), headers: ['Location'] },
      ...form,
      ...who,
      409: problem('They are here already, or are the only admin'),
    },
  },
  {
    method: 'patch',
    path: '/api/organise/organisers/:account',
    summary: 'Change what an organiser may do, from their next request on',
    params: { account: z.string() },
    headers: { 'If-Match': ifMatch },
    body: rolesSent,
    isForOrganisers: true,
    answers: {
      204: { description: 'Changed', ...TAG },
      ...form,
      ...who,
      404: problem('No such organiser'),
      409: problem('The last admin stays one'),
      412: { description: BOTH, schema: otherRoles, type: PROBLEM },
      428: problem('If-Match is missing'),
    },
  },
  {
    method: 'delete',
    path: '/api/organise/organisers/:account',
    summary: 'Remove an organiser. Their sessions and tokens end.',
    params: { account: z.string() },
    isForOrganisers: true,
    answers: {
      204: { description: 'Removed' },
      ...who,
      404: problem('No such organiser'),
      409: problem('The last admin stays'),
    },
  },
];
