import type { Child } from 'hono/jsx';
import { directionOf } from '../../../ui/messages/direction.ts';
import { Choices, ConsoleField, type FieldError, fieldId } from '../../ui/form.tsx';
import { entryLabel, hintOf, labelOf, withoutMark } from '../../ui/labels.ts';
import { ShownText, TextFaults } from '../../ui/shown-text.tsx';
import { t, type Word } from '../../ui/words.ts';
import type { Typed } from './section.ts';
import { entriesIn, isTicked, one } from './typed.ts';

/** The inputs of which sections are made. Label and hint come from the words `field.NAME` and `field.NAME.hint`. */
export interface FieldProps {
  readonly name: string;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** BCP 47 tag of the language of its text. Left out: it is no text of the campaign. */
  readonly language?: string | undefined;
  /** Instead of its word. */
  readonly label?: string;
  readonly hint?: string | undefined;
}

const textAttributes = (language: string | undefined) =>
  language === undefined
    ? ({ autocapitalize: 'none', spellcheck: false } as const)
    : ({ lang: language, dir: directionIn(language), spellcheck: true } as const);

/**
 * Each text shows its own direction: that of a new campaign is typed before its language is chosen. Where that is known to go from right to
 * left, an empty field does, too. Somebody may have typed what is no language.
 */
const directionIn = (language: string): 'auto' | 'rtl' => {
  try {
    return directionOf(language) === 'rtl' ? 'rtl' : 'auto';
  } catch {
    return 'auto';
  }
};

/** A text of one line. Long ones wrap. @param rows 1 for an input. */
export const LineField = ({
  name,
  typed,
  errors,
  language,
  label = labelOf(name),
  hint = hintOf(name),
  rows = 1,
  short = false,
  ...more
}: FieldProps & {
  rows?: number;
  short?: boolean;
  inputmode?: 'numeric' | 'url' | 'email';
  list?: string;
  autocomplete?: string;
}) => (
  <ConsoleField
    {...{ name, label, hint, errors }}
    input={(control) =>
      rows > 1 ? (
        <textarea {...control} {...textAttributes(language)} rows={rows}>
          {kept(one(typed, name))}
        </textarea>
      ) : (
        <input
          {...{ ...control, ...textAttributes(language), ...more }}
          class={short ? 'short' : undefined}
          type="text"
          value={one(typed, name)}
        />
      )
    }
  />
);

/** A browser leaves out the first line end of a `textarea`. */
const kept = (text: string): string => (text.startsWith('\n') ? `\n${text}` : text);

/** What a long text is for, and how its writer marks its parts. */
const markdownHint = (name: string): string => [hintOf(name), t('edit.markdown.hint')].filter(Boolean).join(' ');

/** A long text with Markdown, and a button that shows it as the public page does. */
export const MarkdownField = ({
  name,
  typed,
  errors,
  language,
  label = labelOf(name),
  hint = markdownHint(name),
  rows = 12,
}: FieldProps & { rows?: number }) => {
  const id = `preview-${name}`;
  return (
    <>
      <ConsoleField
        {...{ name, label, hint, errors }}
        input={(control) => (
          <textarea {...control} {...textAttributes(language)} rows={rows}>
            {kept(one(typed, name))}
          </textarea>
        )}
      />
      <p class="beside-field">
        <button class="link-button" type="submit" name="preview" value={name} formaction={`#${id}`}>
          {t('edit.preview')} <span class="hidden">{label}</span>
        </button>
      </p>
      {one(typed, 'preview') === name && (
        <section class="preview" id={id} aria-label={t('edit.preview.title', { label })} tabindex={-1}>
          <p class="label">{t('edit.preview.title', { label })}</p>
          {one(typed, name).trim() === '' ? (
            <p>{t('edit.preview.empty')}</p>
          ) : (
            <>
              <TextFaults text={one(typed, name)} label={withoutMark(label)} />
              <ShownText text={one(typed, name)} language={{ lang: language ?? 'en', dir: 'auto' }} />
            </>
          )}
        </section>
      )}
    </>
  );
};

/** A box to tick. */
export const TickField = ({ name, typed, errors, label = labelOf(name), hint = hintOf(name) }: FieldProps) => {
  const id = fieldId(name);
  const error = errors.find(({ field }) => field === name)?.message;
  return (
    <div class="field choices">
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div class="choice">
        <input
          {...{ type: 'checkbox', id, name, value: 'yes' }}
          checked={isTicked(typed, name)}
          aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
          aria-invalid={error ? 'true' : undefined}
        />
        <label for={id}>{label}</label>
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
};

/** One of several. The words of an option are `choice.NAME-VALUE` and `choice.NAME-VALUE.hint`. */
export const RadioField = ({
  name,
  typed,
  errors,
  options,
}: FieldProps & { options: readonly { value: string; label: Word; hint?: Word }[] }) => (
  <Choices
    type="radio"
    {...{ name, errors, legend: labelOf(name), hint: hintOf(name) }}
    options={options.map(({ value, label, hint }) => ({
      ...{ value, label: t(label), hint: hint && t(hint), chosen: one(typed, name) === value },
    }))}
  />
);

/**
 * The entries of a list, each with a button that takes it away, and one button that adds an entry. They save nothing, and the focus
 * follows them.
 * @param least how many are shown at least, so that there is something to fill in.
 */
export const Entries = ({
  list,
  typed,
  errors,
  least = 1,
  most,
  entry,
}: {
  list: string;
  typed: Typed;
  errors: readonly FieldError[];
  least?: number;
  most: number;
  /** @param at the beginning of the names of its fields: `targets.0`. */
  entry: (at: string) => Child;
}) => {
  const numbers = entriesIn(typed, list);
  while (numbers.length < least) numbers.push((numbers.at(-1) ?? -1) + 1);
  return (
    <section class="entries" id={fieldId(list)} aria-label={labelOf(list)} tabindex={-1} data-list>
      <Fault name={list} errors={errors} />
      {numbers.map((number) => {
        const at = `${list}.${number}`;
        return (
          <fieldset class="entry" id={fieldId(at)} tabindex={-1}>
            <legend>{entryLabel(list, number)}</legend>
            <Fault name={at} errors={errors} />
            {entry(at)}
            {numbers.length > least && (
              <p>
                <button class="link-button" type="submit" name="less" value={at} formaction={`#${fieldId(list)}`}>
                  {t('edit.less')} <span class="hidden">{entryLabel(list, number)}</span>
                </button>
              </p>
            )}
          </fieldset>
        );
      })}
      {numbers.length >= most ? (
        <p class="hint">{t('edit.most', { list: labelOf(list), most })}</p>
      ) : (
        <p>
          <button
            class="button button-quiet"
            type="submit"
            name="more"
            value={list}
            formaction={`#${fieldId(`${list}.${(numbers.at(-1) ?? -1) + 1}`)}`}
          >
            {t(numbers.length === 0 ? 'edit.more.first' : 'edit.more')} <span class="hidden">({labelOf(list)})</span>
          </button>
        </p>
      )}
    </section>
  );
};

/** A fault of a list or an entry as a whole. */
const Fault = ({ name, errors }: { name: string; errors: readonly FieldError[] }) => (
  <>
    {errors
      .filter(({ field, href }) => field === name && href === undefined)
      .map(({ message }) => (
        <p class="error">{message}</p>
      ))}
  </>
);
