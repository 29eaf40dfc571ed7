import * as z from 'zod/mini';
import { slug } from '../core/campaigns/campaign.ts';
import { attemptForm } from '../core/signatures/attempt.ts';
import { type Call, problem } from '../http/contract.ts';

/** A body that carries a mailed link's token. */
export const tokenBody = z.object({ token: z.string().check(z.minLength(1), z.maxLength(8_000)) });

const badLink = problem('The link is cut, changed, expired, or meant for something else');
const tooLarge = problem('The body is over 16 kB');
const notJson = problem('Neither JSON nor a form');
const unavailable = problem('A service that is needed does not answer: try again after the seconds of Retry-After');

export const attempt = {
  method: 'post',
  path: '/api/campaigns/:slug/signatures',
  summary: 'Ask to sign. A mail with a link that confirms goes to the address; nothing is stored until it is used.',
  params: { slug },
  body: attemptForm,
  alsoForm: true,
  answers: {
    202: {
      description: 'The mail is on its way. The answer is the same for an address that has signed.',
      schema: z.object({ status: z.literal('confirmation-sent') }),
    },
    303: { description: 'For a form: to a page that says to look into the mailbox' },
    400: problem('Fields are missing or wrong; each is named'),
    404: problem('No such campaign'),
    409: problem('The campaign is not open yet'),
    410: problem('The campaign has closed'),
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const confirmation = {
  method: 'post',
  path: '/api/confirmations',
  summary: 'Confirm with the token of a mailed link. The signature counts once, however often this is called.',
  body: tokenBody,
  answers: {
    201: { description: 'Counted now', schema: z.object({ status: z.literal('counted') }) },
    200: { description: 'Counted before', schema: z.object({ status: z.literal('already-counted') }) },
    400: badLink,
    404: problem('The campaign is gone'),
    409: problem('The campaign is not open yet'),
    410: problem('Withdrawn since, or the campaign has closed'),
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const withdrawal = {
  method: 'post',
  path: '/api/withdrawals',
  summary: 'Withdraw with the token of a mailed link. What was stored about the signer is erased at once.',
  body: tokenBody,
  answers: {
    200: { description: 'Withdrawn, now or before', schema: z.object({ status: z.literal('withdrawn') }) },
    400: badLink,
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const signCalls: readonly Call[] = [attempt, confirmation, withdrawal];
