import type { SharedCase } from '../../core/campaigns/case.ts';
import { checkCase, FaultyFile, type FileFault, withoutAdvice } from '../../core/campaigns/faults.ts';
import { mergePatch } from '../../core/campaigns/merge-patch.ts';
import { checkPast } from '../../core/campaigns/past.ts';
import { dateFaults, dayFields, dayIn } from '../campaigns/edit/dates.tsx';
import { joined } from '../campaigns/edit/errors.ts';
import { wholeNumber } from '../campaigns/edit/numbers.ts';
import type { MergePatch, Typed } from '../campaigns/edit/section.ts';
import { filled, filledIn, listFields, one, textIn, textOrNone } from '../campaigns/edit/typed.ts';
import { fileLabel, type PictureTaken, pictureFaults, pictureFields, picturePatch } from '../pictures/taken.ts';
import type { FieldError } from '../ui/form.tsx';
import { bareLabel, labelOf, withoutMark } from '../ui/labels.ts';
import { t } from '../ui/words.ts';

/** The form of a case, as it is typed. */

/** The picture that its form takes. */
export const pictureOfForm = { name: 'picture', use: 'case' } as const satisfies PictureTaken;

/** The fields of a case as its form shows them. */
export const typedOf = (one: Partial<SharedCase>): Typed => ({
  ...{ name: one.name ?? '', work: one.work ?? '', people: one.people === undefined ? '' : String(one.people) },
  ...{ ...dayFields('detainedOn', one.detainedOn), charge: one.charge ?? '', sentence: one.sentence ?? '' },
  ...{ story: one.story ?? '' },
  // The last entry of a history decides on the status. Without one, the form asks for it.
  ...(one.history?.length ? {} : { status: one.status ?? '' }),
  ...listFields(
    'history',
    (one.history ?? []).map(({ status, on, note = '' }) => ({ status, ...dayFields('on', on), note })),
  ),
  ...pictureFields('picture', one.picture),
});

/** An event as it was typed. */
export const eventIn = (typed: Typed, at: string): Record<string, unknown> => ({
  ...{ status: one(typed, `${at}status`), on: dayIn(typed, `${at}on`) },
  ...filled({ note: textIn(typed, `${at}note`) }),
});

/** What was typed, as a merge patch of a case. What happened last decides on the status, if it is known. */
export function patchIn(typed: Typed): MergePatch {
  const history = historyNumbers(typed).map((number) => eventIn(typed, `history.${number}.`));
  return {
    ...{ name: textOrNone(typed, 'name'), work: textOrNone(typed, 'work') },
    people: wholeNumber(textIn(typed, 'people')) ?? null,
    ...{ detainedOn: dayIn(typed, 'detainedOn') ?? null, charge: textOrNone(typed, 'charge') },
    ...{ sentence: textOrNone(typed, 'sentence'), story: textOrNone(typed, 'story') },
    history: history.length > 0 ? history : null,
    status: history.at(-1)?.status ?? (one(typed, 'status') || null),
    picture: picturePatch(typed, 'picture'),
  };
}

/** Whether nothing says how it is with them but the status itself. */
export const asksStatus = (typed: Typed): boolean => historyNumbers(typed).length === 0;

/**
 * All that is wrong with a form, also by the rules of a case. Empty if nothing is.
 * @param asked.faulty what was found already, such as a file that is no picture. @param asked.before the case as it was.
 * @param asked.now milliseconds since the epoch.
 */
export const faultsIn = (
  typed: Typed,
  {
    faulty,
    before,
    now,
  }: { readonly faulty: readonly FieldError[]; readonly before?: SharedCase; readonly now: number },
): readonly FieldError[] =>
  joined(typed, joined(typed, faulty, formFaults(typed)), errorsOf(ruledFaults(patchIn(typed), before, now), typed));

/** The faults by each rule of a case, also by those that are asked of a good one. */
function ruledFaults(patch: MergePatch, before: SharedCase | undefined, now: number): readonly FileFault[] {
  const one = mergePatch(before ?? {}, patch) as SharedCase;
  // A day that is missing is a fault by the first rule.
  const history = one.history?.map(({ on = '', ...event }) => ({ ...event, on }));
  const rules = [() => void checkCase(one), () => checkPast({ ...one, ...(history && { history }) }, before, now)];
  return rules.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof FaultyFile) return error.faults;
      throw error;
    }
  });
}

/** What the rules of a case cannot know. */
const formFaults = (typed: Typed): FieldError[] => [
  ...(asksStatus(typed) && one(typed, 'status') === ''
    ? [{ field: 'status', message: t('cases.fault.choose', { label: labelOf('status') }) }]
    : []),
  ...dateFaults('detainedOn', dayIn(typed, 'detainedOn'), { isNeeded: false }),
  ...historyNumbers(typed).flatMap((number) =>
    dateFaults(`history.${number}.on`, dayIn(typed, `history.${number}.on`), { isNeeded: true }),
  ),
  ...pictureFaults(typed, 'picture'),
];

/** The entries in which something was typed. A status is always chosen, and alone it is nothing. */
const historyNumbers = (typed: Typed): number[] =>
  filledIn(
    Object.fromEntries(Object.entries(typed).filter(([name]) => !/^history\.\d+\.status$/.test(name))),
    'history',
  );

/** The faults of a case as those of its form. */
export const errorsOf = (faults: readonly FileFault[], typed: Typed): FieldError[] =>
  faults.map(({ field = '', message }) => {
    if (field === 'picture.made')
      return { field: 'picture.file', message: words(withoutMark(fileLabel(typed, 'picture')), message) };
    const name = field.replace(/^history\[(\d+)\]/, (_, i) => `history.${historyNumbers(typed)[Number(i)] ?? i}`);
    return { field: name, message: words(bareLabel(name), message) };
  });

function words(label: string, message: string): string {
  if (/^(is missing|must not be empty)/.test(message)) return t('edit.fault.empty', { label });
  if (/^must be a (whole )?number, not /.test(message)) return t('edit.fault.number', { label });
  if (/^must be one of /.test(message)) return t('cases.fault.choose', { label });
  if (/last entry of history$/.test(message)) return t('cases.fault.order', { label: labelOf('history') });
  return t('edit.fault', { label, fault: withoutAdvice(message) });
}
