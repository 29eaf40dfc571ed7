import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { campaignsOf, type KeyPlan } from '../../functions/core/campaigns/key-changes.ts';
import { campaignStatus } from '../../functions/core/campaigns/status.ts';
import { entryAt, type KeyEntry, type KeyringFile, keyEntries } from '../../functions/core/keys/keyring.ts';
import type { KeyringName } from '../../functions/core/keys/names.ts';
import type { NewKey, RemovedKey, RingRefusal } from '../../functions/core/keys/ring-changes.ts';
import { isoTime } from '../../functions/core/running/clock.ts';

/** What the command prints: each function makes lines, none writes them. No line holds a secret. */

/** The keys of a ring: since when, which is current, and which campaigns a pepper belongs to. */
export function ringLines(
  ring: KeyringName,
  file: KeyringFile,
  { campaigns, now }: { campaigns: readonly CampaignHead[]; now: number },
): string[] {
  const entries = keyEntries(file);
  const current = entryAt(
    entries.filter(({ isGone }) => !isGone),
    now,
  );
  return entries.map((entry) => {
    const made = ring === 'pepper' ? campaignsOf(file, entry.kid, campaigns) : [];
    const belongs = made.map((one) => `${one.slug} (${campaignStatus(one, now)})`).join(', ');
    return [ring, entry.kid, since(entry, now), state(entry, current, ring), belongs && `pepper of ${belongs}`]
      .filter(Boolean)
      .join('  ');
  });
}

function since({ from }: KeyEntry, now: number): string {
  if (!Number.isFinite(from)) return 'from the beginning';
  return from > now ? `begins ${isoTime(from)}` : `since ${isoTime(from)}`;
}

function state(entry: KeyEntry, current: KeyEntry, ring: KeyringName): string {
  if (entry.isGone) return 'removed';
  if (entry === current) return ring === 'pepper' ? 'current: new campaigns get it' : 'current';
  return entry.from > current.from ? 'not yet in use' : opensOnly[ring];
}

const opensOnly: Record<KeyringName, string> = {
  pepper: 'kept for its campaigns',
  token: 'opens links mailed with it',
  mail: 'opens mails that wait',
};

/** Why a ring stays as it is. */
export function refusalWords(reason: RingRefusal): string {
  switch (reason.kind) {
    case 'unreadable':
      return `The ring ${reason.ring} cannot be read. ${reason.message}.`;
    case 'newest-not-begun':
      return `${reason.kid} begins at ${isoTime(reason.from)}: wait until then.`;
    case 'unknown':
      return `The ring ${reason.ring} has no key ${reason.kid}. \`status\` shows all.`;
    case 'in-use':
      return `${reason.kid} is in use: rotate first.`;
    case 'not-begun':
      return `${reason.kid} has not begun. It can be removed after the one that follows it.`;
    case 'mails-wait':
      return `Mails that ${reason.kid} sealed may wait until ${isoTime(reason.until)}. Remove it after that.`;
    case 'pepper-needed':
      return `${reason.kid} is the pepper of ${reason.campaigns.join(', ')}. It can go a day after they have closed: without it people could sign twice.`;
  }
}

/** What a key that is added will do. */
export const newKeyLines = (place: string, { ring, change: { kid, from } }: KeyPlan<NewKey>): string[] => [
  `${place}: ${kid} is added to the ring ${ring}, and begins at ${isoTime(from)}.`,
  `  ${rotateWords[ring]}`,
];

const rotateWords: Record<KeyringName, string> = {
  token: 'New links are sealed with it from then on. Links that were mailed before still work.',
  mail: 'New mails are sealed with it from then on. Mails that wait are still sent.',
  pepper: 'Campaigns that are made from then on use it. Existing campaigns keep theirs, so that nobody can sign twice.',
};

/** What the end of a key will mean. */
export const removalLines = (place: string, { ring, change }: KeyPlan<RemovedKey>): string[] => [
  `${place}: ${change.kid} is removed from the ring ${ring}.`,
  ...removalWarnings(ring, change).map((warning) => `! ${warning}`),
];

function removalWarnings(ring: KeyringName, { until, campaigns }: RemovedKey): string[] {
  if (ring === 'token')
    return [
      `Links mailed before ${isoTime(until)} stop working: those signers can no longer withdraw by themselves, or see what is stored about them.`,
      'Signatures that were asked for by these mails in the last seven days, and not confirmed yet, are lost, too.',
    ];
  if (campaigns.length === 0) return [];
  return [
    `${campaigns.join(', ')} can never open again: nobody can know any more who has signed.`,
    'From then on nobody can test an address against their signatures, not even with a stolen table. This cannot be undone.',
  ];
}

/** Where a group's private key belongs. */
export const keepingLines = (path: string, recipient: string, isSealed: boolean): string[] => [
  `Public key:  ${recipient}`,
  `Private key: ${path}, readable by you alone${isSealed ? ', sealed with the passphrase' : ''}`,
  '',
  'Before the campaign starts:',
  '  1. Copy the file onto two encrypted sticks, which two people keep in two places.',
  `  2. Try each stick: npm run keys -- check ${path} --recipient ${recipient}`,
  '  3. Delete the file from this computer, and from its backups and clouds.',
  '  4. Deploy the public key: in AMPARO_PUBLIC_KEYS, or, for campaigns that name it, in AMPARO_CAMPAIGN_PUBLIC_KEYS.',
  '  5. Let a second person make a second key: either key opens everything, so a lost key loses nothing.',
  '',
  'If you lose all keys, the names are lost for ever. A thief with one key can read them.',
];
