import { expect, it } from 'vitest';
import { parseAddress } from '../../../functions/core/address.ts';
import { meantAddress } from '../../../functions/core/typed/mistyped.ts';

it.each([
  ['ada@gmial.com', 'ada@gmail.com'],
  ['Ada@GMIAL.COM', 'Ada@gmail.com'],
  ['ada@gmail.con', 'ada@gmail.com'],
  ['ada@gmail.co', 'ada@gmail.com'],
  ['ada@gmail', 'ada@gmail.com'],
  ['ada@hotmial.com', 'ada@hotmail.com'],
  ['ada@hotmial.con', 'ada@hotmail.com'],
  ['ada@hotmial.fr', 'ada@hotmail.fr'],
  ['ada@yaho.com', 'ada@yahoo.com'],
  ['ada@outlok.com', 'ada@outlook.com'],
  ['ada@iclod.com', 'ada@icloud.com'],
  ['ada@yadnex.ru', 'ada@yandex.ru'],
  ['ada@mail.ry', 'ada@mail.ru'],
  ['ada@example.ogr', 'ada@example.org'],
  ['www.ada@example.org', 'ada@example.org'],
  ['ada@example.org.', 'ada@example.org'],
  ['ada@example,org', 'ada@example.org'],
  ['ada@example..org', 'ada@example.org'],
  ['ada.@example.org', 'ada@example.org'],
  ['ada @example.org', 'ada@example.org'],
  ['ada@example. org', 'ada@example.org'],
  ['ada@gm ail.com', 'ada@gmail.com'],
  ['ada@gmail.com y', 'ada@gmail.com'],
  ['ada@example.org  Ada Lovelace', 'ada@example.org'],
  ['ada@@gmail.com', 'ada@gmail.com'],
  ['mailto:ada@gmail.com', 'ada@gmail.com'],
  ['MAILTO: Ada@example.org', 'Ada@example.org'],
  ['<ada@gmail.com>', 'ada@gmail.com'],
  ['ada@gmail.com>', 'ada@gmail.com'],
  ['<ada@gmail.com', 'ada@gmail.com'],
  ['<mailto:ada@gmail.com>', 'ada@gmail.com'],
  ['Ada Lovelace <ada@example.org>', 'ada@example.org'],
  ['"Lovelace, Ada" <ada@example.org>', 'ada@example.org'],
  ['(ada@example.org)', 'ada@example.org'],
  ['"ada@example.org"', 'ada@example.org'],
  ['ada@example.org;', 'ada@example.org'],
  ['ada@yahoo', 'ada@yahoo.com'],
  ['ada@yaho', 'ada@yahoo.com'],
  ['ada@yaho.co.in', 'ada@yahoo.co.in'],
  ['ada@hotmial.co.uk', 'ada@hotmail.co.uk'],
  ['ada@outlok.com.br', 'ada@outlook.com.br'],
])('guesses that %s was meant to be %s', (typed, meant) => {
  expect(meantAddress(typed)).toBe(meant);
});

it('guesses an address that can be written to, and nothing more about that one', () => {
  for (const typed of ['ada@gmial.con', 'www.ada@hotmial,com.', '.ada @yaho.com']) {
    const meant = meantAddress(typed)!;
    expect(parseAddress(meant)).toHaveProperty('deliverTo', meant);
    expect(meantAddress(meant)).toBeUndefined();
  }
});

it.each([
  ...['ada@gmail.com', ' ada@gmail.com ', 'ada@googlemail.com', 'ada@mail.com', 'ada@email.com', 'ada@ymail.com'],
  ...['ada@gmx.de', 'ada@live.co.uk', 'ada@mail.ru', 'ada@mail.az', 'ada@yandex.com.tr', 'ada@hey.com', 'ada@me.com'],
  ...['ada@yahoo.co.uk', 'ada@yahoo.co', 'ada@outlook.co.nz', 'ada@proton.me', 'ada@pm.me', 'ada@gmial.example.org'],
  ...[
    'ada@example.cm',
    'ada@example.co',
    'ada@example.om',
    'www@example.org',
    'Ada.B+c@Example.ORG',
    'ada@bücher.example',
  ],
  // Nobody knows what is missing where the blank is, or which of two addresses is meant.
  ...['ada lovelace@gmail.com', 'Ada Lovelace ada@example.org', 'a@gmail.com b@gmail.com', 'ada@example.org,y'],
  ...[
    'ada@gmial.co.uk',
    'ada@yaho.example.in',
    'ada@yaho.co.example',
    'ada@example',
    "o'neill@example.org",
    'ada@<',
    '<>',
  ],
  ...[
    '"first last"@gmial.com',
    '"a@b"@example.org',
    '"www.ada"@example.org',
    '',
    'ada',
    '@',
    'ada@',
    '@gmial.com',
    'a@b@gmial.com',
    'ada@,',
  ],
])('guesses nothing about %j', (typed) => {
  expect(meantAddress(typed)).toBeUndefined();
});

it('is quick with any text', () => {
  const began = performance.now();
  for (const long of ['.'.repeat(16_000), '@'.repeat(16_000), `a@${'b,'.repeat(8_000)}`, ' '.repeat(16_000)]) {
    meantAddress(long);
    meantAddress(`ada@example.org ${long} x`);
    meantAddress(`<${long}<"`);
    meantAddress(`ada@${long}`);
  }
  expect(performance.now() - began).toBeLessThan(1_000);
});
