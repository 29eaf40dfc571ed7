import * as z from 'zod/mini';
import { type Call, problem } from '../../http/contract.ts';
import { PAGE, who } from './parts.ts';

/** The calls about the audit trail. */
const day = z.iso.date();
const id = z.string().check(z.regex(/^\d{9}$/));
const head = z.string().check(z.regex(/^\d{9}:[0-9a-f]{64}$/));

const entry = z.looseObject({
  id,
  at: z.iso.datetime(),
  actor: z.string().check(z.describe('`operator`, `schedule`, or the id of an organiser.')),
  client: z.enum(['console', 'api', 'command', 'schedule']),
  act: z.string(),
  subject: z.string().check(z.describe('What the act was about, such as the slug of a campaign.')),
  broughtBack: z.optional(z.int().check(z.describe('Of `campaign.undo`: the number of the version that came back.'))),
  previous: z.string().check(z.describe('SHA-256 of the entry before, as it is stored.')),
});

const wrong = { 400: problem('`errors` names each wrong parameter, and `known` what there is') };

export const auditCalls: readonly Call[] = [
  {
    method: 'get',
    path: '/api/organise/audit',
    summary: 'The audit trail, the newest entry first, for admins. The header Link has the next page.',
    query: {
      campaign: z.optional(z.string().check(z.describe('A slug, or what else acts are about.'))),
      person: z.optional(z.string().check(z.describe('The id of an account, `operator` or `schedule`.'))),
      act: z.optional(z.string().check(z.describe('Such as `campaign.open`, or `campaign` for all with this noun.'))),
      since: z.optional(day.check(z.describe('The first day, in UTC.'))),
      until: z.optional(day.check(z.describe('The last day, in UTC.'))),
      before: z.optional(id),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
    },
    isForOrganisers: true,
    answers: {
      200: {
        description: 'A page. One that is filtered may have few entries, or none, before the last one.',
        schema: z.object({ entries: z.array(entry), unreadable: z.array(id) }),
        ...PAGE,
      },
      ...wrong,
      ...who,
    },
  },
  {
    method: 'get',
    path: '/api/organise/audit/export',
    summary: 'The audit trail as JSON Lines, the oldest entry first, in parts. The header Link has the next part.',
    query: { from: z.optional(z.int().check(z.minimum(1), z.maximum(999_999_999))) },
    isForOrganisers: true,
    answers: {
      200: {
        description: 'Each line has just the bytes whose SHA-256 the next line names.',
        type: 'application/jsonl',
        ...PAGE,
      },
      ...wrong,
      ...who,
    },
  },
  {
    method: 'get',
    path: '/api/organise/audit/check',
    summary: 'Whether the trail is whole, 2,000 entries or 20 MB at a time. The header Link has the next part.',
    query: {
      after: z.optional(head.check(z.describe('The `head` of the part before.'))),
      noted: z.optional(head.check(z.describe('A head that you noted down earlier.'))),
    },
    isForOrganisers: true,
    answers: {
      200: {
        description: 'What was found in this part',
        schema: z.object({
          isWhole: z.boolean(),
          entries: z.int(),
          faults: z.array(z.object({ id, kind: z.enum(['missing', 'damaged', 'broken-chain', 'not-as-noted']) })),
          holds: z.array(z.object({ from: id, to: id })),
          head: z.nullable(head),
        }),
        ...PAGE,
      },
      ...wrong,
      ...who,
    },
  },
  {
    method: 'get',
    path: '/api/organise/audit/:id',
    summary: 'One entry of the audit trail',
    params: { id },
    isForOrganisers: true,
    answers: { 200: { description: 'The entry', schema: entry }, ...who, 404: problem('No such entry') },
  },
];
