import { describe, expect, it } from 'vitest';
import { hasTag, mailboxOf } from '../../functions/core/mailbox.ts';
import { addressOf } from '../support/solved.ts';

const mailbox = (typed: string) => mailboxOf(addressOf(typed));

describe('a mailbox', () => {
  it.each([
    ['Ada+petition@example.org', 'ada@example.org'],
    ['ada+a+b@example.org', 'ada@example.org'],
    ['"ada..b+x"@example.org', 'ada..b@example.org'],
    ['a.d.a@example.org', 'a.d.a@example.org'],
    ['anne-marie@example.org', 'anne-marie@example.org'],
    ['+ada@example.org', '+ada@example.org'],
    ['A.d.a+x.y@GoogleMail.com', 'ada@gmail.com'],
    ['ada@gmail.com', 'ada@gmail.com'],
    ['a.d-a_@protonmail.com', 'ada@proton.me'],
    ['ada@pm.me', 'ada@proton.me'],
    ['a-d.a@ya.ru', 'ada@yandex.ru'],
    ['ada@me.com', 'ada@icloud.com'],
    ['a.da@icloud.com', 'a.da@icloud.com'],
    ['ada-shopping@yahoo.co.uk', 'ada@yahoo.co.uk'],
    ['anne-marie@yahoo.example.org', 'anne-marie@yahoo.example.org'],
    ['a.d.a@gmail.com.example.org', 'a.d.a@gmail.com.example.org'],
    // Where a mailbox is a host name, it is all that counts.
    ['petition@ada.fastmail.fm', 'ada@fastmail.fm'],
    ['petition+x@ada.fastmail.co.uk', 'ada@fastmail.co.uk'],
    ['a@b.ada.sent.com', 'ada@sent.com'],
    ['ada+x@fastmail.com', 'ada@fastmail.com'],
    ['x@ada-l.eml.cc', 'ada-l@eml.cc'],
    ['ada_l@eml.cc', 'ada-l@eml.cc'],
    ['shop@ada.anonaddy.com', 'ada@anonaddy.com'],
    ['ada@cs.example.edu', 'ada@cs.example.edu'],
    ['ada@fastmail.com.example.org', 'ada@fastmail.com.example.org'],
    ['ada+x@bücher.example', 'ada@xn--bcher-kva.example'],
  ])('of %s is %s', (typed, expected) => {
    expect(mailbox(typed)).toBe(expected);
  });

  it('is one for all 46 ways to write an address, which are as many signers', () => {
    const ways = Array.from(
      { length: 46 },
      (_, i) =>
        (i < 40 ? `lovelace+${i}` : `lovelace`.slice(0, i - 38)) + (i < 40 ? '' : `.${'lovelace'.slice(i - 38)}`),
    ).map((local) => `${local}@gmail.com`);
    expect(new Set(ways.map(mailbox))).toEqual(new Set(['lovelace@gmail.com']));
    expect(new Set(ways.map(addressOf)).size).toBe(46);
  });
});

it.each([
  ['ada+x@example.org', true],
  ['ada+@example.org', true],
  ['+ada@example.org', false],
  ['ada-x@example.org', false],
  ['a.d.a@gmail.com', false],
  ['x@ada.fastmail.fm', true],
  ['ada@fastmail.fm', false],
])('knows of %s whether it has a tag: %s', (typed, expected) => {
  expect(hasTag(addressOf(typed))).toBe(expected);
});
