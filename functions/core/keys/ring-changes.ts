import { CommandError } from '../../../commands/terminal/errors.ts';
import type { CampaignHead } from '../campaigns/campaign.ts';
import { acceptsConfirmations } from '../campaigns/status.ts';
import { DAY, isoTime, SECOND } from '../running/clock.ts';
import { entryAt, KEY_LEAD, type KeyEntry, type KeyringFile, keyEntries } from './keyring.ts';
import type { KeyringName } from './names.ts';

/** As long as a mail may lie in the queue and among the dead letters, counted from when it was put there. */
const MAIL_KEPT = 14 * DAY;

/** What becomes of a ring. */
export interface RingChange {
  readonly file: KeyringFile;
  readonly kid: string;
}

/**
 * Adds a key whose beginning lies so far ahead that every running function has read it by then.
 * @param campaigns a pepper begins after each of them was made, whatever clock that was told by.
 * @throws {CommandError} while an earlier new key has not begun.
 */
export function withNewKey(
  file: KeyringFile,
  { secret, campaigns, now }: { secret: string; campaigns: readonly CampaignHead[]; now: number },
): RingChange & { from: number } {
  const entries = keyEntries(file);
  const ahead = entries.find(({ from }) => from > now);
  if (ahead) throw new CommandError([`${ahead.kid} begins at ${isoTime(ahead.from)}: wait until then.`]);
  const kid = `k${Math.max(...entries.map((entry) => Number(/^k(\d+)$/.exec(entry.kid)?.[1] ?? 0))) + 1}`;
  const from = Math.max(now + KEY_LEAD, ...campaigns.map(({ createdAt }) => Date.parse(createdAt) + SECOND));
  return { file: { ...file, [kid]: { secret, from: isoTime(from) } }, kid, from };
}

/**
 * Takes a key out of a ring. A pepper leaves its place behind, so that no other is ever taken for it.
 * @returns the ring without it, and what its end means, in lines.
 * @throws {CommandError} where something would break.
 */
export function withoutKey(
  ring: KeyringName,
  file: KeyringFile,
  { kid, campaigns, now }: { kid: string; campaigns: readonly CampaignHead[]; now: number },
): RingChange & { warnings: string[] } {
  const entries = keyEntries(file).filter(({ isGone }) => !isGone);
  const entry = entries.find((one) => one.kid === kid);
  const next = entries[entries.findIndex((one) => one.kid === kid) + 1];
  if (!entry) throw new CommandError([`The ring ${ring} has no key ${kid}. \`status\` shows all.`]);
  if (entryAt(entries, now) === entry) throw new CommandError([`${kid} is in use: rotate first.`]);
  if (!next || entry.from > now)
    throw new CommandError([`${kid} has not begun. It can be removed after the one that follows it.`]);
  const { [kid]: _, ...others } = file;
  if (ring === 'token') return { file: others, kid, warnings: tokenWarnings(next) };
  if (ring === 'mail') {
    if (now < next.from + MAIL_KEPT) {
      throw new CommandError([
        `Mails that ${kid} sealed may wait until ${isoTime(next.from + MAIL_KEPT)}. Remove it after that.`,
      ]);
    }
    return { file: others, kid, warnings: [] };
  }
  const made = campaignsOf(file, kid, campaigns);
  const needing = made.filter((campaign) => acceptsConfirmations(campaign, now));
  const upcoming = made.filter(({ opensAt }) => Date.parse(opensAt) > now);
  const needed = [...new Set([...needing, ...upcoming])];
  if (needed.length > 0) {
    throw new CommandError([
      `${kid} is the pepper of ${slugs(needed)}. It can go a day after they have closed: without it people could sign twice.`,
    ]);
  }
  const gone = { ...(Number.isFinite(entry.from) && { from: isoTime(entry.from) }), gone: isoTime(now) };
  return { file: { ...file, [kid]: gone }, kid, warnings: pepperWarnings(made) };
}

/** The campaigns whose pepper a key is. */
export const campaignsOf = (file: KeyringFile, kid: string, campaigns: readonly CampaignHead[]): CampaignHead[] =>
  campaigns.filter(({ createdAt }) => entryAt(keyEntries(file), Date.parse(createdAt)).kid === kid);

export const slugs = (campaigns: readonly CampaignHead[]): string => campaigns.map(({ slug }) => slug).join(', ');

const tokenWarnings = ({ from }: KeyEntry): string[] => [
  `Links mailed before ${isoTime(from)} die: those signers can no longer withdraw by themselves, nor see what is held.`,
  'If any of these mails is younger than seven days, its signature is lost, too.',
];

const pepperWarnings = (made: readonly CampaignHead[]): string[] =>
  made.length === 0
    ? []
    : [
        `${slugs(made)} can never open again: nobody could tell who has signed.`,
        'From then on nobody can test an address against their signatures, whoever steals the table. This cannot be undone.',
      ];
