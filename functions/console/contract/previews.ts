import * as z from 'zod/mini';
import { slug } from '../../core/campaigns/fields.ts';
import type { Call } from '../../http/contract.ts';
import { found, otherStateOrFull, step, stepRefused, time } from './parts.ts';

/** The calls about links that show a draft. */

const link = z.object({
  id: z.string().check(z.describe('To end it. It opens nothing.')),
  createdAt: time,
  by: z.string(),
  until: time,
});

export const previewCalls: readonly Call[] = [
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
    ...step,
    isForOrganisers: true,
    answers: {
      201: { description: 'The link', schema: z.extend(link, { url: z.string() }) },
      ...stepRefused,
      ...found,
      ...otherStateOrFull,
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
