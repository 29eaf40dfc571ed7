import type { Campaign } from '../../../core/campaigns/campaign.ts';
import { FaultyFile, type FileFault, withoutAdvice } from '../../../core/campaigns/faults.ts';
import type { FieldError } from '../../ui/form.tsx';
import { bareLabel } from '../../ui/labels.ts';
import { numberWords, t } from '../../ui/words.ts';
import { sectionAt } from '../address.ts';
import type { Section, Typed } from './section.ts';
import { ownerOf } from './sections.ts';
import { filledIn } from './typed.ts';

/**
 * The faults of a campaign's file as those of a form. A fault of a field that is on the page of another section leads there.
 * @param page whose form it is. Left out: no section's.
 * @param labels of fields that have another name there.
 * @param shown what the form shows if nothing is typed: it has the names of the fields.
 */
export function errorsOf(
  faults: readonly FileFault[],
  {
    page,
    typed,
    shown,
    labels = {},
  }: {
    page?: { readonly section: Section; readonly campaign: Campaign };
    typed: Typed;
    shown: Typed;
    labels?: Readonly<Record<string, string>>;
  },
): FieldError[] {
  const names = [...Object.keys(typed), ...Object.keys(shown)];
  return faults.map(({ field = '', message }) => {
    const name = page?.section.fieldOf?.(field, page.campaign) ?? asTyped(field, typed);
    const owner = ownerOf(name.split('.')[0] ?? '');
    const isElsewhere = page && owner && owner.name !== page.section.name && !isIn(names, name);
    const at = ofFile(isElsewhere ? name : nearest(names, name));
    const label = page?.section.labelOf?.(at, page.campaign) ?? labels[at] ?? bareLabel(at);
    return {
      field: at,
      message: words(label, message),
      ...(isElsewhere && { href: sectionAt(page.campaign.slug, owner.name) }),
    };
  });
}

/**
 * All faults of a form at once, in the order of its fields. Of two in one field, or in a part of it, the one that was found first.
 * @param typed as the form sent it: its fields in their order.
 */
export function joined(
  typed: Typed,
  first: readonly FieldError[],
  others: readonly FieldError[],
): readonly FieldError[] {
  const areOne = (one: string, other: string) => isIn([one], other) || isIn([other], one);
  const fields = Object.keys(typed);
  // A file stands among no words: it is where the words about it are.
  const placeOf = ({ field }: FieldError) =>
    [field, field.split('.')[0] ?? '']
      .map((name) => fields.findIndex((one) => areOne(one, name)))
      .find((at) => at >= 0);
  const all = [...first, ...others.filter(({ field }) => !first.some((one) => areOne(one.field, field)))];
  const placed = all.map((one) => ({ one, at: placeOf(one) ?? fields.length }));
  return placed.sort((a, b) => a.at - b.at).map(({ one }) => one);
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

/** What was made of a file stands in a hidden field: people see the one in which they choose a file. */
const ofFile = (name: string): string => name.replace(/(^|\.)made$/, '$1file');

/** @param message follows the name of a field, and may have advice for people who write a file. */
function words(label: string, message: string): string {
  if (/^(is missing|must not be empty)$/.test(message)) return t('edit.fault.empty', { label });
  if (message === 'must have an entry') return t('edit.fault.no-entry', { label });
  if (message.startsWith('must be an ISO 3166-1')) return t('edit.fault.country', { label });
  if (message.startsWith('must be a BCP 47 tag')) return t('edit.fault.language', { label });
  if (message.startsWith('must be a time zone')) return t('edit.fault.zone', { label });
  if (message === 'must be after opensAt') return t('edit.fault.closing', { label });
  if (/^must be a (whole )?number, not /.test(message)) return t('edit.fault.number', { label });
  const [, bound, side] = /^must be (-?\d+) or (more|less)$/.exec(message) ?? [];
  if (bound !== undefined) return t('edit.fault', { label, fault: `must be ${numberWords(Number(bound))} or ${side}` });
  const [, languages, most, count] = NO_ROOM.exec(message) ?? [];
  if (count !== undefined)
    return t('edit.fault.no-room', { languages: Number(languages), most: Number(most), count: Number(count) });
  return t('edit.fault', { label, fault: withoutAdvice(message) });
}

/** As `translations.ts` says it. */
const NO_ROOM = /^leave no room: with (\d+) of them, .* may be (\d+) together \(they are (\d+)\)$/;

/** Errors in the order of the form, in which a browser sends its fields. Those of other pages come last. */
export function inFormOrder(errors: readonly FieldError[], typed: Typed): FieldError[] {
  const names = Object.keys(typed);
  const placeOf = ({ field }: FieldError) => {
    const at = names.findIndex((name) => name === field || name.startsWith(`${field}.`));
    return at < 0 ? names.length : at;
  };
  return errors.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The faults of an error. @throws any other error. */
export function faultsIn(error: unknown): readonly FileFault[] {
  if (error instanceof FaultyFile) return error.faults;
  throw error;
}

/** The faults of fields in which somebody typed a private key. */
export const privateKeyErrors = (names: readonly string[]): FieldError[] =>
  names.map((field) => ({ field, message: t('edit.fault.private-key', { label: bareLabel(field) }) }));
