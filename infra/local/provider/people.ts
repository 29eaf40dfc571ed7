import { localOrganisers } from '../organisers.ts';

/** The two people who can sign in on this computer, without a password. Their addresses receive no e-mail (RFC 2606). */
export const readyPeople = [
  { subject: 'admin', address: localOrganisers.admin, does: 'Runs the group: invites people, and may do everything.' },
  { subject: 'volunteer', address: localOrganisers.volunteer, does: 'Sees the sample campaign, and changes nothing.' },
] as const;

export type ReadyPerson = (typeof readyPeople)[number];

export const personOf = (subject: string | undefined): ReadyPerson | undefined =>
  readyPeople.find((person) => person.subject === subject);
