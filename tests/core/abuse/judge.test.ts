import common from 'email-providers/common.json' with { type: 'json' };
import { getPublicSuffix } from 'tldts';
import { describe, expect, it } from 'vitest';
import { addressSignals, ownDomainOf } from '../../../functions/core/abuse/address-signals.ts';
import { judge } from '../../../functions/core/abuse/judge.ts';
import { largeProviders } from '../../../functions/core/abuse/large-providers.ts';
import { levelFor } from '../../../functions/core/abuse/level.ts';
import {
  hasCheapMailbox,
  type Signal,
  signals,
  signalsFromNumber,
  signalsToNumber,
} from '../../../functions/core/abuse/signals.ts';
import { addressOf } from '../../support/solved.ts';

describe('a signature with few signals counts', () => {
  it.each<[string, Signal[]]>([
    ['a usual signer', []],
    ['a program without proof', ['no-proof']],
    ['a person without JavaScript on Tor', ['no-proof', 'busy-network']],
    ['a throw-away address with a proof', ['disposable-address']],
    ['a group’s mailbox without JavaScript', ['no-proof', 'role-address']],
    ['a password manager that fills in everything', ['honeypot']],
    ['a person with a plus-address, without JavaScript on Tor', ['no-proof', 'busy-network', 'tagged-address']],
    ['one of a family of two, in the same browser', ['no-proof', 'busy-network', 'tagged-address', 'same-mailbox']],
  ])('%s', (_who, found) => {
    expect(judge(found, { strict: false })).toBe('counted');
    expect(judge(found, { strict: true })).toBe(found.length > 0 ? 'under-review' : 'counted');
  });
});

it.each<[string, Signal[]]>([
  ['a robot that fills in every field', ['honeypot', 'no-proof']],
  ['a throw-away address without proof', ['disposable-address', 'no-proof']],
  ['one of a flood without proof', ['no-proof', 'busy-campaign']],
  ['a robot with a proof', ['too-fast', 'honeypot']],
  ['the third address of one mailbox', ['same-mailbox', 'busy-mailbox']],
])('reviews %s first', (_who, found) => {
  expect(judge(found, { strict: false })).toBe('under-review');
});

it('judges nobody in another way because of a tag, one other address of the mailbox, or a busy domain', () => {
  for (let bits = 0; bits < 2 ** signals.length; bits++) {
    const found = signalsFromNumber(bits);
    const others = found.filter(
      (signal) => !['tagged-address', 'same-mailbox', 'busy-domain', 'late-link'].includes(signal),
    );
    expect(judge(found, { strict: false }), found.join()).toBe(judge(others, { strict: false }));
  }
});

it('reviews nobody for a busy domain alone, not even in strict mode: others of it cause that', () => {
  expect(judge(['busy-domain'], { strict: true })).toBe('counted');
  expect(judge(['busy-domain', 'role-address'], { strict: true })).toBe('under-review');
});

it('knows which signatures have a mailbox of which one person may have many', () => {
  const cheap = signals.filter((signal) => hasCheapMailbox([signal]));
  expect(cheap).toEqual([
    'disposable-address',
    'tagged-address',
    'same-mailbox',
    'busy-mailbox',
    'busy-domain',
    'late-link',
  ]);
  expect(hasCheapMailbox([])).toBe(false);
  expect(hasCheapMailbox(['no-proof', 'busy-domain'])).toBe(true);
});

it.each([
  ['ada@gmail.com', undefined],
  ['ada@mail.ru', undefined],
  ['ada@small.example.org', 'example.org'],
  ['ada@a.b.example.co.uk', 'example.co.uk'],
  ['ada@a.b.example.de', 'example.de'],
  ['ada@a.b.example.edu.az', 'example.edu.az'],
  ['ada@a.b.example.xn--55qx5d.cn', 'example.xn--55qx5d.cn'],
  ['ada@co.uk', 'co.uk'],
  // One name below a large provider's, or below one that gives out names, free or not.
  ['ada@mail.gmail.com', 'gmail.com'],
  ['ada@evil.pp.ua', 'pp.ua'],
  ['ada@pp.ua', 'pp.ua'],
  ['ada@evil.dynu.net', 'dynu.net'],
  ['ada@evil.eu.org', 'eu.org'],
  // Anybody may register these: no registry gives out names there.
  ['ada@evil.sch.io', 'sch.io'],
  ['ada@evil.ne.de', 'ne.de'],
  ['ada@example.com', 'example.com'],
  // The list of providers has this one, too.
  ['ada@mailinator.com', 'mailinator.com'],
  ['ada@gmail.com.example.org', 'example.org'],
])('finds in %s the domain of its owner: %s', async (email, domain) => {
  expect(await ownDomainOf(addressOf(email))).toBe(domain);
});

