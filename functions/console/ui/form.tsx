import { type Child, useContext } from 'hono/jsx';
import { takesFocus } from '../../ui/focus.ts';
import type { Me } from './page.tsx';
import { BY, PutBack } from './put-back.ts';
import { t, type Word } from './words.ts';

/** A fault of a field, in words that stand at the field and above the title. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  /** Where the field is, if it is on another page. */
  readonly href?: string;
}

/** As many as core names of a file, and how many more there are. Others stand at their fields alone: a form may have a thousand. */
const MOST_FAULTS = 51;

/**
 * The faults, above the title. Each leads to its field. Browsers that move the focus to nothing but inputs as a page opens read the alert.
 */
export const ErrorSummary = ({ errors }: { errors: readonly FieldError[] }) =>
  errors.length === 0 ? null : (
    <div class="fault-summary" role="alert" aria-labelledby="fault-summary-title" {...takesFocus}>
      <h2 id="fault-summary-title">{t('console.problem')}</h2>
      <ul>
        {errors.slice(0, MOST_FAULTS).map(({ field, message, href }) => (
          <li>
            <a href={href ?? `#${fieldId(field)}`}>{message}</a>
          </li>
        ))}
        {errors.length > MOST_FAULTS && <li>{t('console.problem.more', { more: errors.length - MOST_FAULTS })}</li>}
      </ul>
    </div>
  );

export const fieldId = (name: string): string => `field-${name}`;

/** What ties an input to its label, hint and error. */
export interface Control {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

/** One field: label, hint, error, input, in the order in which people read. */
export const ConsoleField = ({
  name,
  label,
  hint,
  errors,
  input,
}: {
  name: string;
  label: Child;
  hint?: string | undefined;
  errors: readonly FieldError[];
  input: (control: Control) => Child;
}) => {
  const id = fieldId(name);
  const error = errors.find(({ field }) => field === name)?.message;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <Said id={id} hint={hint} error={error} />
      {input({ id, name, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? 'true' : undefined })}
    </div>
  );
};

/** A choice: radio buttons, or boxes to tick. */
export const Choices = ({
  type,
  name,
  legend,
  hint,
  errors,
  options,
}: {
  type: 'radio' | 'checkbox';
  name: string;
  legend: string;
  hint?: string | undefined;
  errors: readonly FieldError[];
  options: readonly { value: string; label: string; hint?: string | undefined; chosen: boolean }[];
}) => {
  const id = fieldId(name);
  const error = errors.find(({ field }) => field === name)?.message;
  return (
    <fieldset
      class="field choices"
      aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{legend}</legend>
      <Said id={id} hint={hint} error={error} />
      {options.map(({ value, label, hint: more, chosen }, i) => {
        // The summary leads to the first one.
        const own = i === 0 ? id : `${id}-${value}`;
        return (
          <div class="choice">
            <input
              {...{ type, name, value, id: own }}
              checked={chosen}
              aria-describedby={more && `${own}-more`}
              aria-invalid={error ? 'true' : undefined}
            />
            <label for={own}>{label}</label>
            {more && (
              <p class="hint" id={`${own}-more`}>
                {more}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
};

/** What stands below the name of a field: its hint, and what is wrong with what was typed. */
export const Said = ({ id, hint, error }: { id: string; hint: string | undefined; error: string | undefined }) => (
  <>
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="error" id={`${id}-error`}>
        {error}
      </p>
    )}
  </>
);

/**
 * A form of the console. It carries the proof that a page of this session sent it. No browser puts words back into it by itself: they would
 * stand beside a mark that says their writer has seen what others wrote meanwhile (docs/decisions/064).
 */
export const ConsoleForm = ({
  me,
  action,
  hasFiles = false,
  children,
}: {
  me: Me;
  action: string;
  hasFiles?: boolean;
  children?: Child;
}) => (
  <form
    class="console-form"
    method="post"
    action={action}
    enctype={hasFiles ? 'multipart/form-data' : undefined}
    autocomplete="off"
    novalidate
    data-put-back={t('console.put-back')}
    data-afresh={t('console.put-back.afresh')}
    data-typed-key={me.typedKey}
  >
    <input type="hidden" name="csrf" value={me.actor.csrf} />
    <input type="hidden" name={BY} value={me.actor.account} />
    {children}
    <script type="module" src={useContext(PutBack)} />
  </form>
);

/** The key Enter presses the first button of a form: this one, where another would come before the one that all see below. */
export const EnterButton = ({ step, children }: { step?: string; children?: Child }) => (
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: no key and no script moves the focus here, and Safari presses no button without a box
  <button
    class="hidden"
    type="submit"
    {...(step !== undefined && { name: 'step', value: step })}
    tabindex={-1}
    aria-hidden="true"
  >
    {children}
  </button>
);

export const Hidden = ({ fields }: { fields: Readonly<Record<string, string | readonly string[]>> }) => (
  <>
    {Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value) => <input type="hidden" name={name} value={value} />),
    )}
  </>
);

/** What an act will do, before it is done: names and values, each with a way back. */
export const Answers = ({
  rows,
}: {
  rows: readonly { name: Word; value: Child; change?: { href: string } | undefined }[];
}) => (
  <dl class="answers">
    {rows.map(({ name, value, change }) => (
      <div>
        <dt>{t(name)}</dt>
        <dd>{value}</dd>
        {change && (
          <dd class="answers-change">
            <a href={change.href}>
              {t('answers.change')} <span class="hidden">{t(name)}</span>
            </a>
          </dd>
        )}
      </div>
    ))}
  </dl>
);
