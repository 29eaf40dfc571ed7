import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { campaignsOf, type KeyPlan } from '../../functions/core/campaigns/key-changes.ts';
import { campaignStatus } from '../../functions/core/campaigns/status.ts';
import { entryAt, type KeyEntry, type KeyringFile, keyEntries } from '../../functions/core/keys/keyring.ts';
import type { KeyringName } from '../../functions/core/keys/names.ts';
import type { NewKey, RemovedKey, RingRefusal } from '../../functions/core/keys/ring-changes.ts';
import { isoTime } from '../../functions/core/running/clock.ts';

/** The texts of the command. Functions return lines, and print nothing. No line contains a secret. */

/** One line for each key of a ring: its start, its state, and the campaigns of a pepper. */
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
  token: 'opens earlier links',
  mail: 'opens e-mails that wait',
  webhooks: 'kept for the secrets made from it',
  organisers: 'opens the addresses of organisers',
};

/** Why a ring stays as it is. */
export function refusalWords(reason: RingRefusal): string {
  switch (reason.kind) {
    case 'unreadable':
      return `The ring ${reason.ring} cannot be read. ${reason.message}.`;
    case 'newest-not-begun':
      return `${reason.kid} begins at ${isoTime(reason.from)}: wait until then.`;
    case 'unknown':
      return `The ring ${reason.ring} has no key ${reason.kid}. \`npm run keys -- status\` shows all.`;
    case 'in-use':
      return `${reason.kid} is in use: rotate first.`;
    case 'not-begun':
      return `${reason.kid} is not in use yet. You can remove it once a newer key is in use.`;
    case 'mails-wait':
      return `E-mails sealed with ${reason.kid} may wait until ${isoTime(reason.until)}. Remove it after that.`;
    case 'pepper-needed':
      return `${reason.kid} is the pepper of ${reason.campaigns.join(', ')}. Remove it a day after they have closed: without it, people could sign twice.`;
    case 'accounts-need-it':
      return `${reason.kid} opens the addresses of organisers, and finds them. Keys of this ring stay.`;
    case 'endpoints-need-it':
      return `Secrets of ${reason.endpoints.join(', ')} are made from ${reason.kid}. First, \`npm run webhooks -- rotate ENDPOINT\` for each. The secret before works for one more day.`;
  }
}

/** What a new key will do. */
export const newKeyLines = (place: string, { ring, change: { kid, from } }: KeyPlan<NewKey>): string[] => [
  `${place}: ${kid} is added to the ring ${ring}, and begins at ${isoTime(from)}.`,
  `  ${rotateWords[ring]}`,
];

const rotateWords: Record<KeyringName, string> = {
  token: 'From then on it seals new links. Links in earlier e-mails still work.',
  mail: 'From then on it seals new e-mails. E-mails that wait are still sent.',
  organisers: 'From then on it seals the addresses of organisers. Those that are sealed already stay as they are.',
  webhooks: 'Secrets of endpoints that you add or rotate from then on are made from it. Other endpoints keep theirs.',
  pepper: 'Campaigns made from then on use it. Existing campaigns keep theirs, so that nobody can sign twice.',
};

/** What breaks without a key. */
export const removalLines = (place: string, { ring, change }: KeyPlan<RemovedKey>): string[] => [
  `${place}: ${change.kid} is removed from the ring ${ring}.`,
  ...removalWarnings(ring, change).map((warning) => `! ${warning}`),
];

function removalWarnings(ring: KeyringName, { until, campaigns }: RemovedKey): string[] {
  if (ring === 'token')
    return [
      `Links in e-mails from before ${isoTime(until)} stop working. Their signers can no longer withdraw, or see their data.`,
      'Signers who got such an e-mail in the last seven days, and have not confirmed yet, must sign again.',
    ];
  if (campaigns.length === 0) return [];
  return [
    `${campaigns.join(', ')} can never open again: without the pepper, nobody can check who has signed.`,
    'From then on nobody can test an address against their signatures, not even with a stolen table. This cannot be undone.',
  ];
}

/** How to keep a private key of the group. */
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
