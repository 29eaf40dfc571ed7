import type { Actor } from '../access/actor.ts';
import { eachAtOnce } from '../running/each-at-once.ts';
import { shownAddress } from './address.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints, findEndpoint, type ReadingDeps } from './manage.ts';
import { listDeliveries } from './store.ts';

/** What the console shows of an endpoint: how it does, and no more of its address than what recognises it. */
export interface SeenEndpoint
  extends Pick<
    Endpoint,
    'id' | 'description' | 'types' | 'campaigns' | 'createdAt' | 'disabled' | 'disabledAt' | 'failingSince'
  > {
  readonly address: string;
}

function seen({ url, disabled, failedAt, ...endpoint }: Endpoint): SeenEndpoint {
  const { id, description, types, campaigns, createdAt, failingSince } = endpoint;
  // An earlier version did not note when. An endpoint that its answers have disabled has failed just then, and not since.
  const disabledAt = endpoint.disabledAt ?? (disabled === 'by-operator' ? undefined : failedAt);
  return {
    ...{ id, address: shownAddress(url), description, types, campaigns, createdAt, failingSince },
    ...(disabled !== undefined && { disabled, disabledAt }),
  };
}

/** How many endpoints are looked up at once. */
const AT_ONCE = 10;

/**
 * All endpoints, the oldest first, each with its last delivery in 30 days. 0.5 read units per 4 KB of all their deliveries: about
 * 20 deliveries.
 * @throws {Problem} `not-allowed`
 */
export async function endpointsSeen(
  deps: ReadingDeps,
  actor: Actor,
): Promise<readonly { readonly endpoint: SeenEndpoint; readonly last: Delivery | undefined }[]> {
  const all = await endpoints(deps, actor);
  const last = new Map<string, Delivery | undefined>();
  await eachAtOnce(all, AT_ONCE, async ({ id }) => void last.set(id, (await listDeliveries(deps.webhooks, id))[0]));
  return all.map((endpoint) => ({ endpoint: seen(endpoint), last: last.get(endpoint.id) }));
}

/**
 * An endpoint with its deliveries in 30 days, the newest first. 1 read unit, and 0.5 per 4 KB of deliveries.
 * @throws {Problem} `not-allowed` @throws {WebhookRefused}
 */
export async function endpointSeen(
  deps: ReadingDeps,
  actor: Actor,
  id: string,
): Promise<{ readonly endpoint: SeenEndpoint; readonly deliveries: readonly Delivery[] }> {
  const endpoint = seen(await findEndpoint(deps, actor, id));
  return { endpoint, deliveries: await listDeliveries(deps.webhooks, id) };
}
