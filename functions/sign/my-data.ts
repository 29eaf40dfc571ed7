import type { CampaignHead } from '../core/campaigns/campaign.ts';
import { wordsSigned } from '../core/campaigns/demands.ts';
import { identitiesKeptUntil } from '../core/campaigns/keeping.ts';
import { sealedTo } from '../core/campaigns/sealed-to.ts';
import { isoTime } from '../core/running/clock.ts';
import { askWhatIsHeld, type Holding } from '../core/signatures/held.ts';
import { RECOVERY_DAYS } from '../core/signatures/lifetimes.ts';
import type { WithdrawalLink } from '../core/signatures/links.ts';
import type { SignDeps } from './deps.ts';
import { inLanguageOf, inWordsOf, openWithdrawalLink } from './signing.ts';

/** What may be stored unencrypted. The catalogue of messages has words for each (`my-data.open.<kind>`). */
export const openKinds = [
  'signer-code',
  'link-code',
  'status',
  'hour',
  'country',
  'language',
  'source',
  'consent',
  'words',
  'news',
  'checks',
  'time-of-erasure',
  'time-of-withdrawal',
] as const;
type OpenKind = (typeof openKinds)[number];

/**
 * What the signer chose to show (`my-data.shown.<kind>`). Listed apart, because it is erased together with the sealed data. The
 * reason has no value here: it is written after the link that shows this page was mailed
 * (docs/decisions/038-my-data-reads-no-signature.md).
 */
export const shownKinds = ['public-name', 'public-reason'] as const;
type ShownKind = (typeof shownKinds)[number];

/** What is sealed, so that only the group can read it. */
export const sealedKinds = ['name', 'email', 'comment', 'updates'] as const;
type SealedKind = (typeof sealedKinds)[number];

/** What the service can show a signer of the data that it has about them. */
export interface MyData {
  readonly signature: Holding;
  /** The words that the signer signed. Undefined if nothing is stored, if the campaign is gone, or if they are too old. */
  readonly demand: string | undefined;
  readonly open: readonly OpenKind[];
  readonly shown: readonly ShownKind[];
  readonly sealed: readonly SealedKind[];
  /** The values of what is not sealed, as far as the link brings them along: this function can read no signature. */
  readonly values: Readonly<Partial<Record<OpenKind | ShownKind, string>>>;
  /** To how many public keys the campaign seals now. Undefined if nothing is sealed, or if the campaign is gone. */
  readonly sealedTo: number | undefined;
  /** When the sealed data is due to be erased (ISO 8601). Undefined while the campaign has no end. */
  readonly keptUntil: string | undefined;
  /** For how many months after the closing of the campaign identities are kept. */
  readonly keepMonths: number;
  /** For how many days backups still contain erased data. */
  readonly backupDays: number;
}

/** The same for every signature that still has its identity: the list must not show whether it is under review or voided. */
const openOf: Record<Holding, readonly OpenKind[]> = {
  held: [
    'signer-code',
    'link-code',
    'status',
    'hour',
    'country',
    'language',
    'source',
    'consent',
    'words',
    'news',
    'checks',
  ],
  anonymised: ['signer-code', 'link-code', 'status', 'hour', 'country', 'source', 'checks', 'time-of-erasure'],
  withdrawn: ['signer-code', 'link-code', 'status', 'time-of-withdrawal'],
  none: [],
};

/** Whether a signature is there, with or without its identity. */
export const hasSignature: ReadonlySet<Holding> = new Set(['held', 'anonymised']);

/**
 * The data that the service has about the signer of a link that withdraws, if that link's e-mail made or ended the
 * signature. Any other link gets the answer of an address that never signed. It changes nothing, and reads no signature.
 * @throws {Problem} `token-malformed`.
 */
export async function findMyData(
  deps: SignDeps,
  token: string,
): Promise<{ campaign: CampaignHead | undefined; link: WithdrawalLink; data: MyData }> {
  const { campaign: original, link } = await openWithdrawalLink(deps, token);
  const { holding, isNameShown } = await askWhatIsHeld(deps.signatures, link);
  const isHeld = holding === 'held';
  const isSigned = hasSignature.has(holding);
  const campaign = await wordedFor(deps, original, link, isSigned);
  const until = isHeld && campaign ? identitiesKeptUntil(campaign, deps.keepMonths) : undefined;
  // Links that were mailed before there were ids left no code.
  const open = openOf[holding].filter((kind) => kind !== 'link-code' || link.linkId !== undefined);
  const shown = isNameShown ? shownKinds : [];
  const data: MyData = {
    signature: holding,
    demand: campaign && isSigned ? wordsSigned(campaign, { ...link, ...link.said }).demand : undefined,
    open,
    shown,
    values: valuesOf(link, [...open, ...shown]),
    sealed: isHeld ? sealedKinds : [],
    sealedTo: isHeld && campaign ? sealedTo(campaign, deps).length : undefined,
    keptUntil: until === undefined ? undefined : isoTime(until),
    keepMonths: campaign?.keepMonths ?? deps.keepMonths,
    backupDays: RECOVERY_DAYS,
  };
  return { campaign, link, data };
}

/** The campaign in the words of a signature. Where there is none, in the language of the reader. */
const wordedFor = (deps: SignDeps, campaign: CampaignHead | undefined, link: WithdrawalLink, isSigned: boolean) => {
  if (campaign === undefined) return undefined;
  return isSigned || link.said
    ? inWordsOf(deps, campaign, { ...link.said })
    : inLanguageOf(deps, campaign, link.locale);
};

/**
 * The values that belong to some kinds. They are those of the attempt that this link was mailed for. A link that confirmed a
 * signature which another e-mail had made shows its own, as for an address that never signed. Codes are not among them:
 * what is made from an address never leaves this function.
 */
function valuesOf({ locale, said }: WithdrawalLink, kinds: readonly (OpenKind | ShownKind)[]): MyData['values'] {
  if (!said) return {};
  const { country, source, consent, words, publicName } = said;
  const values = { country, language: locale, source, consent, words, 'public-name': publicName };
  return Object.fromEntries(
    Object.entries(values).filter(([kind, value]) => value && kinds.some((one) => one === kind)),
  );
}
