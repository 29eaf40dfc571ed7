import type { Decrypter } from 'age-encryption';
import * as z from 'zod/mini';
import { ERASED, type OpenPart, openPart } from './folder.ts';

/** The table that an export is opened to: a signature on each row. */

const identity = z.object({
  name: z.string(),
  email: z.string(),
  comment: z.optional(z.string()),
  updates: z.boolean(),
});

export const header = [
  'name',
  'email',
  'comment',
  'wants updates',
  'name to show',
  'shown',
  'country',
  'language',
  'source',
  'confirmed',
  'status',
  'signals',
  'identity',
];

/** What became of an identity. */
export type State = 'opened' | 'erased' | 'not opened';

/** A row for a line of `sealed.txt`, and what became of its identity. */
export async function openLine(opener: Decrypter, line: string): Promise<{ cells: string[]; state: State }> {
  const space = line.indexOf(' ');
  const [sealed, rest] = [line.slice(0, space), openPart.parse(JSON.parse(line.slice(space + 1)))];
  if (sealed === ERASED) return { cells: cellsOf(rest, undefined), state: 'erased' };
  try {
    const opened = identity.parse(JSON.parse(await opener.decrypt(Buffer.from(sealed, 'base64'), 'text')));
    return { cells: cellsOf(rest, opened), state: 'opened' };
  } catch {
    return { cells: cellsOf(rest, undefined), state: 'not opened' };
  }
}

const cellsOf = (rest: OpenPart, opened: z.infer<typeof identity> | undefined): string[] => [
  opened?.name ?? '',
  opened?.email ?? '',
  // A reason that its signer chose to show is not sealed.
  opened?.comment ?? rest.publicReason ?? '',
  opened ? (opened.updates ? 'yes' : 'no') : '',
  rest.publicName ?? '',
  rest.shown === undefined ? '' : rest.shown ? 'yes' : 'no',
  rest.country,
  rest.locale ?? '',
  rest.source,
  rest.confirmedAt,
  rest.status,
  rest.signals.join(' '),
];
