import type { Actor } from '../access/actor.ts';
import { requireRightNow } from '../access/right-now.ts';
import { requireRight } from '../access/rights.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import type { Keyring } from '../keys/keyring.ts';
import { isoTime } from '../running/clock.ts';
import { type AddressFault, type AddressRules, endpointAddress } from './address.ts';
import { type Endpoint, isEndpointId, newEndpointId } from './endpoint.ts';
import { type AskableType, askableTypes } from './event.ts';
import { SECRETS_OVERLAP } from './schedule.ts';
import { endpointSecret, type SecretName, secretWords } from './signing.ts';
import { deleteEndpoint, getEndpoint, listEndpoints, putEndpoint, putHealth } from './store.ts';

/** What it takes to manage endpoints. */
export interface EndpointDeps extends AuditDeps {
  readonly webhooks: Db;
  /** Where the roles of organisers are. Left out: none acts. */
  readonly organisers?: Db | undefined;
}

/** What it takes to make a secret as well. */
export interface SecretDeps extends EndpointDeps {
  /** The keys from which secrets are made. */
  readonly ring: () => Promise<Keyring>;
  readonly rules: AddressRules;
}

/** What it takes to look at them. */
export type ReadingDeps = Pick<EndpointDeps, 'webhooks' | 'clock'>;

/** Why a use case of webhooks is refused. */
export type WebhookRefusal =
  | { readonly kind: 'address'; readonly fault: AddressFault }
  | { readonly kind: 'unknown-type'; readonly type: string }
  | { readonly kind: 'description-too-long' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unknown-endpoint'; readonly endpoint: string }
  | { readonly kind: 'unknown-event'; readonly event: string; readonly endpoint: string }
  | { readonly kind: 'disabled'; readonly endpoint: string }
  | { readonly kind: 'rotated-lately'; readonly until: number }
  | { readonly kind: 'changed-meanwhile' };

export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
  readonly reason: WebhookRefusal;

  constructor(reason: WebhookRefusal) {
    super(reason.kind);
    this.reason = reason;
  }
}

/** An endpoint, with its secret in words: nothing shows it again. */
export interface WithSecret {
  readonly endpoint: Endpoint;
  readonly secret: string;
}

/** Each event is one message for each endpoint, so there is an end to their number. */
const MOST_ENDPOINTS = 50;
const LONGEST_DESCRIPTION = 200;

/** @throws {WebhookRefused} */
export async function addEndpoint(
  deps: SecretDeps,
  actor: Actor,
  input: {
    readonly url: string;
    readonly types: readonly string[];
    readonly campaigns: readonly string[];
    readonly description?: string | undefined;
  },
): Promise<WithSecret> {
  const url = endpointAddress(input.url, deps.rules);
  if (typeof url === 'string') throw new WebhookRefused({ kind: 'address', fault: url });
  const types = input.types.map(knownType);
  if ((input.description?.length ?? 0) > LONGEST_DESCRIPTION)
    throw new WebhookRefused({ kind: 'description-too-long' });
  if ((await listEndpoints(deps.webhooks)).length >= MOST_ENDPOINTS) throw new WebhookRefused({ kind: 'too-many' });
  const now = deps.clock();
  const ring = await deps.ring();
  const endpoint: Endpoint = {
    id: newEndpointId(),
    url: url.href,
    description: input.description,
    types: [...new Set(types)],
    campaigns: [...new Set(input.campaigns)],
    createdAt: isoTime(now),
    secret: { kid: ring.current(now).kid, generation: 1 },
  };
  await audited(deps, actor, 'webhooks.add', endpoint.id, { after: forTrail(endpoint) }, async () => {
    if (!(await putEndpoint(deps.webhooks, endpoint))) throw new WebhookRefused({ kind: 'changed-meanwhile' });
  });
  return withSecret(ring, endpoint);
}

/** What the audit trail says of an endpoint. The path of its address may be a secret of the receiver. */
const forTrail = ({ url, types, campaigns, secret }: Endpoint) => ({
  ...{ host: new URL(url).host, types, campaigns, secret },
});

function knownType(type: string): AskableType {
  const known = askableTypes.find((one) => one === type);
  if (!known) throw new WebhookRefused({ kind: 'unknown-type', type });
  return known;
}

/** All endpoints, the oldest first, without secrets. @throws {Problem} `not-allowed` */
export async function endpoints(deps: ReadingDeps, actor: Actor): Promise<Endpoint[]> {
  requireRight(actor, 'webhook.read', deps);
  return listEndpoints(deps.webhooks);
}

/** @throws {Problem} `not-allowed` @throws {WebhookRefused} */
export async function findEndpoint(deps: ReadingDeps, actor: Actor, id: string): Promise<Endpoint> {
  requireRight(actor, 'webhook.read', deps);
  const endpoint = isEndpointId(id) ? await getEndpoint(deps.webhooks, id) : undefined;
  if (!endpoint) throw new WebhookRefused({ kind: 'unknown-endpoint', endpoint: id });
  return endpoint;
}

