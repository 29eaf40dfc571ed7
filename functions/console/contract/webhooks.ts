import * as z from 'zod/mini';
import { askableTypes } from '../../core/webhooks/event.ts';
import { type Call, problem } from '../../http/contract.ts';
import { replaySent } from '../api/webhooks.ts';
import { cursor, form, PAGE, step, stepRefused, time, who } from './parts.ts';

/** The calls about webhooks. */

export const delivery = z.object({
  event: z.string().check(z.describe('The id of the event, which the header `webhook-id` has.')),
  type: z.enum([...askableTypes, 'webhook.test']),
  outcome: z
    .enum(['delivered', 'waits', 'given-up', 'gone', 'disabled', 'withdrawn'])
    .check(
      z.describe(
        'waits: it is tried again at `nextAt`. gone, disabled: the endpoint is disabled. withdrawn: lists do not show the campaign.',
      ),
    ),
  attempts: z.int(),
  at: time.check(z.describe('When the last attempt ended.')),
  status: z.optional(z.int().check(z.describe('Of the answer. Nothing more of it is kept.'))),
  failure: z.optional(
    z
      .enum(['address-refused', 'address-not-public', 'name-not-found', 'no-connection', 'tls', 'timeout'])
      .check(z.describe('Why there was no answer.')),
  ),
  nextAt: z.optional(time),
});

export const endpoint = z.object({
  id: z.string(),
  address: z.string().check(z.describe('Its scheme and host: the rest may be a secret of the receiver.')),
  description: z.optional(z.string()),
  events: z.array(z.enum(askableTypes)).check(z.describe('Empty: all.')),
  campaigns: z.array(z.string()).check(z.describe('Empty: all.')),
  createdAt: time,
  state: z.enum(['on', 'failing', 'disabled']),
  since: z.optional(time.check(z.describe('Since when it fails, or is disabled.'))),
  why: z.optional(
    z
      .enum(['by-operator', 'gone', 'failing'])
      .check(z.describe('Why it is disabled: a person did it, it answered 410, or it failed for five days.')),
  ),
});

const PATH = '/api/organise/webhooks';
const params = { id: z.string() };
const found = { ...who, 404: problem('No such endpoint') };

export const webhookCalls: readonly Call[] = [
  {
    method: 'get',
    path: PATH,
    summary: 'All endpoints of webhooks, for admins. Commands add, rotate and remove them: no call shows a secret.',
    isForOrganisers: true,
    answers: {
      200: {
        description: 'The oldest first, each with its last delivery',
        schema: z.array(z.extend(endpoint, { last: z.optional(delivery) })),
      },
      ...who,
    },
  },
  {
    method: 'get',
    path: `${PATH}/:id`,
    summary: 'An endpoint with its deliveries of 30 days. The header Link has the next page of these.',
    params,
    query: {
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor,
    },
    isForOrganisers: true,
    answers: {
      200: {
        description: 'The newest delivery first, with the outcome of its last attempt',
        ...PAGE,
        schema: z.extend(endpoint, { deliveries: z.array(delivery) }),
      },
      400: problem('A wrong cursor or limit'),
      ...found,
    },
  },
  {
    method: 'post',
    path: `${PATH}/:id/test`,
    summary: 'Send an endpoint a test, once, also if it is disabled',
    params,
    ...step,
    isForOrganisers: true,
    answers: {
      202: {
        description: 'The id of the test. The deliveries have it, once its attempt has ended.',
        schema: z.object({ event: z.string() }),
      },
      ...stepRefused,
      ...found,
    },
  },
  {
    method: 'post',
    path: `${PATH}/:id/replay`,
    summary: 'Send an endpoint an event again, or all that it missed',
    params,
    body: replaySent,
    isForOrganisers: true,
    answers: {
      202: { description: 'How many events are sent', schema: z.object({ sent: z.int() }) },
      ...form,
      ...found,
      404: problem('No such endpoint, or the event is not kept any more'),
      409: problem('The endpoint is disabled'),
    },
  },
  {
    method: 'post',
    path: `${PATH}/:id/enable`,
    summary: 'Send to an endpoint again from now on. What it missed needs a replay.',
    params,
    ...step,
    isForOrganisers: true,
    answers: { 200: { description: 'The endpoint', schema: endpoint }, ...stepRefused, ...found },
  },
];
