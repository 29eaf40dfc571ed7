import * as z from 'zod/mini';
import { campaignRoles } from '../../core/access/roles.ts';
import { slug } from '../../core/campaigns/fields.ts';
import { organisedStatuses, type Turn } from '../../core/campaigns/states.ts';
import { visibilities } from '../../core/campaigns/values.ts';
import { askedStates } from '../../core/overview/organise-list.ts';
import { type Call, problem } from '../../http/contract.ts';
import { openingSent, victorySent } from '../api/campaigns.ts';
import { YAML } from '../api/sent.ts';
import {
  body,
  campaignFields,
  changed,
  cursor,
  form,
  found,
  ifMatch,
  MADE,
  meanwhileOrOtherState,
  needed,
  organisedCampaign,
  otherState,
  PAGE,
  step,
  stepRefused,
  TAG,
  takenOrMeanwhile,
  time,
  WITH_FIELDS,
  who,
} from './parts.ts';

/** The calls about campaigns. */

export const listedCampaign = z.object({
  slug: z.string(),
  title: z.string(),
  language: z.string(),
  status: z.enum(organisedStatuses),
  visibility: z.enum(visibilities),
  goal: z.int(),
  opensAt: time,
  closesAt: z.nullable(time),
  won: z.nullable(z.object({ on: z.string(), words: z.string() })),
  waits: z
    .nullable(z.object({ signatures: z.int(), since: z.nullable(z.iso.date()) }))
    .check(
      z.describe('How many signatures are under review, and the day of the oldest: as noted within the last hour.'),
    ),
  revision: z.int(),
});

type Answers = Call['answers'];
const lacking: Answers = { 422: changed[422] };

const turn = (name: Turn, summary: string, refusals: Answers = {}): Call => ({
  method: 'post',
  path: `/api/organise/campaigns/:slug/${name}`,
  summary,
  params: { slug },
  headers: { 'If-Match': z.optional(ifMatch) },
  ...step,
  ...(name === 'open' && { body: openingSent }),
  isForOrganisers: true,
  answers: {
    200: { description: WITH_FIELDS, schema: organisedCampaign, ...TAG },
    ...stepRefused,
    ...found,
    412: changed[412],
    ...refusals,
  },
});

export const campaignCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/campaigns',
    summary:
      'The campaigns that you may see, by slug; or those that fit. Without `q` and `state`, a list by `language`, `role` or `sort=needs` leaves out archived ones in which no signature waits. The header Link has the next page.',
    query: {
      q: z.optional(
        z.string().check(z.describe('Words that a campaign has, in any script: its title, its people, its slug')),
      ),
      state: z.optional(z.enum(askedStates)),
      language: z.optional(z.string().check(z.describe('BCP 47 tag of the original or of a translation'))),
      role: z.optional(z.enum(campaignRoles).check(z.describe('Your own'))),
      sort: z.optional(z.enum(['slug', 'needs']).check(z.describe('needs: those that need somebody come first'))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor,
    },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page', schema: z.array(listedCampaign), ...PAGE },
      400: problem('A wrong limit or cursor'),
      ...who,
    },
  },
  {
    method: 'post',
    path: '/api/organise/campaigns',
    summary: 'Make a campaign of the fields of a campaign file. Without `visibility` it is a draft.',
    body: campaignFields,
    bodyTypes: ['application/json', YAML],
    isForOrganisers: true,
    answers: {
      201: { description: WITH_FIELDS, schema: organisedCampaign, ...MADE },
      ...body,
      ...who,
      ...takenOrMeanwhile,
      422: changed[422],
    },
  },
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug',
    summary: 'One campaign, drafts too',
    params: { slug },
    isForOrganisers: true,
    answers: { 200: { description: WITH_FIELDS, schema: organisedCampaign, ...TAG }, ...found },
  },
  {
    method: 'patch',
    path: '/api/organise/campaigns/:slug',
    summary:
      'Change some fields, by a JSON merge patch (RFC 7396): null removes a field, a list is replaced as a whole.',
    params: { slug },
    headers: { 'If-Match': ifMatch },
    body: z.looseObject({}),
    patchOf: { name: 'CampaignFields', fields: campaignFields },
    bodyTypes: ['application/merge-patch+json', 'application/json'],
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: organisedCampaign, ...TAG },
      ...body,
      ...found,
      ...meanwhileOrOtherState,
      ...changed,
      ...needed,
    },
  },
  turn('open', 'Open a draft, now or at its `opensAt`; or end a pause', { ...otherState, ...lacking }),
  turn('take-back', 'Take a scheduled campaign back to draft: only organisers see it until it is opened again', {
    ...otherState,
    ...lacking,
  }),
  turn('close', 'Close an open campaign now', { ...otherState, ...lacking }),
  turn(
    'pause',
    'Pause an open campaign: nobody can sign until it is opened again. Mailed links still confirm.',
    otherState,
  ),
  turn('archive', 'Put a closed campaign away: lists begin without it. Its page and its numbers stay.', otherState),
  turn('bring-back', 'Bring an archived campaign back to the lists. It stays closed.'),
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/win',
    summary: 'Say that the demand is met: sets `won`, which the page shows and webhooks announce',
    params: { slug },
    headers: { 'If-Match': z.optional(ifMatch) },
    body: victorySent,
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: organisedCampaign, ...TAG },
      ...form,
      ...found,
      ...otherState,
      ...changed,
    },
  },
];
