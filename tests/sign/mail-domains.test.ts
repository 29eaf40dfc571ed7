import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { createMailDomains, SOONEST } from '../../functions/sign/mail-domains.ts';
import { attemptOf, postForm, postJson, SIGN, startSign } from '../support/sign.ts';
import { startDnsServer } from './dns-server.ts';

const { servers, questions } = await startDnsServer({
  'mx.example': { exchanges: ['mail.example'] },
  'two.example': { exchanges: ['', 'mail.example'] },
  'null.example': { exchanges: [''], A: true },
  'a.example': { A: true },
  'aaaa.example': { AAAA: true },
  'empty.example': {},
  'broken.example': { fails: { code: 2 } },
  'refused.example': { fails: { code: 5 } },
  'late.example': { exchanges: ['mail.example'], after: 400 },
  'silent.example': { fails: { code: 'silence' } },
  'half.example': { fails: { code: 2, type: 'AAAA' } },
  'half-a.example': { A: true, fails: { code: 2, type: 'AAAA' } },
});

const started = () => {
  const time = { now: 0 };
  return { time, domains: createMailDomains({ clock: () => time.now, servers }) };
};
const asked = (name: string) => questions.filter((question) => question.endsWith(` ${name}`));

it.each([
  ['mx.example', 'receives'],
  ['two.example', 'receives'],
  ['a.example', 'receives'],
  ['aaaa.example', 'receives'],
  ['half-a.example', 'receives'],
  ['null.example', 'refuses'],
  ['empty.example', 'refuses'],
  ['not-there.example', 'refuses'],
  ['broken.example', 'unknown'],
  ['refused.example', 'unknown'],
  ['half.example', 'unknown'],
])('finds out by the DNS that %s %s', async (domain, reception) => {
  expect(await started().domains(domain)).toBe(reception);
});

it('waits about a second for an answer, and no longer', async () => {
  const began = performance.now();
  expect(await started().domains('silent.example')).toBe('unknown');
  expect(performance.now() - began).toBeLessThan(1_800);
});

it('knows nothing where there is no name server', async () => {
  const { servers: gone } = { servers: ['127.0.0.1:1'] };
  expect(await createMailDomains({ clock: () => 0, servers: gone })('mx.example')).toBe('unknown');
});

it.each([
  ['mx.example', HOUR],
  ['empty.example', 10 * MINUTE],
  ['broken.example', 30 * SECOND],
])('asks about %s once in %d milliseconds', async (domain, forMs) => {
  const { time, domains } = started();
  await Promise.all([domains(domain), domains(domain)]);
  const once = asked(domain).length;
  time.now = forMs - 1;
  await domains(domain);
  expect(asked(domain)).toHaveLength(once);
  time.now = forMs;
  await domains(domain);
  expect(asked(domain).length).toBeGreaterThan(once);
});

it.each([
  ['mx.example', SOONEST],
  ['not-there.example', SOONEST],
  ['late.example', 400],
])('takes as long for an answer about %s from memory as for a new one: %d milliseconds', async (domain, soonest) => {
  const { domains } = started();
  for (let i = 0; i < 4; i++) {
    const began = performance.now();
    await domains(domain);
    // A timer may ring a moment too soon, and at any time too late.
    expect(performance.now() - began).toBeGreaterThan(soonest - 5);
  }
});

/** The sign function that looks domains up. */
const service = await startSign();
const looking = () =>
  createSignApp({ ...service.deps, mailDomains: createMailDomains({ clock: service.deps.clock, servers }) });

it('refuses an address at a domain without mail, with a clear word at the field, and sends and counts nothing', async () => {
  const refused = await postJson(looking(), SIGN, attemptOf('ada@empty.example'));
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    errors: [
      {
        field: 'email',
        message: 'We cannot send e-mail to this address. Is the part after the @ spelt right?',
      },
    ],
  });
  const form = await postForm(looking(), SIGN, attemptOf('ada@not-there.example'));
  expect(form.status).toBe(400);
  const page = await form.text();
  expect(page).toContain('Is the part after the @ spelt right?');
  expect(page).toContain('value="ada@not-there.example"');
  expect(await service.mails()).toEqual([]);
});

it.each(['mx.example', 'a.example', 'broken.example', 'silent.example'])('accepts an address at %s', async (domain) => {
  expect((await postJson(looking(), SIGN, attemptOf(`ada@${domain}`))).status).toBe(202);
  expect(await service.mails()).toHaveLength(1);
});

it('looks nothing up where no domains are looked up: on one machine', async () => {
  expect((await postJson(service.app, SIGN, attemptOf('ada@empty.example'))).status).toBe(202);
  await service.mails();
});
