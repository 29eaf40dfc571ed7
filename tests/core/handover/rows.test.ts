import { expect, it } from 'vitest';
import { NO_COUNTRY } from '../../../functions/core/country.ts';
import { csvRow } from '../../../functions/core/csv.ts';
import type { OpenPart } from '../../../functions/core/handover/folder.ts';
import type { OpenedSignature } from '../../../functions/core/handover/opening.ts';
import { signatureTable } from '../../../functions/core/handover/rows.ts';

const rest: OpenPart = {
  status: 'under-review',
  confirmedAt: '2096-06-01T12:00:00.000Z',
  country: 'AZ',
  locale: 'az',
  words: 'ru.2',
  source: 'newsletter',
  signals: ['honeypot', 'no-proof'],
  publicName: 'A.',
  publicReason: 'To be shown.',
  shown: false,
};
const signatureRow = (signature: OpenedSignature) => csvRow(signatureTable.cellsOf(signature) ?? []);
const identity = { name: 'Ada', email: 'ada@example.org', comment: 'Sealed.', updates: false };

it('makes a row of all that is known of a signature', () => {
  expect(signatureRow({ state: 'opened', rest, identity })).toBe(
    'Ada,ada@example.org,Sealed.,no,A.,no,,AZ,Azerbaijan,az,ru,2,newsletter,2096-06-01T12:00:00.000Z,under-review,honeypot no-proof,opened\r\n',
  );
});

it('gives the name of the country beside its code, and what was decided on a name', () => {
  const row = (more: Partial<OpenPart>) => signatureRow({ state: 'erased', rest: { ...rest, ...more } });
  expect(row({ country: 'CI', nameDecision: 'hidden' })).toContain(',A.,no,hidden,CI,Côte d’Ivoire,');
  for (const [code, name] of [
    ['HK', 'Hong Kong'],
    ['PS', 'Palestine'],
    ['XK', 'Kosovo'],
  ] as const)
    expect(row({ country: code })).toContain(`,${code},${name},az,`);
});

it('names no country where the signer named none', () => {
  const row = (country: string) => signatureRow({ state: 'erased', rest: { ...rest, country } });
  expect(row(NO_COUNTRY)).toContain(',no,,ZZ,,az,');
  expect(row('')).toContain(',no,,,,az,');
});

it('gives the reason that a signer chose to show, which is not sealed', () => {
  const { comment, ...silent } = identity;
  expect(
    signatureRow({ state: 'opened', rest: { ...rest, shown: true }, identity: { ...silent, updates: true } }),
  ).toBe(
    'Ada,ada@example.org,To be shown.,yes,A.,yes,,AZ,Azerbaijan,az,ru,2,newsletter,2096-06-01T12:00:00.000Z,under-review,honeypot no-proof,opened\r\n',
  );
});

it('names a signer by the name that is shown, if the identity has none', () => {
  const { name, ...nameless } = identity;
  expect(signatureRow({ state: 'opened', rest, identity: nameless })).toMatch(/^A\.,ada@example\.org,/);
  expect(signatureRow({ state: 'not opened', rest })).toMatch(/^,,/);
});

it('leaves empty what is not known', () => {
  const { locale, words, publicName, publicReason, shown, ...least } = rest;
  expect(signatureRow({ state: 'erased', rest: { ...least, signals: [] } })).toBe(
    ',,,,,,,AZ,Azerbaijan,,,,newsletter,2096-06-01T12:00:00.000Z,under-review,,erased\r\n',
  );
});
