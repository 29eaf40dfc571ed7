import * as z from 'zod/mini';
import { sharedCase } from '../core/campaigns/case.ts';
import { language, slug } from '../core/campaigns/fields.ts';
import { caseStatuses } from '../core/campaigns/values.ts';
import { type Call, problem } from '../http/contract.ts';
import { ifMatch, time, who } from './contract-parts.ts';

/** The API of cases. */

const listed = z.object({
  id: z.string(),
  name: z.string(),
  people: z.int(),
  work: z.optional(z.string()),
  status: z.enum(caseStatuses),
  campaigns: z.array(z.string()),
  mayChange: z.boolean(),
});

/** What most calls of cases answer. */
export const organisedCase = z.object({
  id: z.string(),
  language: z.string().check(z.describe('Of its words.')),
  revision: z.int().check(z.describe('How often it has been written. The ETag is this number.')),
  changedAt: z.optional(time),
  changedBy: z.optional(z.string().check(z.describe('The id of an organiser, or `operator`.'))),
  campaigns: z.array(z.string()).check(z.describe('Those that speak for it and that you may see.')),
  otherCampaigns: z.int().check(z.describe('How many others do.')),
  behind: z
    .array(z.string())
    .check(z.describe('Those that do not have the last change yet. Send it once more, or any other, to finish it.')),
  mayChange: z.boolean(),
});

const version = z.object({
  revision: z.int(),
  changedAt: z.optional(time),
  changedBy: z.optional(z.string()),
});

const WITH_FIELDS = 'The case: its fields as in a campaign file, and these';
const params = { id: slug };
const unknown = problem('No such case, or none of your campaigns speaks for it');
const faulty = problem('`errors` names each field that is missing or wrong');

export const caseCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/cases',
    summary: 'The cases that you may see, by id. The header Link has the next page.',
    query: {
      q: z.optional(z.string().check(z.describe('Finds them by their names.'))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor: z.optional(slug),
    },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page', schema: z.array(listed) },
      400: problem('A wrong limit or cursor'),
      ...who,
    },
  },
  {
    method: 'post',
    path: '/api/organise/cases',
    summary: 'Make a case. Only admins may leave out the campaign that speaks for it.',
    body: z.extend(sharedCase, {
      id: z.optional(slug.check(z.describe('The address of its page. Left out: made from the name.'))),
      campaign: z.optional(slug),
      language: z.optional(language.check(z.describe('Of its words, if there is no campaign yet. Left out: en.'))),
    }),
    isForOrganisers: true,
    answers: {
      201: { description: WITH_FIELDS, schema: organisedCase },
      400: problem('Not a JSON object'),
      ...who,
      404: problem('No such campaign'),
      410: problem('The campaign was deleted'),
      412: problem('Somebody else changed the campaign at the same moment'),
      422: faulty,
    },
  },
  {
    method: 'get',
    path: '/api/organise/cases/:id',
    summary: 'One case, with the campaigns that speak for it',
    params,
    isForOrganisers: true,
    answers: { 200: { description: WITH_FIELDS, schema: organisedCase }, ...who, 404: unknown },
  },
  {
    method: 'patch',
    path: '/api/organise/cases/:id',
    summary: 'Change some fields in each campaign that speaks for the case, by a JSON merge patch (RFC 7396)',
    params,
    headers: { 'If-Match': ifMatch },
    body: z.looseObject({}),
    bodyTypes: ['application/merge-patch+json', 'application/json'],
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: organisedCase },
      400: problem('Not a JSON object'),
      ...who,
      404: unknown,
      412: problem('Another version is stored: `theirs` has it, with its ETag'),
      422: faulty,
      428: problem('If-Match is missing'),
    },
  },
  {
    method: 'delete',
    path: '/api/organise/cases/:id',
    summary: 'Erase a case that no campaign has, with all its versions. For admins.',
    params,
    isForOrganisers: true,
    answers: { 204: { description: 'Erased' }, ...who, 404: unknown, 409: problem('A campaign speaks for it') },
  },
  {
    method: 'get',
    path: '/api/organise/cases/:id/versions',
    summary: 'All versions of a case, the newest first: its fields, and who wrote them',
    params,
    isForOrganisers: true,
    answers: { 200: { description: 'The versions', schema: z.array(version) }, ...who, 404: unknown },
  },
];
