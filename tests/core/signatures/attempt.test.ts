import { describe, expect, it } from 'vitest';
import { parseAttempt, parseChallengeForm } from '../../../functions/core/signatures/attempt.ts';
import { isTicked } from '../../../functions/core/typed/ticked.ts';

const least = { name: 'Ada', email: 'ada@example.org', country: 'AZ' };
const parse = (more: object = {}) => parseAttempt({ ...least, ...more });

/** The errors of a form, field by field. */
function faultsOf(work: () => unknown): Record<string, string> {
  try {
    work();
  } catch (error) {
    const { kind, faults } = error as { kind: string; faults: { field: string; fault: string }[] };
    expect(kind).toBe('invalid-form');
    return Object.fromEntries(faults.map(({ field, fault }) => [field, fault]));
  }
  return {};
}
const faults = (more: object) => faultsOf(() => parse(more));

it('needs only a name, an address and a country', () => {
  expect(parse()).toEqual({
    name: 'Ada',
    address: { deliverTo: 'ada@example.org', normalised: 'ada@example.org' },
    country: 'AZ',
    locale: 'en',
    publicName: undefined,
    updates: false,
    comment: '',
    source: '',
    consent: '',
    proof: '',
    isTrapped: false,
  });
});

it.each([undefined, null, '', 7, 'text', []])('says of %j which fields are missing', (input) => {
  const missing = { name: 'missing', email: 'missing', country: 'missing' };
  expect(faultsOf(() => parseAttempt(input))).toEqual(missing);
});

it('says of a field of another type that it is malformed', () => {
  const list = ['a'];
  expect(
    faultsOf(() => parseAttempt({ name: 1, email: list, country: {}, locale: 1, source: list, proof: 7 })),
  ).toEqual({
    name: 'malformed',
    email: 'malformed',
    country: 'malformed',
    locale: 'malformed',
    source: 'malformed',
    proof: 'malformed',
  });
  expect(faults({ publicName: 1 })).toEqual({ publicName: 'malformed' });
  expect(faults({ updates: 1 })).toEqual({ updates: 'malformed' });
});

it('takes ZZ, for a signer who would rather not say, only where the campaign allows it, and no empty field anywhere', () => {
  const { country, ...without } = { name: 'Ada', email: 'ada@example.org', country: 'AZ' };
  const countryOptional = true;
  for (const left of [{}, { country: '' }, { country: null }, { country: '  ' }]) {
    for (const allowed of [{}, { countryOptional }]) {
      expect(faultsOf(() => parseAttempt({ ...without, ...left }, allowed))).toEqual({ country: 'missing' });
    }
  }
  expect(parseAttempt({ ...without, country: ' zz ' }, { countryOptional }).country).toBe('ZZ');
  expect(faultsOf(() => parseAttempt({ ...without, country: 'ZZ' }))).toEqual({ country: 'unknown' });
  expect(parseAttempt({ ...without, country }, { countryOptional }).country).toBe('AZ');
  expect(faultsOf(() => parseAttempt({ ...without, country: 'XX' }, { countryOptional }))).toEqual({
    country: 'unknown',
  });
  expect(parseAttempt({ ...without, country: 'xk' }).country).toBe('XK');
});

