import { describe, expect, it } from 'vitest';
import { signals } from '../../../functions/core/abuse/signals.ts';
import type { NormalisedAddress } from '../../../functions/core/address.ts';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { signerHash } from '../../../functions/core/keys/signer-hash.ts';
import { sealToken } from '../../../functions/core/keys/token.ts';
import { DAY } from '../../../functions/core/running/clock.ts';
import {
  type ConfirmationLink,
  newLinkId,
  openConfirmation,
  openWithdrawal,
  sealConfirmation,
  sealWithdrawal,
  TOKEN_LENGTH,
} from '../../../functions/core/signatures/links.ts';

const ring = parseKeyring(JSON.stringify({ k1: 'x'.repeat(64) }), 'link-token');
const now = Date.parse('2096-03-01T12:00:00Z');
const signer = signerHash(new Uint8Array(32), 'free-them', 'ada@example.org' as NormalisedAddress);

const linkId = newLinkId();
const link = (more: Partial<ConfirmationLink> = {}): ConfirmationLink & { linkId: string } => ({
  campaign: 'free-them',
  signer,
  attemptedAt: now,
  country: 'AZ',
  locale: 'az-Latn-AZ',
  source: 'newsletter',
  consent: '1',
  publicName: undefined,
  publicReason: undefined,
  signals: [],
  sealedIdentity: Uint8Array.from([1, 0x0a, 2, 0x0a]),
  ...more,
  linkId,
});
const tags = ['en', 'az', 'az-Latn-AZ'];
const sealOne = (one: ReturnType<typeof link>) => sealConfirmation(ring, { ...one, tags });
const sealOther = (one: typeof withdrawal) => sealWithdrawal(ring, { ...one, tags });
const withdrawal = { campaign: 'free-them', signer, linkId, locale: 'az', attemptedAt: now, recipients: 2 };

describe('a link that confirms', () => {
  it.each([
    ['nothing shown', {}],
    ['signals', { signals: ['honeypot', 'no-proof', 'busy-campaign'] as const }],
    ['a name', { publicName: 'Ada' }],
    ['a name and a reason', { publicName: 'نرگس', publicReason: 'Because\nof this.' }],
    ['no identity', { sealedIdentity: new Uint8Array() }],
  ])('carries all of an attempt with %s', (_with, more) => {
    expect(openConfirmation(ring, sealOne(link(more)), now)).toEqual(link(more));
  });

  it('holds for a week', () => {
    const token = sealOne(link());
    expect(openConfirmation(ring, token, now + 7 * DAY - 1).campaign).toBe('free-them');
    expect(() => openConfirmation(ring, token, now + 7 * DAY)).toThrow(
      expect.objectContaining({ kind: 'token-expired', campaign: 'free-them' }),
    );
  });

  it('has the same length for every language and source', () => {
    const lengths = ['a'.repeat(40), 'a'.repeat(41)].map((campaign) => {
      const ends = [
        link({ campaign, locale: 'en', source: 'x', consent: '1-en', words: 'en.1' }),
        link({
          ...{ campaign, locale: 'az-Latn-AZ', source: 'y'.repeat(20) },
          ...{ consent: '99-az-Latn-AZ', words: 'az-Latn-AZ.999' },
          signals: [...signals],
        }),
        link({ campaign, locale: 'en', source: 'y'.repeat(20), consent: '99-en', words: 'az-Latn-AZ.999' }),
      ];
      const [short, ...others] = ends.map((one) => sealOne(one).length);
      for (const one of others) expect(one).toBe(short);
      return short;
    });
    // A longer name of the campaign is the same for all its signers.
    expect(lengths[0]).toBeLessThan(lengths[1] ?? 0);
  });

  it('is as long for a short name as for a long one, and for a reason likewise', () => {
    const of = (publicName: string, publicReason?: string) => sealOne(link({ publicName, publicReason })).length;
    expect(of('Li')).toBe(of('Wolfeschlegelsteinhausenbergerdorff', 'Because.'));
    expect(of('Li', '漢'.repeat(400))).toBe(of('Li', '漢'.repeat(500)));
    expect(of('Li')).toBe(of('漢'.repeat(100), '漢'.repeat(500)));
    expect(of('Li')).toBeLessThanOrEqual(TOKEN_LENGTH);
  });

  it('carries a long reason, whatever it is written in', () => {
    for (const publicReason of ['Because of this. '.repeat(29), '漢字'.repeat(250), '😀'.repeat(250)]) {
      const token = sealOne(link({ publicName: 'Li', publicReason }));
      expect(openConfirmation(ring, token, now).publicReason).toBe(publicReason);
    }
  });
});

describe('a link that withdraws', () => {
  it('carries campaign, signer and language, and never expires', () => {
    const token = sealOther(withdrawal);
    expect(openWithdrawal(ring, token)).toEqual({
      campaign: 'free-them',
      signer,
      linkId,
      locale: 'az',
      attemptedAt: now,
    });
  });

  it('has the same length for every language', () => {
    for (const campaign of ['a'.repeat(40), 'a'.repeat(41)]) {
      const of = (locale: string) => sealOther({ ...withdrawal, campaign, locale }).length;
      expect(of('en')).toBe(of('az-Latn-AZ'));
    }
    const of = (campaign: string) => sealOther({ ...withdrawal, campaign }).length;
    expect(of('a'.repeat(40))).toBe(of('abc'));
    expect(of('a'.repeat(41))).toBeGreaterThan(of('abc'));
  });
});

describe('a link that was mailed before links had ids', () => {
  const sealed = (claims: readonly unknown[]) => sealToken(ring, Buffer.from(`${JSON.stringify(claims)}\n`), now);

  it.each([
    ['nothing shown', [], {}],
    ['a name', ['Ada'], { publicName: 'Ada' }],
    ['a name and a reason', ['Ada', 'Because.'], { publicName: 'Ada', publicReason: 'Because.' }],
    ['a name without a reason', ['Ada', null], { publicName: 'Ada' }],
  ])('still confirms, with %s', (_with, shown, more) => {
    const claims = ['confirm', 'free-them', signer, now, 'az-Latn-AZ', 'AZ', 'newsletter', '1', 0, ...shown];
    const sealedIdentity = new Uint8Array();
    expect(openConfirmation(ring, sealed(claims), now)).toEqual({
      ...link({ ...more, sealedIdentity }),
      linkId: undefined,
    });
  });

  it('still withdraws', () => {
    const token = sealed(['withdraw', 'free-them', signer, now, 'az']);
    expect(openWithdrawal(ring, token)).toEqual({
      campaign: 'free-them',
      signer,
      linkId: undefined,
      locale: 'az',
      attemptedAt: now,
    });
  });
});

describe('a link is refused', () => {
  const refused = (open: () => unknown) =>
    expect(open).toThrow(expect.objectContaining({ name: 'Problem', kind: 'token-malformed' }));

  it('for the other purpose', () => {
    refused(() => openConfirmation(ring, sealOther(withdrawal), now));
    refused(() => openWithdrawal(ring, sealOne(link())));
  });

  it('if it is not a token, or is cut', () => {
    const token = sealOne(link());
    for (const bad of ['', 'token', token.slice(0, -1)]) refused(() => openConfirmation(ring, bad, now));
  });

  it('if it is ours, but has another content', () => {
    for (const content of ['', 'no line', '[]\n', '{}\n', '["confirm"]\n', '["withdraw","free-them"]\n']) {
      const token = sealToken(ring, Buffer.from(content), now);
      refused(() => openConfirmation(ring, token, now));
      refused(() => openWithdrawal(ring, token));
    }
  });
});
