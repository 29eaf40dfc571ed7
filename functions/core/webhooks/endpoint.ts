import { randomInt } from 'node:crypto';
import type { AskableType, WebhookEvent } from './event.ts';
import type { SecretName } from './signing.ts';

/** Why an endpoint gets nothing: an operator disabled it, it answered 410 Gone, or it failed for days. */
export type WhyDisabled = 'by-operator' | 'gone' | 'failing';

/** Where webhooks go. */
export interface Endpoint {
  /** `whe_` and 16 letters and digits. Logs name an endpoint by it. */
  readonly id: string;
  /** Its path may be a secret of the receiver, so that no log has it. */
  readonly url: string;
  readonly description?: string | undefined;
  /** The types that it gets. Empty: all. */
  readonly types: readonly AskableType[];
  /** The campaigns that it gets them of. Empty: all. */
  readonly campaigns: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
  /** Set while it is disabled. */
  readonly disabled?: WhyDisabled | undefined;
  /** Since when it is, in milliseconds since the epoch. */
  readonly disabledAt?: number | undefined;
  readonly secret: SecretName;
  /** The secret before, which still signs until this moment, in milliseconds since the epoch. */
  readonly previous?: (SecretName & { readonly until: number }) | undefined;
  /**
   * When the first of the attempts failed of which none has succeeded since, and no day was without one, in milliseconds since the epoch.
   */
  readonly failingSince?: number | undefined;
  /** When an attempt failed last, in milliseconds since the epoch. */
  readonly failedAt?: number | undefined;
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const drawn = (length: number): string =>
  Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');

/** 80 random bits: the secret of an endpoint belongs to its id, so that no id comes twice. */
export const newEndpointId = (): string => `whe_${drawn(16)}`;

/** Whether a text can be an id: the table refuses some others as a key. */
export const isEndpointId = (text: string): boolean => /^whe_[a-z0-9]{1,40}$/.test(text);
export const isEventId = (text: string): boolean => /^evt_[\w-]{1,60}$/.test(text);

/** An id for an event that nothing else gives one: each test, each export. */
export const newEventId = (): string => `evt_${drawn(20)}`;

/** Whether an endpoint asked for an event. An endpoint that names campaigns gets events of these alone. */
export const wants = (
  { types, campaigns }: Pick<Endpoint, 'types' | 'campaigns'>,
  { type, data }: WebhookEvent,
): boolean =>
  (types.length === 0 || types.some((one) => one === type)) &&
  (campaigns.length === 0 || ('slug' in data && campaigns.includes(data.slug)));
