import { FaultyFile } from './faults.ts';

/** Far more than the bounds of all fields allow, in any script. */
const MAX_BYTES = 4_000_000;

/** The text of a file that an organiser gives. @throws {FaultyFile} unless it is a text in UTF-8, and no larger than any file of ours. */
export function fileText(file: Uint8Array): string {
  if (file.length > MAX_BYTES)
    throw new FaultyFile([{ message: `is too large: it may have ${MAX_BYTES / 1e6} MB at most.` }]);
  // A text in UTF-16 has a zero beside most letters. One alone is a slip, which has a line.
  if (file.filter((byte) => byte === 0).length * 4 > file.length) throw noText();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    // A picture, or a document.
    if (file.some(isControl)) throw noText();
    const before = new TextDecoder().decode(file).split('\ufffd')[0] ?? '';
    const line = before.split('\n').length;
    throw new FaultyFile([{ line, message: 'The line has a letter that is not in UTF-8. Save the file as UTF-8.' }]);
  }
}

const noText = () => new FaultyFile([{ message: 'is no text file. It must be YAML or JSON, saved as UTF-8.' }]);

/** What no text has, but nearly every picture and document. Tabs and line ends are between the two. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32);
