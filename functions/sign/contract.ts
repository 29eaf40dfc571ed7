import * as z from 'zod/mini';
import { slug } from '../core/campaigns/fields.ts';
import { attemptForm, challengeForm, linkForm, reasonForm } from '../core/signatures/attempt.ts';
import { holdings } from '../core/signatures/held.ts';
import { type Call, problem, unavailable } from '../http/contract.ts';
import { openKinds, sealedKinds, shownKinds } from './my-data.ts';

/** A body that carries the token of a mailed link. */
export const tokenBody = z.object({ token: z.string().check(z.minLength(1), z.maxLength(8_000)) });

/** What confirms, with a reason if the signer writes one. */
const confirmationBody = z.extend(tokenBody, reasonForm.shape);

const badLink = problem('The link is cut, changed, expired, or meant for something else');
const tooLarge = problem('The body is over 16 kB');
const notJson = problem('Neither JSON nor a form');

const mailWithinSeconds = z.optional(
  z
    .int()
    .check(
      z.describe(
        'About how long a mail takes that is asked for now, rounded up. It is the same for every address, and left out unless many mails wait. At 518400 (six days) the link may have expired when the mail arrives.',
      ),
    ),
);

export const attempt = {
  method: 'post',
  path: '/api/campaigns/:slug/signatures',
  summary:
    'Ask to sign. A mail with a link that confirms goes to the address. Nothing is stored until that link is used.',
  params: { slug },
  body: attemptForm,
  alsoForm: true,
  answers: {
    202: {
      description:
        'The mail is on its way. The answer is the same for an address that has signed, for an address that has no mails left, and for a proof that is wrong, used or expired: such an attempt counts as one without proof.',
      schema: z.object({
        status: z.literal('confirmation-sent'),
        mailWithinSeconds,
      }),
    },
    303: { description: 'For a form: to a page that says to look into the mailbox' },
    400: problem('Fields are missing or wrong; each is named'),
    403: problem('A form of a foreign page'),
    404: problem('No such campaign'),
    409: problem('The campaign is not open yet'),
    410: problem('The campaign has closed'),
    413: tooLarge,
    415: notJson,
    429: problem('Too many attempts without proof of work came from this network within the hour'),
    503: unavailable,
  },
} satisfies Call;

export const link = {
  method: 'post',
  path: '/api/campaigns/:slug/links',
  summary:
    'Ask for a link that withdraws, for a person who lost the first e-mail. It goes to the address whether or not it has signed, also after the campaign has closed. The link withdraws, and shows nothing of what is stored.',
  params: { slug },
  body: linkForm,
  alsoForm: true,
  answers: {
    202: {
      description:
        'The e-mail is on its way. The answer is the same for every address, also for one that has no e-mails left.',
      schema: z.object({ status: z.literal('link-sent'), mailWithinSeconds }),
    },
    303: { description: 'For a form: to a page that says to look into the mailbox' },
    400: problem('The address is missing or wrong'),
    403: problem('A form of a foreign page'),
    404: problem('No such campaign'),
    410: problem('The campaign’s keys are gone, so nobody can find its signatures'),
    413: tooLarge,
    415: notJson,
    429: problem('Too many requests without proof of work came from this network within the hour'),
    503: unavailable,
  },
} satisfies Call;

const said = (words: string) => z.string().check(z.describe(words));
const bytes = (what: string) => said(`${what} In hexadecimal.`);

/** The challenge that altcha-lib's `solveChallenge` takes. The proof returns it unchanged. */
const challengeAnswer = z.object({
  parameters: z.object({
    algorithm: z.literal('PBKDF2/SHA-256'),
    cost: z.int().check(z.describe('Iterations for each number that is tried.')),
    keyLength: z.int().check(z.describe('Bytes of the derived key.')),
    keyPrefix: bytes('The first bytes of the derived key of the right number.'),
    keySignature: bytes('The service checks a solution with it.'),
    nonce: bytes('The password is these bytes and, after them, the number as 4 bytes, big-endian.'),
    salt: bytes('The salt.'),
    expiresAt: z.int().check(z.describe('Seconds since 1970, in UTC.')),
    data: z.object({
      i: said('The id of the challenge.'),
      t: z.int().check(z.describe('When it was made: milliseconds since 1970, in UTC.')),
      k: said('The id of the key that signed it.'),
      b: said('A code of the address and the campaign that it is for.'),
    }),
  }),
  signature: bytes('With it the service recognises its own challenge.'),
});

