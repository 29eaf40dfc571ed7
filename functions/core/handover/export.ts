import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor.ts';
import { type AuditDeps, audited } from '../audit/audited.ts';
import type { Db, Item } from '../aws/db.ts';
import type { CampaignHead } from '../campaigns/campaign.ts';
import type { Translation } from '../campaigns/in-language.ts';
import { isoTime } from '../running/clock.ts';
import { eachSignaturePage } from '../signatures/partitions.ts';
import type { SignatureStatus } from '../signatures/store.ts';
import { MANIFEST, type Manifest, README, SEALED, sealedLine } from './folder.ts';
import { readmeOf } from './readme.ts';

/** A new folder that an export is written to. Only its owner may read it. */
export interface NewFolder {
  /** Adds to the end of a file. Makes the file, if it is not there yet. */
  append(file: string, text: string): void;
  /** Removes all files that were made. */
  discard(): void;
}

/** What an export needs. */
export interface ExportDeps extends AuditDeps {
  readonly signatures: Db;
  readonly folder: NewFolder;
  /** What organisers have decided on the name of a signer. @param signer the signer hash. */
  readonly nameDecision: (signer: string) => string | undefined;
}

interface ExportInput {
  readonly campaign: CampaignHead;
  /** Its translations, for the list of words that signers read. */
  readonly translations?: readonly Translation[];
  /** Whether to export signatures of any status. If false: only counted ones. */
  readonly all: boolean;
  /** Whether it is for the news. Then it leaves out those who left them, and opens to those alone who asked for them. */
  readonly news?: boolean;
  /** The name of the installation that they come from. */
  readonly from: string;
  /** Is called now and then with the number of written signatures. If it throws, the export ends. */
  readonly progress: (signatures: number) => void;
}

const everyStatus: readonly SignatureStatus[] = ['counted', 'under-review', 'voided'];

/**
 * Writes a campaign's signatures into a folder. Their identities stay sealed. Costs as much as `eachExportedPage`.
 * @returns the manifest. If this fails, no file stays: half an export could be mistaken for a whole one.
 */
export const exportSignatures = (deps: ExportDeps, actor: Actor, input: ExportInput): Promise<Manifest> =>
  audited(
    deps,
    actor,
    'signatures.export',
    input.campaign.slug,
    { after: { all: input.all, news: input.news ?? false } },
    () => writeExport(deps, input),
    (made) => ({ signatures: made?.signatures, erased: made?.erased, sha256: made?.sha256 }),
  );

async function writeExport(
  { signatures: db, folder, clock, nameDecision }: ExportDeps,
  { campaign, translations = [], all, news = false, from, progress }: ExportInput,
): Promise<Manifest> {
  const exportedAt = isoTime(clock());
  const digest = createHash('sha256');
  let [signatures, erased] = [0, 0];
  try {
    folder.append(SEALED, '');
    await eachExportedPage(db, campaign.slug, all ? everyStatus : ['counted'], (found) => {
      const page = news ? found.filter(({ sealedIdentity, newsLeft }) => sealedIdentity && !newsLeft) : found;
      progress(signatures);
      const text = page.map((one) => lineOf(one, campaign.showNames, nameDecision)).join('');
      digest.update(text);
      folder.append(SEALED, text);
      signatures += page.length;
      erased += page.filter(({ sealedIdentity }) => !sealedIdentity).length;
    });
    const { slug, title } = campaign;
    const sums = { signatures, erased, sha256: digest.digest('hex') };
    const manifest: Manifest = { format: 1, campaign: slug, title, from, exportedAt, ...sums, ...(news && { news }) };
    folder.append(README, readmeOf(manifest, campaign, translations));
    folder.append(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } catch (error) {
    folder.discard();
    throw error;
  }
}

function lineOf(
  { sealedIdentity, signer, ...rest }: ExportedSignature,
  showNames: boolean,
  nameDecision: ExportDeps['nameDecision'],
): string {
  const chose = rest.publicName !== undefined || rest.publicReason !== undefined;
  if (!chose) return sealedLine(sealedIdentity, rest);
  const shown = showNames && rest.status === 'counted';
  return sealedLine(sealedIdentity, { ...rest, shown, nameDecision: nameDecision(signer) });
}

/** A signature to export. */
export interface ExportedSignature {
  /** The signer hash. No file of the export has it: a hand-over needs none. */
  readonly signer: string;
  readonly status: SignatureStatus;
  /** ISO 8601: the beginning of the hour. */
  readonly confirmedAt: string;
  readonly country: string;
  readonly source: string;
  readonly locale: string | undefined;
  readonly consent: string | undefined;
  readonly words: string | undefined;
  readonly signals: string[];
  /**
   * The name that the signer chose to show. The campaign's page shows it only if the signature counts, the page shows
   * names, and an organiser has approved it.
   */
  readonly publicName: string | undefined;
  readonly publicReason: string | undefined;
  /** The reason that the signer wrote when they confirmed: the age format, in base64. */
  readonly sealedReason: string | undefined;
  /** Whether the signer left the news since. Whether they asked for them is sealed. */
  readonly newsLeft: true | undefined;
  /** In the age format. Undefined where it is erased. */
  readonly sealedIdentity: Uint8Array | undefined;
}

/**
 * Reads a campaign's signatures of some statuses with their sealed identities, in no order. 1 read unit per 4 KB of the
 * whole campaign: about 25,000 for 100,000 signatures (half a cent).
 * @param visit is called with some signatures at a time, one call after the other.
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
      attributes: [
        'country',
        'source',
        'locale',
        'consent',
        'words',
        'signals',
        'publicName',
        'publicReason',
        'sealedReason',
        'newsLeft',
        'sealedIdentity',
      ],
    },
    (items) => visit(items.map(toExported)),
  );

const toExported = (item: Item): ExportedSignature => ({
  signer: item.sk?.S ?? '',
  status: item.status?.S as SignatureStatus,
  confirmedAt: item.confirmedAt?.S ?? '',
  country: item.country?.S ?? '',
  source: item.source?.S ?? '',
  locale: item.locale?.S,
  consent: item.consent?.S,
  words: item.words?.S,
  signals: item.signals?.SS ?? [],
  publicName: item.publicName?.S,
  publicReason: item.publicReason?.S,
  sealedReason: item.sealedReason?.B && Buffer.from(item.sealedReason.B).toString('base64'),
  newsLeft: item.newsLeft?.BOOL || undefined,
  sealedIdentity: item.sealedIdentity?.B,
});
