/**
 * A moment as an e-mail names it: “Saturday, 5 December, 14:30 UTC”.
 * @param at milliseconds since the epoch; a part of a minute is left out, so that nothing is promised for too long.
 * @param timeZone an IANA name, such as `Asia/Baku`.
 */
export function deadline(at: number, { locale, timeZone = 'UTC' }: { locale: string; timeZone?: string }): string {
  // Outside the US, English puts the day before the month.
  const language = locale === 'en' ? 'en-GB' : locale;
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
  return [
    part({ weekday: 'long' }),
    part({ day: 'numeric', month: 'long' }),
    part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }),
  ].join(', ');
}