it('knows no public suffix as a large provider, and takes out no name that the list lost', () => {
  const isSuffix = (domain: string) => getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
  expect(common.filter(isSuffix)).toEqual(expect.arrayContaining(['pp.ua', 'za.com', 'dynu.net', 'spb.ru']));
  expect([...largeProviders].filter(isSuffix)).toEqual([]);
  expect(common.length - largeProviders.size).toBe(28);
  expect(largeProviders.size).toBeGreaterThan(300);
});

it('keeps the order of signals, by which links name them', () => {
  expect(signals).toEqual([
    'honeypot',
    'too-fast',
    'no-proof',
    'disposable-address',
    'role-address',
    'busy-network',
    'busy-campaign',
    'tagged-address',
    'same-mailbox',
    'busy-mailbox',
    'busy-domain',
    'late-link',
  ]);
});

it('carries any signals in a link as a number', () => {
  for (let bits = 0; bits < 2 ** signals.length; bits++) expect(signalsToNumber(signalsFromNumber(bits))).toBe(bits);
  expect(signalsFromNumber(signalsToNumber(['too-fast', 'honeypot']))).toEqual(['honeypot', 'too-fast']);
});

it.each<[string, Signal[]]>([
  ['ada@example.org', []],
  ['info.ada@example.org', []],
  ['ada@mailinator.com', ['disposable-address']],
  ['ada@any.name.mailinator.com', ['disposable-address']],
  ['ada@mailinator.com.example.org', []],
  ['ada@my-mailinator.example.org', []],
  ['Info@Example.org', ['role-address']],
  ['abuse+forms@example.org', ['role-address', 'tagged-address']],
  ['webmaster@mailinator.com', ['disposable-address', 'role-address']],
  ['ada+petitions@example.org', ['tagged-address']],
  ['ada-petitions@example.org', []],
  ['+ada@example.org', []],
  ['a.da@gmail.com', []],
])('finds in %s: %j', async (email, found) => {
  expect(await addressSignals(addressOf(email))).toEqual(found);
});

it('begins each level of work at a number of its own, between half and one and a half times the usual one', () => {
  const byCampaign = (perMinute: number, drawn: number) =>
    levelFor({ perMinute, fromNetwork: 0, strict: false, drawn: () => drawn });
  expect([byCampaign(59, 0), byCampaign(60, 0), byCampaign(179, 1), byCampaign(180, 1)]).toEqual([1, 2, 1, 2]);
  const byNetwork = (fromNetwork: number, drawn: number) =>
    levelFor({ perMinute: 0, fromNetwork, strict: false, drawn: () => drawn });
  expect([byNetwork(29, 0), byNetwork(30, 0), byNetwork(89, 1), byNetwork(90, 1)]).toEqual([1, 2, 1, 2]);
  // Each step of each kind is drawn for itself.
  const asked: string[] = [];
  levelFor({
    perMinute: 2_000,
    fromNetwork: 400,
    strict: false,
    drawn: (of, level) => asked.push(`${of} ${level}`) + 9,
  });
  expect(asked).toEqual(['campaign 8', 'campaign 4', 'campaign 2', 'network 4', 'network 2']);
});

it('makes work harder with a campaign’s load, a network’s, and in strict mode, up to eight times', () => {
  const quiet = { perMinute: 10, fromNetwork: 5, strict: false, drawn: () => 0.5 };
  expect(levelFor(quiet)).toBe(1);
  expect(levelFor({ ...quiet, perMinute: 120 })).toBe(2);
  expect(levelFor({ ...quiet, perMinute: 480 })).toBe(4);
  expect(levelFor({ ...quiet, perMinute: 1_200 })).toBe(8);
  expect(levelFor({ ...quiet, fromNetwork: 60 })).toBe(2);
  expect(levelFor({ ...quiet, perMinute: 120, fromNetwork: 240 })).toBe(8);
  expect(levelFor({ ...quiet, perMinute: 6_000, fromNetwork: 240, strict: true })).toBe(8);
  expect(levelFor({ ...quiet, strict: true })).toBe(4);
});
