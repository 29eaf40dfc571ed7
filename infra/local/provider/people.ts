import { operator } from '../../../functions/core/access/actor.ts';
import type { AccessDeps } from '../../../functions/core/access/deps.ts';
import { listOrganisers, type Organiser } from '../../../functions/core/access/people.ts';
import { localOrganisers } from '../organisers.ts';

/** Somebody who can sign in on this computer, without a password. */
export interface LocalPerson {
  /** The name that the provider has for them, and gives to nobody else. */
  readonly subject: string;
  readonly address: string;
  /** What they may do, in a sentence. Of the two ready people: at first, since an admin may have changed it. */
  readonly does: string;
}

/** The two people who are there from the first start. Their addresses receive no e-mail (RFC 2606). */
export const readyPeople = [
  {
    subject: 'admin',
    address: localOrganisers.admin,
    does: 'At first: admin of the group, who invites people and may do everything.',
  },
  { subject: 'volunteer', address: localOrganisers.volunteer, does: 'At first: viewer of the sample campaign.' },
] as const satisfies readonly LocalPerson[];

/**
 * The ready people, and all whom somebody has invited: the newest first. No e-mail reaches them here, so this page is their invitation.
 * A person who is invited again after their removal is another person, as at other providers.
 */
export async function localPeople(deps: AccessDeps): Promise<readonly LocalPerson[]> {
  const ready = new Set<string>(readyPeople.map(({ address }) => address));
  const invited = (await listOrganisers(deps, operator)).filter(({ address }) => !ready.has(address));
  return [
    ...readyPeople,
    ...invited.reverse().map((one) => ({ subject: one.id, address: one.address, does: does(one) })),
  ];
}

function does({ name, isAdmin, campaigns, state }: Organiser): string {
  if (state === 'expired') return 'The invitation has expired, so Amparo refuses the sign-in.';
  const roles = Object.entries(campaigns).map(([slug, role]) => `${role} of ${slug}`);
  const what = isAdmin ? 'admin of the group' : roles.join(', ') || 'no role yet';
  const said = `${name ? `${name}: ` : ''}${state === 'invited' ? 'invited, ' : ''}${what}.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

export const personOf = (people: readonly LocalPerson[], subject: string | undefined): LocalPerson | undefined =>
  people.find((person) => person.subject === subject);
