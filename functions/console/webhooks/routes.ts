import type { Context, Hono } from 'hono';
import { isEventId } from '../../core/webhooks/endpoint.ts';
import { switchEndpoint } from '../../core/webhooks/manage.ts';
import { deliveryOf, replayEvent, replayMissed, testEndpoint } from '../../core/webhooks/resend.ts';
import { endpointSeen, endpointsSeen } from '../../core/webhooks/seen.ts';
import type { ConsoleDeps } from '../deps.ts';
import { first, typedIn } from '../ui/typed.ts';
import { t } from '../ui/words.ts';
import { organiserAt, viewFor } from '../view.ts';
import { endpointAt, WEBHOOKS } from './address.ts';
import { webhooksPage } from './list-page.tsx';
import { type Done, endpointPage, type Tested } from './page.tsx';
import { refusedAsProblem } from './refused.ts';

/** The pages about webhooks, for admins. To add, rotate and remove endpoints takes a key that the console does not have. */
export function addWebhooks(app: Hono, deps: ConsoleDeps): void {
  app.get(WEBHOOKS, async (c) => {
    const [view, all] = await Promise.all([viewFor(c, deps), endpointsSeen(deps, organiserAt(c))]);
    return c.html(webhooksPage(view, all));
  });

  app.get(`${WEBHOOKS}/:id`, async (c) => {
    const [view, seen, tested] = await Promise.all([
      viewFor(c, deps),
      refusedAsProblem(() => endpointSeen(deps, organiserAt(c), c.req.param('id'))),
      testedIn(c),
    ]);
    return c.html(endpointPage(view, seen, { done: doneIn(c), tested, part: c.req.query('part') }));
  });

  app.post(`${WEBHOOKS}/:id/test`, async (c) => {
    const id = c.req.param('id');
    const event = await refusedAsProblem(() => testEndpoint(deps, organiserAt(c), id));
    return c.redirect(`${endpointAt(id)}?test=${event.id}`, 303);
  });

  app.post(`${WEBHOOKS}/:id/replay`, async (c) => {
    const [actor, endpoint] = [organiserAt(c), c.req.param('id')];
    const event = first(typedIn(await c.req.text()), 'event');
    if (event === '') {
      const sent = await refusedAsProblem(() => replayMissed(deps, actor, endpoint));
      return c.redirect(`${endpointAt(endpoint)}?done=missed&sent=${sent}`, 303);
    }
    await refusedAsProblem(() => replayEvent(deps, actor, { endpoint, event }));
    return c.redirect(`${endpointAt(endpoint)}?done=sent`, 303);
  });

  app.post(`${WEBHOOKS}/:id/enable`, async (c) => {
    const id = c.req.param('id');
    await refusedAsProblem(() => switchEndpoint(deps, organiserAt(c), { id, isEnabled: true }));
    return c.redirect(`${endpointAt(id)}?done=enabled`, 303);
  });

  /** The test that the address names, with what became of it. 1 read unit. */
  async function testedIn(c: Context): Promise<Tested | undefined> {
    const event = c.req.query('test');
    if (event === undefined || !isEventId(event)) return undefined;
    const delivery = await deliveryOf(deps, organiserAt(c), { endpoint: c.req.param('id') ?? '', event });
    return delivery && delivery.type !== 'webhook.test' ? undefined : { event, delivery };
  }
}

/** What was just done, as the address says. */
function doneIn(c: Context): Done | undefined {
  const { done, sent = '' } = c.req.query();
  if (done === 'enabled') return { words: t('webhooks.done.enabled'), isUnderWay: false };
  if (done === 'sent') return { words: t('webhooks.done.sent'), isUnderWay: true };
  if (done !== 'missed' || !/^\d{1,6}$/.test(sent)) return undefined;
  return { words: t('webhooks.done.missed', { sent: Number(sent) }), isUnderWay: Number(sent) > 0 };
}
