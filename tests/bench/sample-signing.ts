import { randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Db } from '../../functions/core/aws/db.ts';
import { type Campaign, type CampaignHead, campaignFile } from '../../functions/core/campaigns/campaign.ts';
import { sealIdentity } from '../../functions/core/keys/seal.ts';
import type { SignerHash } from '../../functions/core/keys/signer-hash.ts';
import { newLinkId, sealConfirmation } from '../../functions/core/signatures/links.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { parseSignKeys, type SignKeys } from '../../functions/sign/keys.ts';
import { benchAssets } from './assets.ts';

/** The one key ring of all purposes, as it is kept in a secret. */
export const RING = JSON.stringify({ k1: 'k'.repeat(64) });
export const benchKeys = (): SignKeys => parseSignKeys({ pepper: RING, token: RING, mail: RING }, Date.now());

/** A new signer each time. */
export const randomHash = (): SignerHash => randomBytes(32).toString('base64url') as SignerHash;

/** Tokens of links that confirm, each of another signer. */
export async function makeLinks({ token }: SignKeys, campaign: CampaignHead, n: number): Promise<string[]> {
  const identity = { name: 'Ada Lovelace', email: 'ada@example.org', updates: false };
  const sealedIdentity = await sealIdentity(identity, campaign.recipients);
  return Array.from({ length: n }, () =>
    sealConfirmation(token, {
      campaign: campaign.slug,
      signer: randomHash(),
      linkId: newLinkId(),
      attemptedAt: Date.now(),
      country: 'AZ',
      locale: 'en',
      source: 'other',
      consent: '5-en',
      words: 'en.1',
      tags: ['en'],
      publicName: undefined,
      publicReason: undefined,
      signals: [],
      sealedIdentity,
    }),
  );
}

/** A campaign that is open, and seals to a key that nobody has. */
export async function benchCampaign(): Promise<Campaign> {
  const file = campaignFile.parse({
    slug: 'bench',
    title: 'Bench',
    demand: 'Measure.',
    summary: 'Measure.',
    why: 'Measure.',
    goal: 1_000,
    opensAt: '2026-01-01T00:00:00Z',
    targets: [{ name: 'The machine' }],
    recipients: [await identityToRecipient(await generateIdentity())],
  });
  return { ...file, createdAt: '2026-01-01T00:00:00.000Z' };
}

/** The sign function for one campaign that is always known: no limits, and mails go nowhere. */
export const signDepsFor = (campaign: CampaignHead, signatures: Db, keys: SignKeys): SignDeps => ({
  campaign: async () => campaign,
  translation: async () => undefined,
  signatures,
  limits: 'off',
  networkOf: () => undefined,
  outbox: { put: async () => undefined },
  keys: async () => keys,
  publicKeys: [],
  campaignPublicKeys: 'any',
  keepMonths: 6,
  publicUrl: 'http://127.0.0.1',
  assets: benchAssets,
  patience: 8_000,
  answersEvery: 0,
  clock: Date.now,
  log: { info: () => undefined, error: () => undefined },
});
