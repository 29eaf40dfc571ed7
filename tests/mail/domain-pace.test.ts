import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { createDomainPace } from '../../functions/mail/domain-pace.ts';

const start = (perMinute: number) => {
  const time = { now: 0 };
  const pace = createDomainPace({ perMinute, clock: () => time.now });
  const turns = (domain: string, tries: number) =>
    Array.from({ length: tries }, () => pace.turn(domain)).filter(Boolean).length;
  return { time, turns };
};

it('gives a small domain a minute’s turns at once, and then one after the other', () => {
  const { time, turns } = start(6);
  expect(turns('small.example', 100)).toBe(6);
  time.now += 9 * SECOND;
  expect(turns('small.example', 100)).toBe(0);
  time.now += 1 * SECOND;
  expect(turns('small.example', 100)).toBe(1);
  time.now += 60 * MINUTE;
  expect(turns('small.example', 100)).toBe(6);
});

it('never gives more in an hour than an hour has, and a minute’s turns', () => {
  const { time, turns } = start(6);
  let all = 0;
  for (; time.now < 60 * MINUTE; time.now += SECOND) all += turns('small.example', 3);
  expect(all).toBeGreaterThanOrEqual(60 * 6);
  expect(all).toBeLessThanOrEqual(61 * 6);
});

it('lets no domain wait for another', () => {
  const { turns } = start(6);
  turns('flooded.example', 1_000);
  expect(turns('small.example', 6)).toBe(6);
});

it.each(['gmail.com', 'mail.ru', 'web.de', 'hotmail.fr', 'yahoo.co.uk', 'yahoo.com.br', 'gmx.ch'])(
  'has no limit for a large provider: %s',
  (domain) => {
    expect(start(6).turns(domain, 1_000)).toBe(1_000);
  },
);

it.each([
  ...['mail.small.example', 'gmail.com.small.example', 'yahoo.small.org'],
  // Not providers, whatever the list says.
  ...['free-name.pp.ua', 'pp.ua', 'dynu.net', 'example.com', 'example.org', 'name.de'],
])('has a limit for %s', (domain) => {
  expect(start(6).turns(domain, 1_000)).toBe(6);
});

it('gives at least one turn to a domain when many functions share few', () => {
  const { time, turns } = start(0.5);
  expect(turns('small.example', 5)).toBe(1);
  time.now += 2 * MINUTE;
  expect(turns('small.example', 5)).toBe(1);
});

it('remembers only so many domains, and forgets the one that was asked about longest ago', () => {
  const { turns } = start(1);
  turns('first.example', 1);
  for (let i = 0; i < 5_000; i++) turns(`other${i}.example`, 1);
  expect(turns('first.example', 1)).toBe(1);
  expect(turns('other4999.example', 1)).toBe(0);
});
