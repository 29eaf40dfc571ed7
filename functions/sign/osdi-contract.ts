import * as z from 'zod/mini';
import { slug } from '../core/campaigns/fields.ts';
import type { Call } from '../http/contract.ts';
import { attempt } from './contract.ts';
import { recordForm } from './osdi-form.ts';

const { 202: _, 303: __, ...refusals } = attempt.answers;

export const osdiSignCalls: readonly Call[] = [
  {
    method: 'post',
    path: '/api/osdi/petitions/:slug/record_signature_helper',
    summary:
      'Ask to sign, with a signature of OSDI. It is an attempt like any other: an e-mail with a link that confirms goes to the address.',
    params: { slug },
    body: recordForm,
    answers: {
      200: {
        description: 'The mail is on its way. The answer is the same for every address.',
        type: 'application/hal+json',
        schema: z.object({}),
      },
      ...refusals,
    },
  },
];
