import * as z from 'zod/mini';
import { publicEvent, eventTypes as publicTypes } from '../overview/events.ts';

const eventOf = <const Type extends string, Shape extends z.core.$ZodShape>(type: Type, data: Shape) =>
  z.object({ id: z.string(), type: z.literal(type), at: z.string(), data: z.object(data) });

/** An event that is known inside the installation alone. */
const ownEvent = z.discriminatedUnion('type', [
  /** An export of a campaign's signatures is ready. It has no number: an exact one is not public. */
  eventOf('export.ready', { slug: z.string() }),
  /** Somebody wants to see whether an endpoint works. */
  eventOf('webhook.test', {}),
]);

/**
 * What endpoints are told. No event is about a signer. All that these schemas do not name is left out, so that a new field of
 * an event is a decision.
 */
export const webhookEvent = z.union([publicEvent, ownEvent]);
export type WebhookEvent = z.infer<typeof webhookEvent>;
type EventType = WebhookEvent['type'];

/** The types that an endpoint can ask for. A test goes to the endpoint that is tested, whatever it asks for. */
export const askableTypes = [...publicTypes, 'export.ready'] as const satisfies readonly EventType[];
export type AskableType = (typeof askableTypes)[number];

/** The body that an endpoint gets, in the form that Standard Webhooks recommends. The id is in a header. */
export const bodyOf = ({ type, at, data }: WebhookEvent): string => JSON.stringify({ type, timestamp: at, data });

/** The JSON Schema of all bodies, for those who write a receiver. */
export function bodySchema(): object {
  const bodies = [...publicEvent.def.options, ...ownEvent.def.options].map(({ shape: { type, data } }) =>
    z.object({ type, timestamp: z.string(), data }),
  );
  const { $schema, ...schema } = z.toJSONSchema(z.union(bodies as never), { io: 'input' });
  return { $schema, title: 'The body of a webhook of Amparo', ...schema };
}
