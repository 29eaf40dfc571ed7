import { FaultyFile, type FileFault } from '../../../core/campaigns/faults.ts';
import type { FieldError } from '../../ui/form.tsx';
import { wholeLabel } from '../../ui/labels.ts';
import { t } from '../../ui/words.ts';
import { sectionAt } from '../address.ts';
import type { Section, Typed } from './section.ts';
import { ownerOf } from './sections.ts';
import { filledIn } from './typed.ts';

/**
 * The faults of a campaign's file as those of a form. A fault of a field that is on the page of another section leads there.
 * @param shown what the form shows if nothing is typed: it has the names of the fields.
 */
export function errorsOf(
  faults: readonly FileFault[],
  { section, slug, typed, shown }: { section: Section; slug: string; typed: Typed; shown: Typed },
): FieldError[] {
  const names = [...Object.keys(typed), ...Object.keys(shown)];
  return faults.map(({ field = '', message }) => {
    const name = asTyped(field, typed);
    const owner = ownerOf(name.split('.')[0] ?? '');
    const isElsewhere = owner !== undefined && owner.name !== section.name && !isIn(names, name);
    const label = wholeLabel(isElsewhere ? name : nearest(names, name));
    return {
      field: nearest(names, name),
      message: words(label, message),
      ...(isElsewhere && { href: sectionAt(slug, owner.name) }),
    };
  });
}

/** `targets[0].name` as the form has it. Entries that are empty were not sent, so the numbers of those after them differ. */
function asTyped(path: string, typed: Typed): string {
  const [, list, number, rest = ''] = /^([^[]+)\[(\d+)\](.*)$/.exec(path) ?? [];
  if (list === undefined) return path;
  const typedNumber = filledIn(typed, list)[Number(number)] ?? number;
  return `${list}.${typedNumber}${rest.replace(/\[(\d+)\]/g, '.$1')}`;
}

const isIn = (names: readonly string[], name: string): boolean =>
  names.some((one) => one === name || one.startsWith(`${name}.`));

/** The field with a name, or the one around it: a date has one fault for all its parts. */
function nearest(names: readonly string[], name: string): string {
  for (let at = name; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) if (isIn(names, at)) return at;
  return name;
}

/** @param message follows the name of a field, and may have advice for people who write a file. */
function words(label: string, message: string): string {
  if (/^(is missing|must not be empty)$/.test(message)) return t('edit.fault.empty', { label });
  if (message === 'must have an entry') return t('edit.fault.no-entry', { label });
  if (/^must be a (whole )?number, not /.test(message)) return t('edit.fault.number', { label });
  return t('edit.fault', { label, fault: message.replace(/ \(write .*\)$/, '') });
}

/** The faults of an error. @throws any other error. */
export function faultsIn(error: unknown): readonly FileFault[] {
  if (error instanceof FaultyFile) return error.faults;
  throw error;
}
