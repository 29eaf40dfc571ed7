import type { FaultKind } from '../core/problem.ts';
import { MOST } from '../core/typed/lengths.ts';
import { Field } from './field.tsx';
import type { Translator } from './messages/messages.ts';

/** The field for the reason of a signer: on the page that confirms, and in a form that was sent with one. */
export const ReasonField = ({
  translator,
  isShown,
  fault,
  value,
}: {
  translator: Translator;
  /** Whether the reason will be shown: `maybe` if the signer has not decided. */
  isShown: boolean | 'maybe';
  fault: FaultKind | undefined;
  value: string | undefined;
}) => (
  <Field
    translator={translator}
    name="comment"
    fault={fault}
    label={translator.t('sign.comment')}
    hint={translator.t(hints[String(isShown) as keyof typeof hints])}
    input={(control) => (
      <textarea {...control} rows={3} data-max={MOST.comment}>
        {value}
      </textarea>
    )}
  />
);

const hints = {
  true: 'sign.comment.hint-beside-name',
  false: 'sign.comment.hint',
  maybe: 'sign.comment.hint-shown',
} as const;
