import { daysHeld, lastTimeInPrison } from '../../core/overview/held.ts';
import type { Person } from '../../core/overview/people.ts';
import type { Translator } from '../../ui/messages/messages.ts';
import { partialDate } from '../partial-date.ts';

/**
 * What became of a person, in one line: for how long they have been in prison, or since when they are free. Only an exact date
 * gives an exact number of days. A month or a year gives the days that are certain.
 * @param now in milliseconds since the epoch.
 */
export function heldWords(one: Person, now: number, translator: Translator): string {
  const { t } = translator;
  if (one.status !== 'detained') return endWords(one, translator);
  const held = daysHeld(one, one.from, now);
  if (held?.isExact) return t('case.days', { days: held.days });
  if (held && held.days > 0) return t('case.days.least', { days: held.days });
  const { from } = lastTimeInPrison(one);
  return from === undefined
    ? t('case.status.detained')
    : t('case.days.since', { since: partialDate(from, translator) });
}

/** How long the time in prison of a released person was. Undefined if nothing is certain. */
export function wereWords(one: Person, now: number, { t }: Translator): string | undefined {
  const held = one.status === 'released' ? daysHeld(one, one.from, now) : undefined;
  if (held?.isExact) return t('case.days.were', { days: held.days });
  return held && held.days > 0 ? t('case.days.were.least', { days: held.days }) : undefined;
}

function endWords({ status, history }: Person, translator: Translator): string {
  const { t } = translator;
  const on = history.findLast((event) => event.status === status)?.on;
  if (on === undefined) return t(`case.status.${status}`);
  return t(status === 'died' ? 'case.died.on' : 'case.free.on', { date: partialDate(on, translator) });
}
