import type { SharedCase } from '../../core/campaigns/case.ts';
import { caseStatuses } from '../../core/campaigns/values.ts';
import { partialDay, statusWord, t } from '../ui/words.ts';

/** A field of a case in words. Nothing is said as such. */
export function factWords(value: SharedCase[keyof SharedCase]): string {
  if (value === undefined) return t('edit.meanwhile.nothing');
  if (Array.isArray(value))
    return value
      .map(({ status, on, note }) => [`${partialDay(on)}: ${statusWord(status)}`, note].filter(Boolean).join(', '))
      .join('; ');
  if (typeof value === 'object')
    return [
      value.alt,
      value.credit,
      value.made && t('picture.is', { width: value.made.width, height: value.made.height }),
    ]
      .filter(Boolean)
      .join(' · ');
  const text = String(value);
  const status = caseStatuses.find((one) => one === text);
  if (status) return statusWord(status);
  return /^\d{4}-\d{2}(-\d{2})?$/.test(text) ? partialDay(text) : text;
}