export const challenge = {
  method: 'post',
  path: '/api/campaigns/:slug/challenges',
  summary:
    'Ask for a challenge: the proof of work for one attempt with this address on this campaign. It is a challenge of altcha (v2, PBKDF2/SHA-256), and expires after 20 minutes, or at midnight in UTC. Send base64 of the JSON `{challenge, solution}` as the attempt’s `proof`, at least one second later. The answer is the same for an address that has signed.',
  params: { slug },
  body: challengeForm,
  answers: {
    200: {
      description: 'The challenge',
      schema: z.object({
        challenge: challengeAnswer,
      }),
    },
    400: problem('The address is missing or wrong'),
    404: problem('No such campaign'),
    409: problem('The campaign is not open yet'),
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const confirmation = {
  method: 'post',
  path: '/api/confirmations',
  summary:
    'Confirm with the token of a mailed link. The signature counts once, however often this is called. If another e-mail has made it before, the answer is the same, and the signature stays as it was.',
  body: confirmationBody,
  answers: {
    201: { description: 'The first time with this link', schema: z.object({ status: z.literal('counted') }) },
    200: {
      description: 'Again by a link of the same e-mail',
      schema: z.object({ status: z.literal('already-counted') }),
    },
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
  summary:
    'Withdraw with the token of a mailed link. All data about the signer is erased at once. Only a note “withdrawn” (key, status and times) stays for some days, so that old links do not work.',
  body: tokenBody,
  answers: {
    200: { description: 'Withdrawn, now or before', schema: z.object({ status: z.literal('withdrawn') }) },
    400: badLink,
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const noNews = {
  method: 'post',
  path: '/api/no-news',
  summary:
    'Leave the news, with the token of the mailed link that withdraws. The signature stays. The answer is the same whether or not there is one.',
  body: tokenBody,
  answers: {
    200: { description: 'No more news, now or before', schema: z.object({ status: z.literal('no-news') }) },
    400: badLink,
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const myData = {
  method: 'post',
  path: '/api/my-data',
  summary:
    'Ask what is stored about a signer, with the token of the mailed link that withdraws. It changes nothing. Only the group can open sealed data, so the answer names its kinds. A link is answered only about the signature that its own e-mail confirmed or withdrew: any other gets the answer of an address that never signed.',
  body: tokenBody,
  answers: {
    200: {
      description: 'What is stored',
      schema: z.object({
        campaign: z.string(),
        signature: z
          .enum(holdings)
          .check(z.describe('`anonymised`: the identity was erased months after the campaign closed.')),
        demand: z.optional(
          z.string().check(z.describe('The demand that was signed, in the words that it had when the form was sent.')),
        ),
        open: z.array(z.enum(openKinds)).check(z.describe('What is stored unencrypted.')),
        shown: z
          .array(z.enum(shownKinds))
          .check(z.describe('What the signer chose to show, if they gave it. It is not sealed.')),
        values: z
          .record(z.string(), z.string())
          .check(z.describe('Values of `open` and `shown`, by kind, as far as the link brings them along.')),
        sealed: z
          .array(z.enum(sealedKinds))
          .check(z.describe('What is sealed to keys that the service does not have.')),
        sealedTo: z.optional(
          z
            .int()
            .check(
              z.describe(
                'The number of public keys to which the campaign seals now. An earlier signature is sealed to the keys of its time.',
              ),
            ),
        ),
        keptUntil: z.optional(z.string().check(z.describe('When the sealed data is due to be erased.'))),
        keepMonths: z.int().check(z.describe('For how many months after its closing the campaign keeps sealed data.')),
        backupDays: z.int().check(z.describe('For how many days backups contain erased data.')),
      }),
    },
    400: badLink,
    413: tooLarge,
    415: notJson,
    503: unavailable,
  },
} satisfies Call;

export const signCalls: readonly Call[] = [challenge, attempt, link, confirmation, withdrawal, noNews, myData];
