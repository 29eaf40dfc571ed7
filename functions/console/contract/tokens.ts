import * as z from 'zod/mini';
import { scopes } from '../../core/access/scopes.ts';
import { type Call, problem } from '../../http/contract.ts';
import { tokenSent } from '../api/tokens.ts';
import { form, time, who } from './parts.ts';

/** The calls about one's own tokens. */

export const accessToken = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  scopes: z.array(z.enum(scopes)),
  campaigns: z.optional(z.array(z.string())),
  createdAt: time,
  until: time,
  lastUsedDay: z.optional(z.iso.date()),
});

export const tokenCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/tokens',
    summary: 'Your tokens, without their words. For a session alone.',
    isForOrganisers: true,
    answers: { 200: { description: 'The oldest first', schema: z.array(accessToken) }, ...who },
  },
  {
    method: 'post',
    path: '/api/organise/tokens',
    summary: 'Make a token, which is shown once. For a session alone.',
    body: tokenSent,
    isForOrganisers: true,
    answers: {
      201: { description: 'The token', schema: z.extend(accessToken, { token: z.string() }) },
      ...form,
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
];
