import { inZone, offsetIn, zoneOf } from '../../../core/campaigns/local-time.ts';
import { MINUTE, startOfDay } from '../../../core/running/clock.ts';
import { type FieldError, fieldId, Said } from '../../ui/form.tsx';
import { bareLabel, hintOf, labelOf } from '../../ui/labels.ts';
import { clockWords, partialDay, t } from '../../ui/words.ts';
import type { FieldProps } from './fields.tsx';
import { plainDigits } from './numbers.ts';
import type { Typed } from './section.ts';
import { one, textIn } from './typed.ts';

/** Dates as people type them: day, month and year in fields of their own. */

const parts = ['day', 'month', 'year'] as const;

/** A day, month or year of the file, as fields. */
export function dayFields(name: string, date: string | undefined): Typed {
  const [year = '', month = '', day = ''] = (date ?? '').slice(0, 10).split('-');
  return { [`${name}.day`]: withoutZero(day), [`${name}.month`]: withoutZero(month), [`${name}.year`]: year };
}

/** A moment by the clocks of a zone, as fields. */
export function momentFields(name: string, moment: string | undefined, zone: string): Typed {
  const local = moment === undefined ? '' : inZone(zone, Date.parse(moment));
  return { ...dayFields(name, local), [`${name}.time`]: local.slice(11, 16) };
}

const withoutZero = (digits: string): string => digits.replace(/^0/, '');

/** What is wrong with a date: all of it, or one part. */
const wrongs = { wrong: undefined, 'wrong year': 'year', 'wrong time': 'time' } as const;
type Wrong = keyof typeof wrongs;

const partIn = (typed: Typed, name: string, part: (typeof parts)[number] | 'time'): string | undefined => {
  const text = textIn(typed, `${name}.${part}`);
  return text && plainDigits(text);
};

/** What was typed as a date. `wrong`: it is none. */
export function dayIn(typed: Typed, name: string): string | Wrong | undefined {
  const [day, month, year] = parts.map((part) => partIn(typed, name, part));
  if (year === undefined) return day === undefined && month === undefined ? undefined : 'wrong';
  if (/^\d{2}$/.test(year)) return 'wrong year';
  const number = month === undefined ? undefined : monthIn(month);
  if (!/^\d{4}$/.test(year) || (month !== undefined && number === undefined)) return 'wrong';
  if (day === undefined) return number === undefined ? year : `${year}-${number}`;
  if (number === undefined || !/^\d{1,2}$/.test(day)) return 'wrong';
  const date = `${year}-${number}-${day.padStart(2, '0')}`;
  return Number.isNaN(startOfDay(date)) ? 'wrong' : date;
}

const monthNames = Array.from({ length: 12 }, (_, i) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, i)).toLowerCase(),
);

/** The number of a month, with two digits. People also write March, or mar. */
function monthIn(typed: string): string | undefined {
  const word = typed.toLowerCase().replace(/\.$/, '');
  const named = word.length < 3 ? -1 : monthNames.findIndex((name) => name.startsWith(word));
  const number = /^\d{1,2}$/.test(word) ? Number(word) : named + 1;
  return number >= 1 && number <= 12 ? String(number).padStart(2, '0') : undefined;
}

/** The time of a closing for which only a day was typed: that day counts. */
export const END_OF_DAY = '23:59';

/**
 * What was typed as a moment, by the clocks of a zone.
 * @param zone as `zoneOf` returns it. @param untimed the time of a moment for which only a day was typed.
 * @returns ISO 8601 with the offset of that zone then.
 */
export function momentIn(typed: Typed, name: string, zone: string, untimed = '00:00'): string | Wrong | undefined {
  const day = dayIn(typed, name);
  const time = partIn(typed, name, 'time');
  if (day === undefined) return time === undefined ? undefined : 'wrong';
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(time ?? untimed) ?? [];
  if (isWrong(day)) return day;
  if (day.length !== 10) return 'wrong';
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return 'wrong time';
  const clock = Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:00Z`);
  // The offset of that hour is only known once the hour is: near a change of clocks, the first guess is an hour off.
  const guess = clock - offsetIn(zone, clock) * MINUTE;
  return inZone(zone, clock - offsetIn(zone, guess) * MINUTE).replace('.000', '');
}

/** Whether it says what is wrong, and is no date. */
export const isWrong = (date: string): date is Wrong => Object.hasOwn(wrongs, date);

/** A part of a date, in the name of a field. */
export const DATE_PART = /\.(?:day|month|year|time)$/;

/** A date as people read it. What is no date stays as it was typed. @param clocks the campaign by whose clocks a time is. */
export function dateWords(typed: Typed, name: string, clocks?: Parameters<typeof zoneOf>[0]): string {
  const [day, time] = [dayIn(typed, name), textIn(typed, `${name}.time`)];
  if (time === undefined && day !== undefined && !isWrong(day)) return partialDay(day);
  const moment = clocks && time !== undefined ? momentIn(typed, name, zoneOf(clocks)) : undefined;
  if (clocks && moment !== undefined && !isWrong(moment)) return clockWords(moment, clocks);
  return [...parts, 'time'].flatMap((part) => textIn(typed, `${name}.${part}`) ?? []).join(' ');
}

/** What is wrong with a date. @param date what `dayIn` or `momentIn` makes of it. @param label instead of its word. */
export function dateFaults(
  name: string,
  date: string | undefined,
  { isNeeded, label = bareLabel(name) }: { isNeeded: boolean; label?: string },
): FieldError[] {
  if (date !== undefined && isWrong(date)) {
    const part = wrongs[date];
    if (part === undefined) return [{ field: name, message: t('edit.fault.date', { label }) }];
    return [{ field: `${name}.${part}`, message: t(`edit.fault.${part}`, { label }) }];
  }
  return isNeeded && date === undefined ? [{ field: name, message: t('edit.fault.empty', { label }) }] : [];
}

/** Day, month and year, and a time of day for a moment. */
export const DateFields = ({
  name,
  typed,
  errors,
  label = labelOf(name),
  hint = hintOf(name),
  withTime = false,
}: FieldProps & { withTime?: boolean }) => {
  const id = fieldId(name);
  const fault = errors.find(({ field }) => field === name || field.startsWith(`${name}.`));
  const error = fault?.message;
  return (
    <fieldset
      class="field date"
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{label}</legend>
      <Said {...{ id, hint, error }} />
      <div class="date-parts">
        {[...parts, ...(withTime ? (['time'] as const) : [])].map((part, i) => {
          const own = i === 0 ? id : `${id}.${part}`;
          return (
            <div class={`date-${part}`}>
              <label for={own}>{t(`edit.date.${part}`)}</label>
              <input
                {...{ type: 'text', id: own, name: `${name}.${part}`, value: one(typed, `${name}.${part}`) }}
                inputmode={part === 'day' || part === 'year' ? 'numeric' : undefined}
                aria-invalid={fault && [name, `${name}.${part}`].includes(fault.field) ? 'true' : undefined}
              />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};
