import { createSecretKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { type NormalisedAddress, parseAddress } from '../../../functions/core/address.ts';
import { isMailboxTag, mailboxTag } from '../../../functions/core/limits/suppressed.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const addressOf = (typed: string): NormalisedAddress => {
  const address = parseAddress(typed);
  if (typeof address === 'string') throw new Error(address);
  return address.normalised;
};
const tag = (typed: string) => mailboxTag(key, addressOf(typed));

it('is one for one address alone: a stranger can make another address of the mailbox bounce', () => {
  expect(tag('Ada@Example.org')).toBe(tag('ada@example.org'));
  expect(tag('ada+petition@example.org')).not.toBe(tag('ada@example.org'));
  expect(tag('a.d.a@googlemail.com')).not.toBe(tag('ada@gmail.com'));
  expect(tag('bob@example.org')).not.toBe(tag('ada@example.org'));
});

it('shows nobody without the key whose it is, and has a form that SES accepts', () => {
  expect(mailboxTag(createSecretKey(Buffer.alloc(32, 2)), addressOf('ada@example.org'))).not.toBe(
    tag('ada@example.org'),
  );
  expect(isMailboxTag(tag('ada@example.org'))).toBe(true);
  expect(tag('ada@example.org')).toMatch(/^[\w-]{1,256}$/);
  for (const other of ['', 'ada@example.org', `${tag('ada@example.org')}x`, undefined, 1])
    expect(isMailboxTag(other)).toBe(false);
});
