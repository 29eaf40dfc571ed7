import { ConsoleField, type FieldError } from './form.tsx';
import { first, type Typed } from './typed.ts';

/** A field for short names, such as the slug of a campaign: no browser shall correct them. */
export const CodeField = ({
  name,
  typed,
  ...words
}: {
  name: string;
  label: string;
  hint: string;
  typed: Typed;
  errors: readonly FieldError[];
}) => (
  <ConsoleField
    name={name}
    {...words}
    input={(control) => (
      <input {...control} type="text" autocapitalize="none" spellcheck={false} value={first(typed, name)} />
    )}
  />
);
