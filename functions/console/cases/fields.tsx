import { caseStatuses } from '../../core/campaigns/values.ts';
import { DateFields } from '../campaigns/edit/dates.tsx';
import { Entries, LineField, MarkdownField, RadioField } from '../campaigns/edit/fields.tsx';
import type { Typed } from '../campaigns/edit/section.ts';
import { one } from '../campaigns/edit/typed.ts';
import { type PictureAt, PictureField } from '../pictures/field.tsx';
import { ConsoleField, type FieldError } from '../ui/form.tsx';
import { labelOf } from '../ui/labels.ts';
import { statusWord, type Word } from '../ui/words.ts';
import { pictureOfForm } from './form.ts';

interface CaseFieldsProps {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** Of the words of the case (BCP 47). */
  readonly language: string;
}

/** Who they are, and what is known. */
export const CaseFields = ({
  typed,
  errors,
  language,
  isNew = false,
  shownAt,
}: CaseFieldsProps & { isNew?: boolean; shownAt?: PictureAt | undefined }) => (
  <>
    <LineField name="name" {...{ typed, errors, language }} />
    <LineField name="work" {...{ typed, errors, language }} />
    {isNew && <StatusField {...{ typed, errors }} />}
    <LineField name="people" short inputmode="numeric" {...{ typed, errors }} />
    <DateFields name="detainedOn" {...{ typed, errors }} />
    <LineField name="charge" {...{ typed, errors, language }} />
    <LineField name="sentence" {...{ typed, errors, language }} />
    <MarkdownField name="story" {...{ typed, errors, language }} />
    <PictureField {...pictureOfForm} {...{ typed, errors, language, shownAt }} />
  </>
);

/** How it is with them now, for a case that is new. */
export const StatusField = ({ typed, errors }: Pick<CaseFieldsProps, 'typed' | 'errors'>) => (
  <RadioField
    name="status"
    {...{ typed, errors }}
    options={caseStatuses.map((value) => ({ value, label: `case.status.${value}` satisfies Word }))}
  />
);

const MOST_EVENTS = 12;

/** What happened to them, the oldest first. */
export const HistoryFields = ({ typed, errors, language }: CaseFieldsProps) => (
  <Entries
    list="history"
    least={0}
    most={MOST_EVENTS}
    {...{ typed, errors }}
    entry={(at) => (
      <>
        <ConsoleField
          name={`${at}.status`}
          label={labelOf(`${at}.status`)}
          errors={errors}
          input={(control) => (
            <select {...control}>
              {caseStatuses.map((value) => (
                <option value={value} selected={(one(typed, `${at}.status`) || caseStatuses[0]) === value}>
                  {statusWord(value)}
                </option>
              ))}
            </select>
          )}
        />
        <DateFields name={`${at}.on`} {...{ typed, errors }} />
        <LineField name={`${at}.note`} {...{ typed, errors, language }} />
      </>
    )}
  />
);