describe('a name', () => {
  it.each([
    ['  Ada ', 'Ada'],
    ['Ada\u0301', 'Ad\u00e1'],
    ['نرگس محمدی', 'نرگس محمدی'],
    ['李', '李'],
    ['a'.repeat(100), 'a'.repeat(100)],
    ['👩🏽‍🚒', '👩🏽‍🚒'],
    ['Zoë 🕊️', 'Zoë 🕊️'],
    ['\ufeff\u2068 Ada\u200b \u2069', 'Ada'],
    ['\u202bنرگس محمدی\u202c\u200f', 'نرگس محمدی'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['രാജന\u0d4d\u200d', 'രാജന\u0d4d\u200d'],
  ])('%j is read as %j', (typed, name) => {
    expect(parse({ name: typed }).name).toBe(name);
  });

  it.each([
    ['   ', 'missing'],
    ['\u200b', 'missing'],
    ['\u2800\u2800', 'missing'],
    ['\u00ad', 'missing'],
    ['a'.repeat(101), 'too-long'],
    ['\u0007'.repeat(101), 'too-long'],
    ['Ada\nLovelace', 'control-characters'],
    ['Ada\u0007', 'control-characters'],
    ['Ada\ud800', 'control-characters'],
    ['Ada\ufffd', 'control-characters'],
    ['Ada\u2028B', 'control-characters'],
    ['Ada\u202eB', 'control-characters'],
    ['Ada\u2066B', 'control-characters'],
    ['Ada\u2069B', 'control-characters'],
  ])('%j is refused as %s', (name, fault) => {
    expect(faults({ name })).toEqual({ name: fault });
  });
});

describe('an address', () => {
  it.each([
    ['nobody', 'malformed'],
    ['ada@localhost', 'malformed'],
    ['ädä@example.org', 'undeliverable'],
    ['   ', 'missing'],
    ['\u200b \ufeff', 'missing'],
    ['ada@example.org?x', 'malformed'],
    ['ada\u200b@example.org', 'malformed'],
    [`${'a'.repeat(309)}@example.org`, 'too-long'],
  ])('%j is refused as %s, when signing and when asking for a challenge', (email, fault) => {
    expect(faults({ email })).toEqual({ email: fault });
    expect(faultsOf(() => parseChallengeForm({ email }))).toEqual({ email: fault });
  });

  it('is compared without case and white space', () => {
    const address = { deliverTo: 'Ada@example.org', normalised: 'ada@example.org' };
    expect(parse({ email: ' Ada@Example.org ' }).address).toEqual(address);
    expect(parseChallengeForm({ email: ' Ada@Example.org ' })).toEqual(address);
  });

  it('is missing from a form for a challenge without it', () => {
    for (const form of [{}, { email: '' }, { email: null }, undefined])
      expect(faultsOf(() => parseChallengeForm(form))).toEqual({ email: 'missing' });
  });
});

it('knows a country by its code, in small letters or capitals, and no other', () => {
  expect(parse({ country: ' az ' }).country).toBe('AZ');
  for (const country of ['XX', 'AZE', 'Azerbaijan']) expect(faults({ country })).toEqual({ country: 'unknown' });
  expect(faults({ country: '  ' })).toEqual({ country: 'missing' });
});

it('accepts a language’s tag as a browser sends it', () => {
  for (const locale of ['az', 'az-Latn-AZ', 'ckb', 'zh-Hant-TW', 'de-1996'])
    expect(parse({ locale }).locale).toBe(locale);
  for (const locale of ['a', 'abcd', 'az_AZ', 'az-', 'az-a', 'az-123456789', 'az-aa-bb-cc-dd', ' az', '1'])
    expect(faults({ locale }), locale).toEqual({ locale: 'malformed' });
});

it('reads a box as ticked by the words that browsers and programs use', () => {
  for (const said of ['on', 'true', 'yes', '1', 'ON', 'True']) {
    expect([isTicked(said), parse({ updates: said }).updates]).toEqual([true, true]);
  }
  for (const said of ['off', 'false', 'no', '0', 'only', 'button', '10', 'yess', ' on'])
    expect([isTicked(said), parse({ updates: said }).updates], said).toEqual([false, false]);
  expect(isTicked(undefined)).toBe(false);
  expect([parse({ updates: true }).updates, parse({ updates: false }).updates]).toEqual([true, false]);
  expect(faults({ updates: 'x'.repeat(21) })).toEqual({ updates: 'malformed' });
});

it('refuses addresses and stacks of marks in what everybody may read, by their names', () => {
  const marks = `a${'\u0300'.repeat(6)}`;
  for (const field of ['name', 'publicName', 'comment']) {
    expect(faults({ [field]: 'See example.com' })).toEqual({ [field]: 'address-in-text' });
    expect(faults({ [field]: marks })).toEqual({ [field]: 'stacked-marks' });
  }
  // What may be a name is one, unless everybody may read it.
  const name = 'see bit.ly';
  expect(parse({ name }).name).toBe(name);
  for (const publicName of [true, 'on', ' Yes '])
    expect(faults({ name, publicName })).toEqual({ name: 'address-in-text' });
  expect(parse({ name, publicName: 'Ada' }).publicName).toBe('Ada');
  expect(faults({ publicName: name })).toEqual({ publicName: 'address-in-text' });
  // One fault of a field, the first.
  expect(faults({ name: `example.com ${marks}` })).toEqual({ name: 'address-in-text' });
  expect(faults({ name: `${'x'.repeat(100)}.com` })).toEqual({ name: 'too-long' });
});

it('shows the name, other words, or nothing, as the signer chose', () => {
  const shown = (publicName: unknown) => parse({ publicName }).publicName;
  for (const yes of [true, 'on', 'TRUE', '1']) expect(shown(yes)).toBe('Ada');
  for (const no of [false, 'off', 'No', '0', '', '  ', null, undefined]) expect(shown(no)).toBeUndefined();
  for (const words of ['A. L.', 'offside', 'nobody', '00', 'a teacher']) expect(shown(words)).toBe(words);
  expect(faults({ publicName: 'x'.repeat(101) })).toEqual({ publicName: 'too-long' });
  for (const publicName of ['\u200b', '\u2800']) expect(faults({ publicName })).toEqual({ publicName: 'malformed' });
  expect(shown('\u2068A. L.\u2069')).toBe('A. L.');
});

it('accepts a reason of several lines, as long as a form allows', () => {
  expect(parse({ comment: ' one\r\ntwo\rthree\n\tfour ' }).comment).toBe('one\ntwo\nthree\n\tfour');
  expect(parse({ comment: 'x'.repeat(500) }).comment).toHaveLength(500);
  // Line ends of a form are two characters on the way, and one to the signer.
  expect(parse({ comment: `${'x\r\n'.repeat(249)}xx` }).comment).toHaveLength(500);
  expect(faults({ comment: 'x'.repeat(501) })).toEqual({ comment: 'too-long' });
  for (const comment of ['a\u0000b', 'a\u202eb', 'a\u2067b', 'a\ufffdb', 'a\ud800b'])
    expect(faults({ comment })).toEqual({ comment: 'control-characters' });
});

it('accepts source and proof as they are sent, but no proof that is too long', () => {
  expect(parse({ source: 'newsletter', proof: 'abc' })).toMatchObject({ source: 'newsletter', proof: 'abc' });
  expect(parse({ proof: 'x'.repeat(4_000) }).proof).toHaveLength(4_000);
  expect(faults({ proof: 'x'.repeat(4_001) })).toEqual({ proof: 'too-long' });
});

it('notes that the field was filled in that people do not see', () => {
  expect(parse({ website: 'https://spam.example' }).isTrapped).toBe(true);
  for (const website of ['', null]) expect(parse({ website }).isTrapped).toBe(false);
});
