import { expect, it } from 'vitest';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { problemSchema } from '../../functions/http/contract.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptFieldsIn } from '../../functions/sign/osdi-form.ts';
import { allowedFrom, attemptOf, open, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { knownProof } from '../support/solved.ts';

const { app, deps, time, mail, mails } = await startSign();
const HELPER = '/api/osdi/petitions/free-them/record_signature_helper';

const person = (email: string, more: object = {}) => ({
  identifiers: ['foreign_system:1'],
  given_name: 'Ada',
  family_name: 'Lovelace',
  email_addresses: [{ address: 'old@example.org' }, { address: email, primary: true, status: 'subscribed' }],
  postal_addresses: [{ locality: 'London', country: 'GB', primary: true }],
  phone_numbers: [{ number: 19876543210 }],
  gender: 'Female',
  ...more,
});

it('takes a signature of OSDI as an attempt, which an e-mail confirms', async () => {
  const answer = await postJson(app, HELPER, {
    person: person('ada@example.org'),
    comments: 'Because',
    referrer_data: { source: 'newsletter', website: 'elsewhere.example' },
    add_tags: ['volunteer'],
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/hal+json']);
  expect(await answer.json()).toEqual({});
  const sent = await mail();
  expect(sent).toMatchObject({ to: 'ada@example.org', kind: 'confirmation' });
  expect((await postJson(app, '/api/confirmations', { token: sent.confirmToken })).status).toBe(201);
  // Signing again looks the same.
  const again = await postJson(app, HELPER, { person: person('ada@example.org') });
  expect([again.status, await again.json()]).toEqual([200, {}]);
  await mails();
});

it('reads the name, the address, the country, the language, the reason, the source and the proof, and nothing more', () => {
  const signature = {
    person: person('ada@example.org', { languages_spoken: ['az', 'en'] }),
    comments: 'Because',
    referrer_data: { source: 'newsletter' },
    'amparo:proof': 'eyJ9',
    website: 'the trap of our own form',
    updates: true,
    publicName: true,
  };
  expect(attemptFieldsIn(signature).fields).toEqual({
    ...{ name: 'Ada Lovelace', email: 'ada@example.org', country: 'GB', locale: 'az', comment: 'Because' },
    ...{ source: 'newsletter', proof: 'eyJ9' },
  });
  const least = { person: { email_addresses: [{ address: 'ada@example.org' }], given_name: null } };
  expect(attemptFieldsIn(least).fields).toEqual({
    ...{ name: '', email: 'ada@example.org', country: undefined, locale: undefined, comment: undefined },
    ...{ source: undefined, proof: undefined },
  });
});

it('takes null for everything that may be left out', () => {
  const nothing = { family_name: null, postal_addresses: null, languages_spoken: null };
  const signature = { comments: null, referrer_data: null, 'amparo:proof': null };
  expect(attemptFieldsIn({ person: person('ada@example.org', nothing), ...signature }).fields).toMatchObject({
    ...{ name: 'Ada', email: 'ada@example.org', country: undefined, locale: undefined },
  });
});

it.each([
  ['no person', {}, ['person']],
  ['a person that is a text', { person: 'Ada' }, ['person']],
  ['no address', { person: { given_name: 'Ada' } }, ['person.email_addresses']],
  [
    'an address that is a number',
    { person: person('x', { email_addresses: [{ address: 1 }] }) },
    ['person.email_addresses.0.address'],
  ],
  [
    'no country',
    { person: person('ada@example.org', { postal_addresses: [] }) },
    ['person.postal_addresses.0.country'],
  ],
  ['no name', { person: person('ada@example.org', { given_name: '', family_name: null }) }, ['person.given_name']],
  [
    'an empty list of addresses',
    { person: person('x', { email_addresses: [] }) },
    ['person.email_addresses.0.address'],
  ],
  ['what is no address', { person: person('nobody') }, ['person.email_addresses.1.address']],
  [
    'everything else that is wrong',
    {
      person: person('ada@example.org', {
        postal_addresses: [{}, { country: 'XX', primary: true }],
        languages_spoken: ['?'],
      }),
      comments: 'x'.repeat(10_000),
      referrer_data: { source: '?' },
      'amparo:proof': 'x'.repeat(5_000),
    },
    ['person.postal_addresses.1.country', 'person.languages_spoken.0', 'comments', 'amparo:proof'],
  ],
] as const)('refuses %s, and names it', async (_what, body, fields) => {
  const answer = await postJson(app, HELPER, body);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  const { errors = [] } = problemSchema.parse(await answer.json());
  expect(errors.map(({ field }) => field).sort()).toEqual([...fields].sort());
});

it('has for a field the words that our own form has', async () => {
  const wordsOf = async (answer: Response) =>
    problemSchema.parse(await answer.json()).errors?.map((one) => one.message);
  const osdi = await postJson(app, HELPER, { person: person('nobody', { postal_addresses: [] }) });
  expect(await wordsOf(osdi)).toEqual(await wordsOf(await postJson(app, SIGN, { name: 'Ada', email: 'nobody' })));
});

it('names the address also if its domain turns out to take no e-mail', async () => {
  const deaf = createSignApp({ ...deps, mailDomains: async () => 'refuses' });
  const answer = await postJson(deaf, HELPER, { person: person('ada@nobody.example') });
  const { errors = [] } = problemSchema.parse(await answer.json());
  expect([answer.status, ...errors.map(({ field }) => field)]).toEqual([400, 'person.email_addresses.1.address']);
});

it('is bound by the limit of a network, with attempts of every other kind', async () => {
  const network = '198.51.100.0/24';
  const crowded = createSignApp({ ...deps, networkOf: () => network });
  for (let i = 0; i < allowedFrom(network, { now: time.now }); i++)
    expect((await postJson(crowded, HELPER, { person: person(`busy-${i}@example.org`) })).status).toBe(200);
  const late = await postJson(crowded, HELPER, { person: person('late@example.org') });
  expect([late.status, late.headers.get('retry-after')]).toEqual([429, '3600']);
  expect((await postJson(crowded, SIGN, attemptOf('later@example.org'))).status).toBe(429);
  await mails();
});

it('is bound by the limits of attempts: it asks for a proof of work, and takes one', async () => {
  if (deps.limits === 'off') throw new Error('The limits are off');
  const { proof } = await deps.keys();
  const solved = await knownProof(proof, { campaign: 'free-them', email: 'eve@example.org', now: time.now - 5_000 });
  await postJson(app, HELPER, { person: person('eve@example.org'), 'amparo:proof': solved });
  await postJson(app, HELPER, { person: person('mallory@example.org') });
  const signals = new Map<string, readonly string[]>();
  for (const one of await mails()) {
    if (one.kind !== 'confirmation') throw new Error('Not a mail with two links');
    signals.set(one.to, (await openConfirmation((await deps.keys()).token, one.confirmToken, time.now)).signals);
  }
  expect(signals.get('eve@example.org')).not.toContain('no-proof');
  expect(signals.get('mallory@example.org')).toContain('no-proof');
});

it.each([
  ['/api/osdi/petitions/no-such/record_signature_helper', 404],
  ['/api/osdi/petitions/closed/record_signature_helper', 410],
  ['/api/osdi/petitions/upcoming/record_signature_helper', 409],
])('answers at %s as an attempt does: %i', async (path, status) => {
  expect((await postJson(app, path, { person: person('ada@example.org') })).status).toBe(status);
});

it('takes no form, and shows nothing to a GET', async () => {
  expect((await postForm(app, HELPER, { a: 'b' })).status).toBe(415);
  const get = await open(app, HELPER);
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
});
