import type { Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { isoTime } from '../../core/running/clock.ts';
import type { Delivery } from '../../core/webhooks/delivery.ts';
import { switchEndpoint } from '../../core/webhooks/manage.ts';
import { replayEvent, replayMissed, testEndpoint } from '../../core/webhooks/resend.ts';
import { endpointSeen, endpointsSeen, type SeenEndpoint } from '../../core/webhooks/seen.ts';
import type { ConsoleDeps } from '../deps.ts';
import { organiserIn } from '../guard.ts';
import { refusedAsProblem } from '../webhooks/refused.ts';
import { linkToNext, listOf, nothingSent, pageSizeAsked, parsed, placeAsked, sentJson, stepSent } from './sent.ts';

/** What to send again. */
export const replaySent = z.strictObject({
  event: z.optional(
    z.string().check(z.maxLength(100), z.describe('Left out: all that the endpoint missed in 30 days.')),
  ),
});

const WEBHOOKS = '/api/organise/webhooks';

/** Endpoints of webhooks, for programs of admins. They see no secret, and of an address what a page shows. */
export function webhookRoutes(app: Hono, deps: ConsoleDeps): void {
  app.get(WEBHOOKS, async (c) => {
    const all = await endpointsSeen(deps, organiserIn(c));
    return c.json(
      all.map(({ endpoint, last }) => ({ ...endpointFields(endpoint), ...(last && { last: deliveryFields(last) }) })),
    );
  });

  app.get(`${WEBHOOKS}/:id`, async (c) => {
    const list = listOf(`${WEBHOOKS}/${c.req.param('id')}`);
    const [limit, after] = [pageSizeAsked(c), deliveryAt(placeAsked(c, list, (text) => PLACE.test(text)))];
    const { endpoint, deliveries } = await seen(c);
    const rest = after ? deliveries.filter((one) => isAfter(one, after)) : deliveries;
    const shown = rest.slice(0, limit);
    const last = shown.at(-1);
    const next = last && rest.length > shown.length ? placeOf(last) : undefined;
    return c.json(
      { ...endpointFields(endpoint), deliveries: shown.map(deliveryFields) },
      200,
      linkToNext(list, next, limit),
    );
  });

  app.post(`${WEBHOOKS}/:id/test`, async (c) => {
    await stepSent(c, nothingSent);
    const { id } = await refusedAsProblem(() => testEndpoint(deps, organiserIn(c), c.req.param('id')));
    return c.json({ event: id }, 202);
  });

  app.post(`${WEBHOOKS}/:id/replay`, async (c) => {
    const { event } = parsed(replaySent, await sentJson(c));
    const [actor, endpoint] = [organiserIn(c), c.req.param('id')];
    if (event === undefined)
      return c.json({ sent: await refusedAsProblem(() => replayMissed(deps, actor, endpoint)) }, 202);
    await refusedAsProblem(() => replayEvent(deps, actor, { endpoint, event }));
    return c.json({ sent: 1 }, 202);
  });

  app.post(`${WEBHOOKS}/:id/enable`, async (c) => {
    await stepSent(c, nothingSent);
    await refusedAsProblem(() => switchEndpoint(deps, organiserIn(c), { id: c.req.param('id'), isEnabled: true }));
    return c.json(endpointFields((await seen(c)).endpoint));
  });

  const seen = (c: Context) => refusedAsProblem(() => endpointSeen(deps, organiserIn(c), c.req.param('id') ?? ''));
}

export const endpointState = ({ disabled, failingSince }: SeenEndpoint): 'on' | 'failing' | 'disabled' =>
  disabled ? 'disabled' : failingSince === undefined ? 'on' : 'failing';

function endpointFields(endpoint: SeenEndpoint) {
  const { id, address, description, types, campaigns, createdAt, disabled, disabledAt, failingSince } = endpoint;
  const since = disabled ? disabledAt : failingSince;
  return {
    ...{ id, address, description, events: types, campaigns, createdAt, state: endpointState(endpoint) },
    ...(since !== undefined && { since: isoTime(since) }),
    ...(disabled && { why: disabled }),
  };
}

const deliveryFields = ({ event, type, outcome, attempt, at, status, failure, nextAt }: Delivery) => ({
  ...{ event, type, outcome, attempts: attempt, at: isoTime(at), status, failure },
  ...(nextAt !== undefined && { nextAt: isoTime(nextAt) }),
});

/** The place of a delivery in the list: when, and which one, as several can end in one moment. */
type Place = Pick<Delivery, 'at' | 'event'>;
const placeOf = ({ at, event }: Place): string => `${at}.${event}`;
const PLACE = /^(\d{1,15})\.(evt_[\w-]{1,60})$/;
const isAfter = (one: Place, { at, event }: Place): boolean => one.at < at || (one.at === at && one.event > event);

function deliveryAt(text = ''): Place | undefined {
  const [, at, event] = PLACE.exec(text) ?? [];
  return event === undefined ? undefined : { at: Number(at), event };
}
