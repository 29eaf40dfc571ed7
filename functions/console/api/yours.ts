import { getCaseVersion } from '../../core/campaigns/case-store.ts';
import { OtherRevision } from '../../core/campaigns/organise-deps.ts';
import type { Update } from '../../core/campaigns/parts.ts';
import { holdsPrivateKey } from '../../core/campaigns/recipient.ts';
import { updateIds } from '../../core/campaigns/updates.ts';
import { queryVersion } from '../../core/campaigns/version-store.ts';
import type { OtherCase } from '../../core/cases/change.ts';
import type { ConsoleDeps } from '../deps.ts';

/** The fields of a campaign or of a case, as their writer has read them or wants them. Nobody has checked them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a request makes of the version that its writer has read. */
export type YourChange = (read: Fields) => Fields | undefined | Promise<Fields | undefined>;

/**
 * What would be stored if nobody else had written meanwhile: the version that the writer has read, with their change. With what is stored
 * they can compare both. Undefined if the history does not have that version; or if it would repeat a private key.
 */
export async function yoursOf(
  { campaigns }: Pick<ConsoleDeps, 'campaigns'>,
  error: OtherRevision | OtherCase,
  change: YourChange,
): Promise<Fields | undefined> {
  const read =
    error instanceof OtherRevision
      ? (await queryVersion(campaigns, error.current.campaign.slug, error.seen))?.file
      : (await getCaseVersion(campaigns, error.current.record.id, error.seen))?.fields;
  const yours = read && (await change(read as Fields));
  return yours === undefined || holdsPrivateKey(JSON.stringify(yours)) ? undefined : yours;
}

const updatesOf = ({ updates }: Fields): readonly Update[] => (Array.isArray(updates) ? updates : []);

/** With one update more. */
export const withUpdate =
  (sent: Fields): YourChange =>
  (read) => ({ ...read, updates: [...updatesOf(read), sent] });

/** With another update in place of one. @param by what it becomes. Undefined: it goes. */
export const withOtherUpdate =
  (id: string, by: (one: Fields) => unknown): YourChange =>
  (read) => {
    const updates = updatesOf(read);
    const ids = updateIds(updates);
    return { ...read, updates: updates.map((one, i) => (ids[i] === id ? by({ ...one }) : one)).filter(Boolean) };
  };
