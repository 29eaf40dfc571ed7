import type { Db, Item } from '../aws/db.ts';
import { eachSignaturePage } from '../signatures/partitions.ts';
import type { SignatureStatus } from '../signatures/status.ts';

/** A signature as it is handed to its organisers. It holds no signer hash: a hand-over needs none. */
export interface ExportedSignature {
  readonly status: SignatureStatus;
  /** ISO 8601: the beginning of the hour. */
  readonly confirmedAt: string;
  readonly country: string;
  readonly source: string;
  readonly locale: string | undefined;
  readonly consent: string | undefined;
  readonly signals: string[];
  /** What the signer chose to show. The campaign's page shows it only of counted ones, while it shows names. */
  readonly publicName: string | undefined;
  readonly publicReason: string | undefined;
  /** In the age format. Undefined where it is erased. */
  readonly sealedIdentity: Uint8Array | undefined;
}

/**
 * Reads a campaign's signatures of some statuses with their sealed identities, in no order. 1 read unit per 4 KB of the
 * whole campaign: about 25,000 for 100,000 signatures (half a cent).
 * @param visit is called with some at a time, one call after the other.
 */
export const eachExportedPage = (
  db: Db,
  campaign: string,
  statuses: readonly SignatureStatus[],
  visit: (signatures: readonly ExportedSignature[]) => void,
): Promise<void> =>
  eachSignaturePage(
    db,
    campaign,
    {
      statuses,
      attributes: ['country', 'source', 'locale', 'consent', 'signals', 'publicName', 'publicReason', 'sealedIdentity'],
    },
    (items) => visit(items.map(toExported)),
  );

const toExported = (item: Item): ExportedSignature => ({
  status: item.status?.S as SignatureStatus,
  confirmedAt: item.confirmedAt?.S ?? '',
  country: item.country?.S ?? '',
  source: item.source?.S ?? '',
  locale: item.locale?.S,
  consent: item.consent?.S,
  signals: item.signals?.SS ?? [],
  publicName: item.publicName?.S,
  publicReason: item.publicReason?.S,
  sealedIdentity: item.sealedIdentity?.B,
});
