import * as z from 'zod/mini';
import { campaignRoles } from '../core/access/roles.ts';
import { scopes } from '../core/access/scopes.ts';
import { inOneLanguage } from '../core/campaigns/campaign.ts';
import { slug } from '../core/campaigns/fields.ts';
import { madePicture } from '../core/campaigns/picture.ts';
import { organisedStatuses } from '../core/campaigns/turns.ts';
import { visibilities } from '../core/campaigns/values.ts';
import { askedStates } from '../core/overview/organise-list.ts';
import { type Call, problem } from '../http/contract.ts';
import { victorySent } from './api/campaigns.ts';
import { duplicateSent, undoSent, YAML } from './api/history.ts';
import { invitation, rolesSent } from './api/people.ts';
import { tokenSent } from './api/tokens.ts';
import { auditCalls } from './audit/contract.ts';
import { caseCalls, organisedCase } from './contract-cases.ts';
import { ifMatch, time, who } from './contract-parts.ts';
import { organisedUpdate, updateCalls } from './updates-contract.ts';

/** The API of organisers. Its answers may gain fields. */
const status = z.enum(organisedStatuses);

const listed = z.object({
  slug: z.string(),
  title: z.string(),
  language: z.string(),
  status,
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

const campaign = z.object({
  slug: z.string(),
  title: z.string(),
  status,
  revision: z.int().check(z.describe('How often it has been written. The ETag is this number.')),
  signatures: z.int().check(z.describe('The exact number at this moment, which only organisers see.')),
  createdAt: time,
  pausedAt: z.optional(time),
  archivedAt: z.optional(time),
  url: z.string().check(z.describe('Its page, once it is no draft.')),
});
/** The schema of translations is as long as all the rest: `npm run campaign -- schema` has it. */
const fields = z.extend(inOneLanguage, {
  translations: z.optional(
    z
      .record(z.string(), z.looseObject({}))
      .check(z.describe('The texts in further languages, as in the campaign file.')),
  ),
});

const WITH_FIELDS = 'The campaign: all fields of its file, and these';

const organiser = z.object({
  id: z.string(),
  address: z.string(),
  name: z.optional(z.string()),
  isAdmin: z.boolean(),
  campaigns: z.record(z.string(), z.enum(campaignRoles)),
  revision: z.int().check(z.describe('How often somebody has decided what they may do. The ETag is this number.')),
  state: z.enum(['active', 'invited', 'expired']),
  createdAt: time,
  lastSeenDay: z.optional(z.iso.date()),
});

const token = z.object({
  id: z.string(),
  scopes: z.array(z.enum(scopes)),
  campaigns: z.optional(z.array(z.string())),
  createdAt: time,
  until: time,
  lastUsedDay: z.optional(z.iso.date()),
});

/** What several of these calls take, by the names of the document. */
export const consoleBodies = { CampaignFields: fields } as const;

/** What several of them answer. */
export const consoleSchemas = {
  OrganisedCampaign: campaign,
  OrganisedCase: organisedCase,
  OrganisedUpdate: organisedUpdate,
  ListedCampaign: listed,
  Organiser: organiser,
  AccessToken: token,
} as const;

const found = { ...who, 404: problem('No such campaign'), 410: problem('The campaign was deleted') };
const changed = {
  412: problem('Another version is stored: `theirs` has it, with its ETag'),
  422: problem('`errors` names each field that is missing or wrong'),
};

const turn = (name: 'open' | 'close' | 'pause' | 'archive' | 'bring-back', summary: string): Call => ({
  method: 'post',
  path: `/api/organise/campaigns/:slug/${name}`,
  summary,
  params: { slug },
  headers: { 'If-Match': z.optional(ifMatch) },
  isForOrganisers: true,
  answers: {
    200: { description: WITH_FIELDS, schema: campaign },
    ...found,
    409: problem('The campaign is in another state'),
    ...changed,
  },
});

const version = z.object({
  revision: z.int(),
  at: z.optional(
    time.check(z.describe('When it was written. Left out, as the next ones: before there was a history.')),
  ),
  by: z.optional(z.string().check(z.describe('The id of an organiser, `operator` or `schedule`.'))),
  client: z.optional(z.enum(['console', 'api', 'command', 'schedule'])),
  act: z.optional(z.string().check(z.describe('As the audit trail calls it: `campaign.put`.'))),
});

const link = z.object({
  id: z.string().check(z.describe('To end it. It opens nothing.')),
  createdAt: time,
  by: z.string(),
  until: time,
});

/** The history of campaigns, their copies, files and previews. */
const historyCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug/versions',
    summary: 'What a campaign was before, the newest first. The header Link has the next page.',
    params: { slug },
    query: { cursor: z.optional(z.int().check(z.minimum(1))) },
    isForOrganisers: true,
    answers: {
      200: { description: 'A page', schema: z.array(version) },
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
      200: { description: WITH_FIELDS, schema: campaign },
      400: problem('`errors` names each wrong field'),
      ...found,
      404: problem('No such campaign, or no such version'),
      ...changed,
      428: problem('If-Match is missing'),
    },
  },
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/duplicate',
    summary: 'Make a draft with the texts of a campaign, without its numbers, dates and updates',
    params: { slug },
    body: duplicateSent,
    isForOrganisers: true,
    answers: {
      201: { description: WITH_FIELDS, schema: campaign },
      400: problem('`errors` names each wrong field'),
      ...found,
      409: problem('The slug is taken'),
      422: changed[422],
    },
  },
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug/file',
    summary: 'A campaign as its file. The ETag is that of the campaign.',
    params: { slug },
    isForOrganisers: true,
    answers: { 200: { description: 'The file', type: YAML }, ...found },
  },
  {
    method: 'put',
    path: '/api/organise/campaigns/:slug/file',
    summary: 'Put a file in place of a campaign. Without `visibility` it is seen by the same people as before.',
    params: { slug },
    headers: { 'If-Match': ifMatch },
    body: z.string(),
    bodyTypes: [YAML],
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: campaign },
      ...found,
      ...changed,
      422: problem('`errors` names each fault, with its `line`'),
      428: problem('If-Match is missing'),
    },
  },
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug/previews',
    summary: 'The links that show a draft now',
    params: { slug },
    isForOrganisers: true,
    answers: { 200: { description: 'The newest first', schema: z.array(link) }, ...found },
  },
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/previews',
    summary: 'Make a link that shows a draft to anybody who has it, for 7 days. Its address is shown once.',
    params: { slug },
    isForOrganisers: true,
    answers: {
      201: { description: 'The link', schema: z.extend(link, { url: z.string() }) },
      ...found,
      409: problem('The campaign is no draft, or has 20 links'),
    },
  },
  {
    method: 'delete',
    path: '/api/organise/campaigns/:slug/previews/:id',
    summary: 'End a link',
    params: { slug, id: z.string() },
    isForOrganisers: true,
    answers: { 204: { description: 'It has ended' }, ...found },
  },
];