/** An endpoint as it is now. @param seen as its writer has read it. @throws {WebhookRefused} if it is another one now. */
async function asSeen(deps: ReadingDeps, actor: Actor, id: string, seen: Endpoint | undefined): Promise<Endpoint> {
  const now = await findEndpoint(deps, actor, id);
  if (seen && (seen.secret.generation !== now.secret.generation || seen.disabled !== now.disabled))
    throw new WebhookRefused({ kind: 'changed-meanwhile' });
  return now;
}

/** Deliveries that wait for it are dropped. @param seen left out: whatever it is now. @throws {WebhookRefused} */
export async function removeEndpoint(deps: EndpointDeps, actor: Actor, id: string, seen?: Endpoint): Promise<void> {
  const before = forTrail(await asSeen(deps, actor, id, seen));
  await audited(deps, actor, 'webhooks.remove', id, { before }, async () => {
    if (!(await deleteEndpoint(deps.webhooks, id)))
      throw new WebhookRefused({ kind: 'unknown-endpoint', endpoint: id });
  });
}

/**
 * A disabled endpoint gets nothing, and keeps its secret.
 * @param input.seen left out: whatever it is now.
 * @throws {Problem} `not-allowed` or `not-fresh`
 * @throws {WebhookRefused}
 */
export async function switchEndpoint(
  deps: EndpointDeps,
  actor: Actor,
  { id, isEnabled, seen }: { readonly id: string; readonly isEnabled: boolean; readonly seen?: Endpoint },
): Promise<void> {
  requireRight(actor, 'webhook.enable', deps);
  const { disabled } = await asSeen(deps, actor, id, seen);
  const health = isEnabled
    ? { disabled: undefined, disabledAt: undefined, failingSince: undefined }
    : { disabled: 'by-operator' as const, disabledAt: deps.clock(), failingSince: undefined };
  const change = { before: { disabled }, after: { disabled: health.disabled } };
  await audited(deps, actor, isEnabled ? 'webhooks.enable' : 'webhooks.disable', id, change, async () => {
    await requireRightNow(deps, actor, 'webhook.enable');
    if (!(await putHealth(deps.webhooks, id, health)))
      throw new WebhookRefused({ kind: 'unknown-endpoint', endpoint: id });
  });
}

/**
 * Gives an endpoint a new secret. The one before signs beside it for a day.
 * @param input.seen left out: whatever it is now.
 * @throws {WebhookRefused} `rotated-lately` within this day: a third secret would end the first one early. `isUrgent` does so:
 * no earlier secret signs then.
 */
export async function rotateSecret(
  deps: SecretDeps,
  actor: Actor,
  { id, isUrgent = false, seen }: { readonly id: string; readonly isUrgent?: boolean; readonly seen?: Endpoint },
): Promise<WithSecret> {
  const before = await asSeen(deps, actor, id, seen);
  const now = deps.clock();
  if (!isUrgent && before.previous && now < before.previous.until)
    throw new WebhookRefused({ kind: 'rotated-lately', until: before.previous.until });
  const ring = await deps.ring();
  const endpoint: Endpoint = {
    ...before,
    secret: { kid: ring.current(now).kid, generation: before.secret.generation + 1 },
    previous: isUrgent ? undefined : { ...before.secret, until: now + SECRETS_OVERLAP },
  };
  const change = { before: { secret: before.secret }, after: { secret: endpoint.secret, isUrgent } };
  await audited(deps, actor, 'webhooks.rotate', id, change, async () => {
    if (!(await putEndpoint(deps.webhooks, endpoint, before.secret.generation)))
      throw new WebhookRefused({ kind: 'changed-meanwhile' });
  });
  return withSecret(ring, endpoint);
}

const withSecret = (ring: Keyring, endpoint: Endpoint): WithSecret => ({
  endpoint,
  secret: secretWords(endpointSecret(ring, endpoint.id, endpoint.secret)),
});

/** The secrets that sign now, the newest first. @param now milliseconds since the epoch. */
export const signingSecrets = ({ secret, previous }: Endpoint, now: number): readonly SecretName[] =>
  previous && now < previous.until ? [secret, previous] : [secret];

/** Ids of the endpoints whose secrets are made from a key of the ring, as long as these secrets sign. */
export async function madeFrom(
  { webhooks, clock }: Pick<EndpointDeps, 'webhooks' | 'clock'>,
  _actor: Actor,
  kid: string,
): Promise<string[]> {
  const now = clock();
  const all = await listEndpoints(webhooks);
  return all.filter((one) => signingSecrets(one, now).some((secret) => secret.kid === kid)).map(({ id }) => id);
}
