import { readFile, writeFile } from 'node:fs/promises';
import { CommandError } from './terminal/errors.ts';

/** What a file is a version of, and where that is stored. */
export interface Shown {
  readonly revision: number;
  /** The slug of a campaign, the id of a case, `SLUG/ID` of an update, or `group`. */
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

/**
 * Refuses a file whose writer has not seen what it would replace, and shows what that is.
 * @param path of the file. @param stored what it would replace.
 * @param since lines with what has changed since a version. Undefined: nobody knows that version.
 * @throws {CommandError}
 */
export async function refuseUnseen(
  path: string,
  stored: Shown,
  since: (seen: number) => Promise<readonly string[] | undefined>,
): Promise<void> {
  const { of, on, revision } = stored;
  const seen = seenIn(await readFile(path, 'utf8'), stored);
  if (seen === undefined || seen === revision) return;
  const changed = await since(seen);
  if (changed?.length === 0) return;
  throw new CommandError(
    `Nothing written: the file is of version ${seen} of ${of}, and version ${revision} is stored on ${on}.`,
    ...(changed
      ? ['This has changed since:', ...changed.map((line) => `  ${line}`)]
      : [`No history has version ${seen}, to show what has changed since.`]),
    `Bring it into the file, and let its first line be: ${seenLine(stored)}`,
  );
}

/** Says in a file that it is this version now, if it said so of another one: it was put, and can be put again. */
export async function noteSeen(path: string, now: Shown): Promise<void> {
  const text = await readFile(path, 'utf8');
  const seen = seenIn(text, now);
  if (seen !== undefined && seen !== now.revision) await writeFile(path, text.replace(LINE, seenLine(now)));
}
