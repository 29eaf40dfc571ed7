import { readFile, writeFile } from 'node:fs/promises';

/** What a file is a version of, and where that is stored. */
export interface Shown {
  readonly revision: number;
  /** The slug of a campaign, or the id of a case. */
  readonly of: string;
  /** The name of a target, such as `this machine`. */
  readonly on: string;
}

const LINE = /^# version ([1-9]\d{0,8}) of (\S{1,100}) on (.{1,100})$/m;

/** The line with which a file begins that `show` writes: `put` learns by it what its writer has read. */
export const seenLine = ({ revision, of, on }: Shown): string => `# version ${revision} of ${of} on ${on}`;

/** The version that the writer of a file has read. Undefined if it does not say so, or not about this place. */
export function seenIn(text: string, { of, on }: Omit<Shown, 'revision'>): number | undefined {
  const [, revision, what, where] = LINE.exec(text) ?? [];
  return what === of && where?.trim() === on ? Number(revision) : undefined;
}

/** Says in a file that it is this version now, if it said so of another one: it was put, and can be put again. */
export async function noteSeen(path: string, now: Shown): Promise<void> {
  const text = await readFile(path, 'utf8');
  const seen = seenIn(text, now);
  if (seen !== undefined && seen !== now.revision) await writeFile(path, text.replace(LINE, seenLine(now)));
}
