/** What the script of a form says (`help.ts`). `ui/form-words.ts` makes it of the catalogue. */
export interface FormWords {
  /** By field and kind of fault. They are the words of the server. */
  readonly faults: Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>;
  /** The question whether another address was meant. It has `{address}` in it. */
  readonly meant: string;
  /** The button that takes that address, and what is to be done if it is wrong. */
  readonly use: string;
  readonly keep: string;
  /** Why the button waits. */
  readonly why: string;
}
