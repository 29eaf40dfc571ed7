/** A mutant that no test needs to notice. */
export interface Accepted {
  /** From the root of the project. */
  readonly file: string;
  /** Words of the source line on which the mutant begins: enough to know the line again when others move. */
  readonly line: string;
  /** What the mutant puts there, in one line; left out: whatever it is. */
  readonly to?: readonly string[];
  readonly why: string;
}

export const accepted: readonly Accepted[] = [];
