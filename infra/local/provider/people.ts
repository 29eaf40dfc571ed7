/** Two people who can sign in on this computer, without a password. Their addresses receive no e-mail (RFC 2606). */
export const readyPeople = [
  {
    subject: 'admin',
    address: 'admin@example.org',
    name: 'Admin',
    isAdmin: true,
    does: 'Runs the group: invites people, and may do everything.',
  },
  {
    subject: 'volunteer',
    address: 'volunteer@example.org',
    name: 'Volunteer',
    isAdmin: false,
    does: 'Sees the sample campaign, and changes nothing.',
  },
] as const;

export type ReadyPerson = (typeof readyPeople)[number];

export const personOf = (subject: string | undefined): ReadyPerson | undefined =>
  readyPeople.find((person) => person.subject === subject);
