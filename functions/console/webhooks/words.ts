import { isoTime } from '../../core/running/clock.ts';
import type { Delivery } from '../../core/webhooks/delivery.ts';
import type { SeenEndpoint } from '../../core/webhooks/seen.ts';
import { isWord, momentWords, t, type Word } from '../ui/words.ts';

/** @param at milliseconds since the epoch. */
export const atWords = (at: number): string => momentWords(isoTime(at));

/** An event in words. One of an earlier release, which has none, stays as it is stored. */
export function eventWords(type: string): string {
  const name = type.replace('.', '-');
  const key = `webhooks.event.${name}`;
  return isWord(key) ? t(key) : type;
}

/** A test has one attempt alone, so that nothing was given up. */
export const outcomeWords = ({ outcome, type }: Pick<Delivery, 'outcome' | 'type'>): string =>
  outcome === 'given-up' && type === 'webhook.test'
    ? t('webhooks.outcome.test-failed')
    : t(`webhooks.outcome.${outcome}` satisfies Word);

/** What came back of an attempt. Undefined if nothing was sent. */
export function answerWords({ status, failure }: Pick<Delivery, 'status' | 'failure'>): string | undefined {
  if (status !== undefined) return t('webhooks.answer', { status: String(status) });
  return failure && t(`webhooks.failure.${failure}` satisfies Word);
}

/** How an endpoint does, and since when. */
export function stateWords({ disabled, disabledAt, failingSince }: SeenEndpoint): string {
  if (disabled && disabledAt === undefined) return t('webhooks.state.disabled');
  if (disabled) return t('webhooks.state.disabled-since', { moment: atWords(disabledAt ?? 0) });
  return failingSince === undefined
    ? t('webhooks.state.on')
    : t('webhooks.state.failing', { moment: atWords(failingSince) });
}

/** Which events an endpoint gets, in one line. */
export function gets({ types, campaigns }: Pick<SeenEndpoint, 'types' | 'campaigns'>): string {
  if (types.length === 0 && campaigns.length === 0) return t('webhooks.everything');
  return [
    ...(types.length > 0 ? [t('webhooks.events.some', { events: types.map(eventWords).join(', ') })] : []),
    ...(campaigns.length > 0 ? [t('webhooks.campaigns.some', { campaigns: campaigns.join(', ') })] : []),
  ].join(' · ');
}
