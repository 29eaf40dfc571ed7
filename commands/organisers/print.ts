import type { Organiser, RolesInput } from '../../functions/core/access/people.ts';
import { valueChanges } from '../../functions/core/campaigns/changes.ts';
import { isoTime } from '../../functions/core/running/clock.ts';
import { changeLines } from '../changes.ts';

/** The texts of the command. Functions return lines, and print nothing. */

/** `ada@example.org  Ada  admin  last here on 2026-11-29`. */
export function organiserLine(person: Omit<Organiser, 'id' | 'revision'>): string {
  const { address, name, state, invitedUntil, lastSeenDay } = person;
  const seen = lastSeenDay === undefined ? 'never here' : `last here on ${lastSeenDay}`;
  const until = invitedUntil === undefined ? '' : isoTime(invitedUntil).slice(0, 16);
  const states = { active: seen, invited: `invited until ${until}`, expired: `invitation expired at ${until}` };
  return [address, name, roleWords(person), states[state]].filter(Boolean).join('  ');
}

const roleWords = ({ isAdmin, campaigns = {} }: RolesInput): string =>
  isAdmin
    ? 'admin'
    : Object.entries(campaigns)
        .map(([slug, role]) => `${role} of ${slug}`)
        .join(', ') || 'no role';

/** What of somebody's roles changes. */
export function roleChanges(before: Required<RolesInput>, after: Required<RolesInput>): string[] {
  const slugs = [...new Set([before, after].flatMap(({ campaigns = {} }) => Object.keys(campaigns)))];
  const roleIn = ({ campaigns = {} }: RolesInput, slug: string) =>
    Object.hasOwn(campaigns, slug) ? campaigns[slug] : undefined;
  return [
    ...(before.isAdmin === after.isAdmin ? [] : [`${after.isAdmin ? '+' : '-'} admin`]),
    ...slugs.flatMap((slug) => valueChanges(slug, roleIn(before, slug), roleIn(after, slug))).flatMap(changeLines),
  ];
}

/** What an invitation does: lets in somebody new, or ends all that an organiser has open. */
export function inviteLines(
  known: Organiser | undefined,
  invited: RolesInput & { readonly address: string; readonly name?: string | undefined },
  place: string,
): string[] {
  if (!known) {
    const { address, name } = invited;
    return [`New on ${place}: ${[address, name, roleWords(invited)].filter(Boolean).join('  ')}`];
  }
  const after = { isAdmin: invited.isAdmin ?? known.isAdmin, campaigns: invited.campaigns ?? known.campaigns };
  return [organiserLine(known), ...roleChanges(known, after).map((line) => `  ${line}`)];
}
