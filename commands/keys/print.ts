import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { campaignStatus } from '../../functions/core/campaigns/status.ts';
import { entryAt, type KeyEntry, type KeyringFile, keyEntries } from '../../functions/core/keys/keyring.ts';
import type { KeyringName } from '../../functions/core/keys/names.ts';
import { campaignsOf } from '../../functions/core/keys/ring-changes.ts';
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

/** What adding a key means. */
export const rotateWords: Record<KeyringName, string> = {
  token: 'New links are sealed with it from then on. Links that were mailed before stay good.',
  mail: 'New mails are sealed with it from then on. Those that wait are sent.',
  pepper: 'Campaigns made from then on use it. Those that exist keep theirs, so that nobody can sign them twice.',
};

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
  '  5. Let a second person make a second key: either one opens, so losing one loses nothing.',
  '',
  'Whoever loses all keys loses the names for ever. Whoever steals one can read them.',
];
