import { expect, it } from 'vitest';
import { peopleWith } from '../../../functions/console/people/listed.ts';
import type { Organiser } from '../../../functions/core/access/people.ts';

const person = (id: string, name: string | undefined, address: string): Organiser =>
  ({ id, name, address, isAdmin: false, campaigns: {}, state: 'active', revision: 1 }) as Organiser;
const people = [
  person('org_a', 'Лейла Алиева', 'leyla@example.org'),
  person('org_b', 'José Müller', 'jm@example.net'),
  person('org_c', undefined, 'ana.silva@example.org'),
];

it.each([
  ['alieva', ['org_a']],
  ['алиева лейла', ['org_a']],
  ['JOSE muller', ['org_b']],
  ['silva', ['org_c']],
  ['ana.silva@example.org', ['org_c']],
  ['example.org', ['org_a', 'org_c']],
  ['nobody', []],
  ['  ', ['org_a', 'org_b', 'org_c']],
])('finds people by their names and addresses, in any script: %s', async (q, found) => {
  expect((await peopleWith(people, q)).people.map(({ id }) => id)).toEqual(found);
});
