import * as z from 'zod/mini';
import { slug } from '../../core/campaigns/fields.ts';
import { newUpdate } from '../../core/campaigns/parts.ts';
import { type Call, problem } from '../../http/contract.ts';
import { body, changed, found, ifMatch, MADE, needed, step, stepRefused, TAG } from './parts.ts';

/** The calls about the updates of a campaign. */

/** What most of them answer. */
export const organisedUpdate = z.object({
  id: z.string().check(z.describe('Feeds know the update by it.')),
  state: z
    .enum(['draft', 'scheduled', 'published'])
    .check(z.describe('Only published ones are public. A scheduled one is published by itself at its moment.')),
  at: z.iso.datetime({ offset: true }),
  draft: z.boolean(),
  title: z.string(),
  text: z.string(),
});

const either = { ...found, 404: problem('No such campaign, or no such update') };
const one = { slug, id: z.string() };
const PATH = '/api/organise/campaigns/:slug/updates';

export const updateCalls: readonly Call[] = [
  {
    method: 'get',
    path: PATH,
    summary: 'The updates of a campaign, drafts and scheduled ones too',
    params: { slug },
    isForOrganisers: true,
    answers: {
      200: { description: 'In the order of the campaign file', schema: z.array(organisedUpdate), ...TAG },
      ...found,
    },
  },
  {
    method: 'post',
    path: PATH,
    summary: 'Add an update: a draft, one for later, or one that is published at once',
    params: { slug },
    headers: { 'If-Match': z.optional(ifMatch) },
    body: newUpdate,
    isForOrganisers: true,
    answers: {
      201: { description: 'The update. The ETag is that of the campaign.', schema: organisedUpdate, ...MADE },
      ...body,
      ...found,
      ...changed,
    },
  },
  {
    method: 'get',
    path: `${PATH}/:id`,
    summary: 'One update',
    params: one,
    isForOrganisers: true,
    answers: { 200: { description: 'The update', schema: organisedUpdate, ...TAG }, ...either },
  },
  {
    method: 'patch',
    path: `${PATH}/:id`,
    summary: 'Change fields of an update, by a JSON merge patch (RFC 7396)',
    params: one,
    headers: { 'If-Match': ifMatch },
    // Every field of it is checked as a part of the campaign.
    body: z.looseObject({}),
    patchOf: { name: 'Update', fields: newUpdate },
    bodyTypes: ['application/merge-patch+json', 'application/json'],
    isForOrganisers: true,
    answers: {
      200: { description: 'The update', schema: organisedUpdate, ...TAG },
      ...body,
      ...either,
      ...changed,
      ...needed,
    },
  },
  {
    method: 'delete',
    path: `${PATH}/:id`,
    summary: 'Delete an update, with its translations',
    params: one,
    headers: { 'If-Match': ifMatch },
    isForOrganisers: true,
    answers: { 204: { description: 'Deleted', ...TAG }, ...either, ...changed, ...needed },
  },
  {
    method: 'post',
    path: `${PATH}/:id/publish`,
    summary: 'Publish a draft or a scheduled update now',
    params: one,
    headers: { 'If-Match': z.optional(ifMatch) },
    ...step,
    isForOrganisers: true,
    answers: {
      200: { description: 'The update', schema: organisedUpdate, ...TAG },
      ...stepRefused,
      ...either,
      ...changed,
    },
  },
];
