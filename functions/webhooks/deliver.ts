import { isListedNow } from '../core/campaigns/head-store.ts';
import { endpointAddress } from '../core/webhooks/address.ts';
import type { Delivery } from '../core/webhooks/delivery.ts';
import type { Endpoint, WhyDisabled } from '../core/webhooks/endpoint.ts';
import { bodyOf, type WebhookEvent } from '../core/webhooks/event.ts';
import { signingSecrets } from '../core/webhooks/manage.ts';
import { FAILS_AT_MOST, FAILS_IN_A_ROW, pauseAfter } from '../core/webhooks/schedule.ts';
import { endpointSecret, signedHeaders } from '../core/webhooks/signing.ts';
import { getDelivery, getEndpoint, putDelivery, putHealth } from '../core/webhooks/store.ts';
import type { WebhooksDeps } from './deps.ts';
import type { Answer } from './post.ts';

/** The answer of an endpoint that wants nothing more, ever. */
const GONE = 410;

/**
 * Sends an event to an endpoint, once, and notes what came of it. If it ends between the two, the event is sent again: the
 * receiver knows it by its id.
 * @param attempt from 1 on.
 * @returns whether this delivery is done. If not, it has another attempt, or goes to the dead letters.
 */
export async function deliver(
  deps: WebhooksDeps,
  { event, to, again = 0 }: { readonly event: WebhookEvent; readonly to: string; readonly again?: number | undefined },
  attempt: number,
): Promise<boolean> {
  const endpoint = await getEndpoint(deps.webhooks, to);
  // It was removed.
  if (!endpoint) return true;
  const isTest = event.type === 'webhook.test';
  const before = await getDelivery(deps.webhooks, to, event.id);
  if (before?.outcome === 'delivered' && before.at >= again) return true;
  const note = (outcome: Delivery['outcome'], more: Partial<Delivery> = {}) =>
    putDelivery(deps.webhooks, {
      ...{ endpoint: to, event: event.id, type: event.type, outcome, attempt, at: deps.clock() },
      ...more,
    });
  // What was delivered once and is asked for again stays noted as delivered.
  const drop = async (outcome: 'disabled' | 'withdrawn') => {
    if (before?.outcome !== 'delivered') await note(outcome);
    return true;
  };
  if (endpoint.disabled && !isTest) return drop('disabled');
  // A campaign that was deleted or hidden meanwhile is named to nobody, however often this is tried again or replayed.
  if ('slug' in event.data && !(await isListedNow(deps.campaigns, event.data.slug))) return drop('withdrawn');
  const answer = await send(deps, endpoint, event);
  if ('status' in answer && answer.status >= 200 && answer.status < 300) {
    await note('delivered', answer);
    if (endpoint.failingSince !== undefined) await putHealth(deps.webhooks, to, { failingSince: undefined });
    deps.log.info('webhook-delivered', { endpoint: to, ...answer });
    return true;
  }
  deps.log.info('webhook-failed', { endpoint: to, ...logged(answer) });
  // Somebody waits for the outcome of a test, and can repeat it.
  if (isTest) {
    await note('given-up', answer);
    return true;
  }
  const why = await disabledBy(deps, endpoint, answer);
  if (why) {
    await note(why === 'gone' ? 'gone' : 'disabled', answer);
    return true;
  }
  const pause = pauseAfter(attempt, 0.5);
  if (pause === undefined) deps.log.error('webhook-given-up', { endpoint: to });
  await note(pause === undefined ? 'given-up' : 'waits', {
    ...answer,
    ...(pause !== undefined && { nextAt: deps.clock() + pause }),
  });
  return false;
}

const logged = (answer: Answer) => ('status' in answer ? answer : { error: answer.failure });

async function send(deps: WebhooksDeps, endpoint: Endpoint, event: WebhookEvent): Promise<Answer> {
  // Judged again: the rules may have changed since it was added.
  const url = endpointAddress(endpoint.url, deps.rules);
  if (typeof url === 'string') return { failure: 'address-refused' };
  const ring = await deps.ring();
  const [at, body] = [deps.clock(), bodyOf(event)];
  const secrets = signingSecrets(endpoint, at).map((secret) => endpointSecret(ring, endpoint.id, secret));
  return deps.post(url, body, signedHeaders({ id: event.id, at, body }, secrets));
}

/** Notes that an endpoint fails, and disables it if it has failed for days, or is gone. @returns why, if it is disabled now. */
async function disabledBy(deps: WebhooksDeps, endpoint: Endpoint, answer: Answer): Promise<WhyDisabled | undefined> {
  const { id } = endpoint;
  const failedAt = deps.clock();
  const isInARow = failedAt - (endpoint.failedAt ?? 0) <= FAILS_IN_A_ROW;
  const failingSince = (isInARow ? endpoint.failingSince : undefined) ?? failedAt;
  const isGone = 'status' in answer && answer.status === GONE;
  const disabled = isGone ? 'gone' : failedAt - failingSince >= FAILS_AT_MOST ? 'failing' : undefined;
  await putHealth(deps.webhooks, id, { failingSince, failedAt, ...(disabled && { disabled, disabledAt: failedAt }) });
  if (disabled) deps.log.error('webhook-endpoint-disabled', { endpoint: id });
  return disabled;
}