export const consoleCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/campaigns',
    summary: 'The campaigns that you may see, by slug; or those that fit. The header Link has the next page.',
    query: {
      q: z.optional(
        z.string().check(z.describe('Words that a campaign has, in any script: its title, its people, its slug')),
      ),
      state: z.optional(z.enum(askedStates)),
      language: z.optional(z.string().check(z.describe('BCP 47 tag of the original or of a translation'))),
      role: z.optional(z.enum(campaignRoles).check(z.describe('Your own'))),
      sort: z.optional(z.enum(['slug', 'needs']).check(z.describe('needs: those that need somebody come first'))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor: z.optional(z.string().check(z.describe('As the header Link of the page before has it'))),
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
    path: '/api/organise/campaigns',
    summary: 'Make a campaign of the fields of a campaign file. Without `visibility` it is a draft.',
    body: fields,
    bodyTypes: ['application/json', YAML],
    isForOrganisers: true,
    answers: {
      201: { description: WITH_FIELDS, schema: campaign },
      400: problem('Not a JSON object'),
      ...who,
      409: problem('The slug is taken'),
      422: changed[422],
    },
  },
  {
    method: 'get',
    path: '/api/organise/campaigns/:slug',
    summary: 'One campaign, drafts too',
    params: { slug },
    isForOrganisers: true,
    answers: { 200: { description: WITH_FIELDS, schema: campaign }, ...found },
  },
  {
    method: 'patch',
    path: '/api/organise/campaigns/:slug',
    summary:
      'Change some fields, by a JSON merge patch (RFC 7396): null removes a field, a list is replaced as a whole.',
    params: { slug },
    headers: { 'If-Match': ifMatch },
    body: z.looseObject({}),
    bodyTypes: ['application/merge-patch+json', 'application/json'],
    isForOrganisers: true,
    answers: {
      200: { description: WITH_FIELDS, schema: campaign },
      400: problem('Not a JSON object'),
      ...found,
      ...changed,
      428: problem('If-Match is missing'),
    },
  },
  {
    method: 'post',
    path: '/api/organise/campaigns/:slug/pictures',
    summary:
      'Upload a picture: JPEG, PNG, WebP or AVIF, at most 4 MB. The answer goes into the campaign or a case as `made`. Nobody else sees it before.',
    params: { slug },
    query: {
      use: z.optional(z.enum(['campaign', 'case'])).check(z.describe('What it is for. Left out: the campaign.')),
    },
    body: z.string().check(z.describe('The file itself. In a form, it is the field `file`.')),
    bodyTypes: ['image/*', 'application/octet-stream', 'multipart/form-data'],
    isForOrganisers: true,
    answers: {
      201: { description: 'What was made of it: send it as `made`, with `alt`', schema: madePicture },
      400: problem('A wrong use'),
      ...found,
      413: problem('Larger than 4 MB'),
      415: problem('Neither a picture nor a form'),
      422: problem('`errors` says why it is no picture that can be shown'),
    },
  },
  turn('open', 'Open a draft, now or at its `opensAt`; or end a pause'),
  turn('close', 'Close an open campaign now'),
  turn('pause', 'Pause an open campaign: nobody can sign until it is opened again. Mailed links still confirm.'),
  turn('archive', 'Put a closed campaign away: lists begin without it. Its page and its numbers stay.'),
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
      200: { description: WITH_FIELDS, schema: campaign },
      400: problem('Not a JSON object, or not these fields'),
      ...found,
      409: problem('The campaign is a draft, or was won before'),
      ...changed,
    },
  },
  ...historyCalls,
  ...caseCalls,
  ...updateCalls,
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
    summary: 'All organisers, for admins',
    isForOrganisers: true,
    answers: { 200: { description: 'The oldest first', schema: z.array(organiser) }, ...who },
  },
  {
    method: 'post',
    path: '/api/organise/organisers',
    summary: 'Invite somebody, or with `again` somebody who is here: then all that they had open ends',
    body: invitation,
    isForOrganisers: true,
    answers: {
      201: { description: 'The id of the account', schema: z.object({ id: z.string() }) },
      400: problem('`errors` names each wrong field'),
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
      204: { description: 'Changed' },
      400: problem('`errors` names each wrong field'),
      ...who,
      404: problem('No such organiser'),
      409: problem('The last admin stays one'),
      412: problem('Somebody else changed them: `theirs` has what they may do now, with its ETag'),
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
  {
    method: 'get',
    path: '/api/organise/tokens',
    summary: 'Your tokens, without their words. For a session alone.',
    isForOrganisers: true,
    answers: { 200: { description: 'The oldest first', schema: z.array(token) }, ...who },
  },
  {
    method: 'post',
    path: '/api/organise/tokens',
    summary: 'Make a token, which is shown once. For a session alone.',
    body: tokenSent,
    isForOrganisers: true,
    answers: {
      201: { description: 'The token', schema: z.extend(token, { token: z.string() }) },
      400: problem('`errors` names each wrong field'),
      ...who,
      409: problem('You have 20 tokens'),
    },
  },
  {
    method: 'delete',
    path: '/api/organise/tokens/:id',
    summary: 'Revoke one of your tokens. For a session alone.',
    params: { id: z.string() },
    isForOrganisers: true,
    answers: { 204: { description: 'Revoked' }, ...who, 404: problem('You have no such token') },
  },
  ...auditCalls,
];
