import * as z from 'zod/mini';
import { inOneLanguage } from '../../core/campaigns/campaign.ts';
import { sharedCase } from '../../core/campaigns/case.ts';
import { organisedStatuses, steps } from '../../core/campaigns/states.ts';
import { problem, problemSchema } from '../../http/contract.ts';
import { nothingSent } from '../api/sent.ts';

/** What calls of organisers have in common. */

export const time = z.iso.datetime({ offset: true });
export const ifMatch = z.string().check(z.describe('The ETag of the version that you have read, or `*`.'));

export const cursor = z.optional(
  z.string().check(z.describe('As the header Link of the page before has it. It is for this list alone.')),
);

/** What answers have that a change begins with, that make something, and that are pages of a list. */
export const TAG = { headers: ['ETag'] } as const;
export const MADE = { headers: ['ETag', 'Location'] } as const;
export const PAGE = { headers: ['Link'] } as const;

export const PROBLEM = 'application/problem+json';

/** What would help somebody who may not do something. */
export const notAllowed = z.extend(problemSchema, {
  scope: z.optional(z.string().check(z.describe('The scope that the token lacks.'))),
  roles: z.optional(z.array(z.string()).check(z.describe('The roles that may do this, `admin` first. One is enough.'))),
  campaign: z.optional(
    z
      .string()
      .check(z.describe('Where such a role is needed. A token for other campaigns has none there, or is too narrow.')),
  ),
});

/** How a caller is refused whose role or token does not suffice. */
export const who = {
  401: problem('No session and no token, or one that has expired, was revoked or has ended'),
  403: {
    description:
      'Your role or your token does not allow this, or the second factor of your session was proved too long ago. `scope`, `roles` and `campaign` say what would help.',
    schema: notAllowed,
    type: PROBLEM,
  },
  429: problem(
    'You have too many requests under way (`too-many-at-once`). `Retry-After` says in how many seconds to try again',
    ['Retry-After'],
  ),
};

/** How a body is refused that cannot be read. */
export const body = {
  400: problem('Not a JSON object'),
  413: problem('Larger than 1 MB'),
  415: problem('Not JSON'),
};

/** The same, where single fields are refused as well. */
export const form = { ...body, 400: problem('`errors` names each wrong field') };

/** A step that needs no more than its name, and how another body is refused. */
export const step = { body: nothingSent, bodyIsOptional: true } as const;
export const stepRefused = { ...form, 400: problem('`errors` names what the step does not take') };

/** How a caller is refused who names a campaign. */
export const found = { ...who, 404: problem('No such campaign'), 410: problem('The campaign was deleted') };

export const needed = { 428: problem('If-Match is missing') };

/** Each fault of a campaign, a case, an update or a file. */
export const faults = z.extend(problemSchema, {
  errors: z.array(
    z.object({
      field: z.string(),
      message: z.string(),
      line: z.optional(z.int().check(z.describe('Of a campaign file.'))),
    }),
  ),
});

export const faulty = (description = '`errors` names each field that is missing or wrong') => ({
  ...{ description, schema: faults, type: PROBLEM },
});

/** The schema of translations is as long as all the rest: `npm run campaign -- schema` has it. */
const translations = z.optional(
  z.record(z.string(), z.looseObject({})).check(z.describe('The texts in further languages, as in the campaign file.')),
);

/** What a new campaign takes. */
export const campaignFields = z.extend(inOneLanguage, { translations });

/** All fields of a campaign, as they are stored. */
export const storedFields = z.extend(z.omit(inOneLanguage, { $schema: true }), { translations });

/** A campaign as most calls answer it. */
export const organisedCampaign = z.extend(storedFields, {
  status: z.enum(organisedStatuses),
  revision: z.int().check(z.describe('How often it has been written. The ETag is this number.')),
  signatures: z.int().check(z.describe('The exact number at this moment, which only organisers see.')),
  createdAt: time,
  pausedAt: z.optional(time),
  archivedAt: z.optional(time),
  url: z.string().check(z.describe('Its page, once it is no draft.')),
});

/** What a campaign in another state could do instead. */
export const standing = z.extend(problemSchema, {
  state: z.enum(organisedStatuses).check(z.describe('Its `status` now.')),
  can: z.array(z.enum(steps)).check(z.describe('The steps that it can take in this state.')),
});

/** How a step is refused that the state of a campaign does not allow. */
export const otherState = {
  409: {
    description:
      'The campaign is in another `state`, in which it `can` do other things. `detail` says what would help.',
    schema: standing,
    type: PROBLEM,
  },
};

/** The same, where it may also have as many previews as it can have. */
export const otherStateOrFull = {
  409: {
    ...otherState[409],
    description: 'The campaign is no draft, or has 20 links (`too-many-previews`)',
    schema: z.partial(standing, { state: true, can: true }),
  },
};

export const WITH_FIELDS = 'The campaign: all fields of its file, and what Amparo adds';

/** What most calls of cases answer. */
export const organisedCase = z.extend(sharedCase, {
  id: z.string(),
  language: z.string().check(z.describe('Of its words.')),
  revision: z.int().check(z.describe('How often it has been written. The ETag is this number.')),
  changedAt: z.optional(time),
  changedBy: z.optional(z.string().check(z.describe('The id of an organiser, or `operator`.'))),
  campaigns: z.array(z.string()).check(z.describe('Those that speak for it and that you may see.')),
  otherCampaigns: z.int().check(z.describe('How many others do that everybody sees.')),
  behind: z
    .array(z.string())
    .check(z.describe('Those that do not have the last change yet. Send it once more, or any other, to finish it.')),
  mayChange: z.boolean(),
});

export const etag = z.string();
const YOURS = 'The version of your ETag, with your change. Left out: the history does not have that version.';

/** Somebody else has changed the campaign. */
export const otherCampaign = z.extend(problemSchema, {
  yours: z.object({ etag, campaign: z.optional(z.looseObject({}).check(z.describe(YOURS))) }),
  theirs: z.object({ etag, campaign: storedFields }),
});

/** Somebody else has changed the case. */
export const otherCase = z.extend(problemSchema, {
  yours: z.object({ etag, case: z.optional(z.looseObject({}).check(z.describe(YOURS))) }),
  theirs: z.object({ etag, case: organisedCase }),
});

export const BOTH = 'Another version is stored. `yours` has your change, and `theirs` what is stored, with its ETag';

/** How a change of a campaign is refused, and of what is in it. */
export const changed = { 412: { description: BOTH, schema: otherCampaign, type: PROBLEM }, 422: faulty() };

/** How a caller is refused whose cases meet others at each of many tries. */
export const meanwhile = {
  409: problem(
    'Others write the same, or erase cases, at each of many tries (`changed-meanwhile`). `Retry-After` says in how many seconds to try again',
    ['Retry-After'],
  ),
};

/** The same, where a change may show a draft that is archived. */
export const meanwhileOrOtherState = {
  409: {
    ...meanwhile[409],
    description: `${meanwhile[409].description}. Or it would show a draft that is archived: \`detail\` says what would help`,
    schema: z.partial(standing, { state: true, can: true }),
  },
};

/** The same, where an address may be taken as well. */
export const takenOrMeanwhile = {
  409: problem(
    'The slug is taken, or others erase cases at each of many tries (`changed-meanwhile`, with `Retry-After`)',
    ['Retry-After'],
  ),
};

/** How a change of a case is refused. */
export const changedCase = { 412: { description: BOTH, schema: otherCase, type: PROBLEM }, 422: faulty() };
