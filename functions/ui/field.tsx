import type { Child } from 'hono/jsx';
import type { FaultKind } from '../core/problem.ts';
import type { Translator } from './messages/messages.ts';

/** The attributes that tie an input to its label, its hint and its error. */
export interface Control {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export interface FieldProps {
  readonly translator: Translator;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: FaultKind | undefined;
  /** The id of a further element that describes the input. */
  readonly describedBy?: string | undefined;
  /** Makes the input itself, with these attributes. */
  readonly input: (control: Control) => Child;
}

/**
 * One field of a form: label, hint, error, input. People read, and screen readers speak, in this order. An error that the
 * browser finds itself is put there by its script (`browser/fields.ts`).
 */
export const Field = ({ translator, name, label, hint, fault, describedBy: more, input }: FieldProps) => {
  const id = fieldId(name);
  const describedBy = [hint && `${id}-hint`, fault && `${id}-error`, more].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="error" id={`${id}-error`}>
          {translator.fault(name, fault)}
        </p>
      )}
      {input({
        id,
        name,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': fault && 'true',
      })}
    </div>
  );
};

/** A box to tick, with its label beside it and its hint below. */
export const Tick = ({
  name,
  label,
  hint,
  ticked,
}: {
  name: string;
  label: string;
  hint?: string;
  ticked: boolean;
}) => (
  <>
    <div class="tick">
      <input
        type="checkbox"
        id={fieldId(name)}
        name={name}
        checked={ticked}
        aria-describedby={hint && `${fieldId(name)}-hint`}
      />
      <label for={fieldId(name)}>{label}</label>
    </div>
    {hint && (
      <p class="hint" id={`${fieldId(name)}-hint`}>
        {hint}
      </p>
    )}
  </>
);

/** The id of a field's input, for links to it. */
export const fieldId = (name: string): string => `field-${name}`;
