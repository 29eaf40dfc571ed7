import * as z from 'zod/mini';
import { sharedCase } from '../../core/campaigns/case.ts';
import { language, slug } from '../../core/campaigns/fields.ts';
import { caseStatuses } from '../../core/campaigns/values.ts';
import { type Call, problem } from '../../http/contract.ts';
import {
  body,
  changed,
  changedCase,
  cursor,
  form,
  ifMatch,
  MADE,
  meanwhile,
  needed,
  organisedCase,
  PAGE,
  TAG,
  time,
  who,
} from './parts.ts';

/** The calls about cases. */
const listed = z.object({
  id: z.string(),
  name: z.string(),
  people: z.int(),
  work: z.optional(z.string()),
  status: z.enum(caseStatuses),
  campaigns: z.array(z.string()),
  mayChange: z.boolean(),
});

/** A version of a case: its fields, and who wrote it so. */
const version = z.extend(sharedCase, {
  revision: z.int(),
  changedAt: z.optional(time),
  changedBy: z.optional(z.string()),
});

const WITH_FIELDS = 'The case: its fields as in a campaign file, and these';
const params = { id: slug };
const found = { ...who, 404: problem('No such case, or none of your campaigns speaks for it') };

export const caseCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/cases',
    summary: 'The cases that you may see, by id. The header Link has the next page.',
    query: {
      q: z.optional(z.string().check(z.describe('Finds them by their names.'))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor,
    },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page', schema: z.array(listed), ...PAGE },
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
      201: { description: WITH_FIELDS, schema: organisedCase, ...MADE },
      ...form,
      ...who,
      404: problem('No such campaign'),
      ...meanwhile,
      410: problem('The campaign was deleted'),
      422: changed[422],
    },
  },
  {
    method: 'get',
    path: '/api/organise/cases/:id',
    summary: 'One case, with the campaigns that speak for it',
    params,
    isForOrganisers: true,
    answers: { 200: { description: WITH_FIELDS, schema: organisedCase, ...TAG }, ...found },
  },
  {
    method: 'patch',
    path: '/api/organise/cases/:id',
    summary: 'Change some fields in each campaign that speaks for the case, by a JSON merge patch (RFC 7396)',
    params,
    headers: { 'If-Match': ifMatch },
    body: z.looseObject({}),
    patchOf: { name: 'PrisonerCase', fields: sharedCase },
    bodyTypes: ['application/merge-patch+json', 'application/json'],
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: organisedCase, ...TAG },
      ...body,
      ...found,
      ...changedCase,
      ...needed,
    },
  },
  {
    method: 'delete',
    path: '/api/organise/cases/:id',
    summary: 'Erase a case that no campaign has, with all its versions. For admins.',
    params,
    headers: { 'If-Match': ifMatch },
    isForOrganisers: true,
    answers: {
      204: { description: 'Erased' },
      ...found,
      409: problem('A campaign speaks for it'),
      412: changedCase[412],
      ...needed,
    },
  },
  {
    method: 'get',
    path: '/api/organise/cases/:id/versions',
    summary:
      'What a case was before, the newest first: its fields, and who wrote them. The header Link has the next page.',
    params,
    query: { cursor },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page', schema: z.array(version), ...PAGE },
      400: problem('A wrong cursor'),
      ...found,
    },
  },
];
