import { type Actor, requireWaiting } from '../access/actor.ts';
import { requireRightNow } from '../access/right-now.ts';
import { requireRight } from '../access/rights.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { isoTime } from '../running/clock.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import type { Delivery } from './delivery.ts';
import { type Endpoint, isEndpointId, isEventId, newEventId } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import { findEndpoint, type ReadingDeps, WebhookRefused } from './manage.ts';
import { parseMessage, type WebhookMessage, type WebhookQueue } from './queue.ts';
import { getDelivery, getEvent, isFor, listDeliveries } from './store.ts';

/** What it takes to send webhooks on request. */
export interface ResendDeps extends AuditDeps {
  readonly webhooks: Db;
  /** Where the roles of organisers are. Left out: none acts. */
  readonly organisers?: Db | undefined;
  readonly queue: WebhookQueue;
}

/** Sends one endpoint a test, once. `deliveryOf` says what became of it. @throws {Problem} `not-allowed` @throws {WebhookRefused} */
export async function testEndpoint(deps: ResendDeps, actor: Actor, id: string): Promise<WebhookEvent> {
  requireRight(actor, 'webhook.send', deps);
  await findEndpoint(deps, actor, id);
  const event: WebhookEvent = { id: newEventId(), type: 'webhook.test', at: isoTime(deps.clock()), data: {} };
  await audited(deps, actor, 'webhooks.test', id, { after: { event: event.id } }, () =>
    send(deps, actor, { event, to: id }),
  );
  return event;
}

/** The last attempt of a delivery. Undefined before the first. @throws {Problem} `not-allowed` */
export async function deliveryOf(
  deps: ReadingDeps,
  actor: Actor,
  { endpoint, event }: { readonly endpoint: string; readonly event: string },
): Promise<Delivery | undefined> {
  requireRight(actor, 'webhook.read', deps);
  return isEndpointId(endpoint) && isEventId(event) ? getDelivery(deps.webhooks, endpoint, event) : undefined;
}

/**
 * The last attempts of the deliveries to an endpoint in the last 30 days, the newest first.
 * @throws {Problem} `not-allowed` @throws {WebhookRefused}
 */
export async function deliveriesTo(deps: ReadingDeps, actor: Actor, endpoint: string): Promise<Delivery[]> {
  await findEndpoint(deps, actor, endpoint);
  return listDeliveries(deps.webhooks, endpoint);
}

/**
 * Sends an event of the last 30 days to an endpoint again, even if it was delivered. It keeps its id, so that a receiver sees
 * that it knows it.
 * @throws {Problem} `not-allowed`
 * @throws {WebhookRefused} also if the endpoint is disabled: nothing would be sent. `unknown-event` also for one that is not for it.
 */
export async function replayEvent(
  deps: ResendDeps,
  actor: Actor,
  { endpoint, event: id }: { readonly endpoint: string; readonly event: string },
): Promise<WebhookEvent> {
  requireRight(actor, 'webhook.send', deps);
  const to = await enabledEndpoint(deps, actor, endpoint);
  const event = isEventId(id) ? await getEvent(deps.webhooks, id) : undefined;
  if (!event || !(await isFor(deps.webhooks, to, event)))
    throw new WebhookRefused({ kind: 'unknown-event', event: id, endpoint });
  await audited(deps, actor, 'webhooks.replay', endpoint, { after: { event: id } }, () =>
    send(deps, actor, { kept: { id, type: event.type }, to: endpoint, again: deps.clock() }),
  );
  return event;
}

/**
 * Sends an endpoint all events of the last 30 days again that it did not get: given up, or dropped while it was disabled.
 * @returns how many.
 * @throws {Problem} `not-allowed`
 * @throws {WebhookRefused} also if it is still disabled.
 */
export async function replayMissed(deps: ResendDeps, actor: Actor, endpoint: string): Promise<number> {
  requireRight(actor, 'webhook.send', deps);
  await enabledEndpoint(deps, actor, endpoint);
  // The oldest first, as they happened. Several at once, so that a month of them fits into one request.
  const missed = (await listDeliveries(deps.webhooks, endpoint)).filter(wasMissed).reverse();
  let sent = 0;
  const sendAll = async () => {
    const kept = new Set<string>();
    await eachAtOnce(missed, AT_ONCE, async ({ event }) => {
      if (await getEvent(deps.webhooks, event)) kept.add(event);
    });
    const all = missed.filter(({ event }) => kept.has(event));
    await eachAtOnce(all, AT_ONCE, async ({ event: id, type }) => {
      await send(deps, actor, { kept: { id, type }, to: endpoint, again: deps.clock() });
      sent++;
    });
  };
  await audited(deps, actor, 'webhooks.replay', endpoint, { after: { missed: missed.length } }, sendAll, () => ({
    sent,
  }));
  return sent;
}

/** Asks for the right once more: what came before may have waited, and a month of events takes seconds. */
async function send(deps: ResendDeps, actor: Actor, message: WebhookMessage): Promise<void> {
  await requireRightNow(deps, actor, 'webhook.send');
  requireWaiting(actor);
  await deps.queue.put(message);
}

async function enabledEndpoint(deps: ResendDeps, actor: Actor, id: string): Promise<Endpoint> {
  const endpoint = await findEndpoint(deps, actor, id);
  if (endpoint.disabled) throw new WebhookRefused({ kind: 'disabled', endpoint: id });
  return endpoint;
}

const MISSED: ReadonlySet<Delivery['outcome']> = new Set(['given-up', 'disabled', 'gone', 'withdrawn']);
/** How many events are looked up, and put into the queue, at once. */
const AT_ONCE = 20;

/** Whether an endpoint did not get an event, and gets no further attempt by itself. A test is for the moment alone. */
export const wasMissed = ({ outcome, type }: Delivery): boolean => MISSED.has(outcome) && type !== 'webhook.test';

/** Messages that were set aside after their last attempt. Promises fail with the SDK's errors. */
export interface DeadLetters {
  /** Takes some, up to ten. They come back unless they are removed. None: there are no more. */
  take(): Promise<readonly DeadLetter[]>;
}
export interface DeadLetter {
  readonly body: string;
  remove(): Promise<void>;
}

/**
 * Puts all dead letters back into the queue, with all their attempts before them. What was delivered meanwhile is not sent
 * again. A crash in between puts one back twice: the receiver knows it by its id.
 * @returns how many.
 */
export async function replayDeadLetters(
  { queue, deadLetters, ...trail }: Pick<ResendDeps, 'queue'> & AuditDeps & { readonly deadLetters: DeadLetters },
  actor: Actor,
): Promise<{ readonly sent: number; readonly unreadable: number }> {
  const done = { sent: 0, unreadable: 0 };
  const work = () => replayEach(queue, deadLetters, done);
  await audited(trail, actor, 'webhooks.replay', 'dead-letters', {}, work, () => done);
  return done;
}

async function replayEach(
  queue: WebhookQueue,
  deadLetters: DeadLetters,
  done: { sent: number; unreadable: number },
): Promise<void> {
  for (let some = await deadLetters.take(); some.length > 0; some = await deadLetters.take()) {
    for (const { body, remove } of some) {
      const message = parseMessage(body);
      if (message) await queue.put(message);
      await remove();
      done[message ? 'sent' : 'unreadable']++;
    }
  }
}
