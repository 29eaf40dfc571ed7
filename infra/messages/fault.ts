/** What is wrong in a file of a language. */
export interface Fault {
  /** Such as `az/sign.json`. */
  readonly file: string;
  readonly key?: string;
  readonly reason: string;
}

/** A fault as one line, for people. */
export const faultLine = ({ file, key, reason }: Fault): string =>
  `${file}: ${key === undefined ? '' : `${key}: `}${reason}`;
