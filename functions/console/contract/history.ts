import * as z from 'zod/mini';
import { slug } from '../../core/campaigns/fields.ts';
import { won } from '../../core/campaigns/parts.ts';
import { caseStatuses } from '../../core/campaigns/values.ts';
import { type Call, problem } from '../../http/contract.ts';
import { undoSent } from '../api/history.ts';
import {
  changed,
  cursor,
  form,
  found,
  ifMatch,
  meanwhileOrOtherState,
  needed,
  organisedCampaign,
  PAGE,
  TAG,
  time,
  WITH_FIELDS,
} from './parts.ts';

/** The calls about the history of a campaign. */

const version = z.object({
  revision: z.int(),
  at: z.optional(
    time.check(z.describe('When it was written. Left out, as the next ones: before there was a history.')),
  ),
  by: z.optional(z.string().check(z.describe('The id of an organiser, `operator` or `schedule`.'))),
  client: z.optional(z.enum(['console', 'api', 'command', 'schedule'])),
  act: z.optional(z.string().check(z.describe('As the audit trail calls it: `campaign.put`.'))),
  broughtBack: z.optional(z.int().check(z.describe('Of `campaign.undo`: the revision that came back.'))),
  changed: z.optional(
    z
      .array(z.string())
      .check(z.describe('The fields that it changed. Left out: it is the first one, or older than this list.')),
  ),
  pausedAt: z.optional(time.check(z.describe('Since when it was paused, if it was.'))),
  archivedAt: z.optional(time.check(z.describe('Since when it was archived, if it was.'))),
  erased: z.optional(z.array(time).check(z.describe('When cases were erased that it had. Nobody sees them again.'))),
});

/** A campaign after an earlier version has come back, as far as it can. */
const broughtBack = z.extend(organisedCampaign, {
  kept: z
    .array(z.object({ name: z.string(), how: z.enum(['out', 'now']) }))
    .check(z.describe('Cases about which other campaigns decide, too. out: it stays out. now: it is as it is now.')),
  said: z
    .array(
      z.object({
        name: z.string(),
        now: z.enum(caseStatuses),
        back: z.enum(caseStatuses).check(z.describe('In the version.')),
        others: z.int().check(z.describe('How many other campaigns speak for them. You may change all of these.')),
      }),
    )
    .check(
      z.describe(
        'Cases to which something else has happened since. Without `happened`, they are as they were before the undo.',
      ),
    ),
  victory: z.optional(
    z
      .object({ now: z.optional(won), back: z.optional(won.check(z.describe('In the version.'))) })
      .check(
        z.describe(
          'Another victory was said since, or one, or none. Without `happened`, it is as it was before the undo. Left out: the same.',
        ),
      ),
  ),
  erased: z.array(time).check(z.describe('When cases were erased that the version had. They do not come back.')),
});

export const historyCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug/versions',
    summary: 'What a campaign was before, the newest first. The header Link has the next page.',
    params: { slug },
    query: { cursor },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page', schema: z.array(version), ...PAGE },
      400: problem('A wrong cursor'),
      ...found,
    },
  },
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug/versions/:revision',
    summary: 'One version, with the fields of then',
    params: { slug, revision: z.int().check(z.minimum(1)) },
    isForOrganisers: true,
    answers: {
      200: { description: 'The version', schema: z.extend(version, { campaign: z.looseObject({}) }) },
      ...found,
      404: problem('No such campaign, or no such version'),
    },
  },
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/undo',
    summary: 'Bring back a version. It becomes a new one, and nothing that people have signed is lost.',
    params: { slug },
    headers: { 'If-Match': ifMatch },
    body: undoSent,
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: broughtBack, ...TAG },
      ...form,
      ...found,
      404: problem('No such campaign, or no such version'),
      ...meanwhileOrOtherState,
      ...changed,
      ...needed,
    },
  },
];
