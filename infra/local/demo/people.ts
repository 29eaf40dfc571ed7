import type { KeyObject } from 'node:crypto';
import { parseAddress } from '../../../functions/core/address.ts';
import type { Campaign } from '../../../functions/core/campaigns/campaign.ts';
import type { Identity } from '../../../functions/core/keys/seal.ts';
import { signerHash } from '../../../functions/core/keys/signer-hash.ts';
import { DAY, HOUR, MINUTE } from '../../../functions/core/running/clock.ts';
import type { ConfirmedSignature } from '../../../functions/core/signatures/store.ts';
import type { Signing } from './campaigns.ts';
import crowd from './people.json' with { type: 'json' };

/** The consent of made-up signatures. No text has this version, so real signatures cannot have it. */
const CONSENT = 'demo';

export type Unsealed = Omit<ConfirmedSignature, 'sealedIdentity'> & { readonly identity: Identity };

/** Makes the same people in every call with the same pepper, in the order in which they sign. */
export function madeUpSignatures(
  { campaign, pepper }: { readonly campaign: Campaign; readonly pepper: KeyObject },
  signing: Signing,
): Unsealed[] {
  const sources = ['other', 'other', ...campaign.sources];
  const people = Array.from({ length: signing.signatures }, (_, i) => {
    // Each person has a random generator of their own: how many numbers `momentOfSigning` draws depends on the time of
    // day, and must not change the other people.
    const random = seeded(i);
    const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const name = `${oneOf(crowd.givenNames)} ${oneOf(crowd.familyNames)}`;
    const email = `${name.toLowerCase().replace(' ', '.')}.${i}@demo.example`;
    const address = parseAddress(email);
    if (typeof address === 'string') throw new Error(`A made-up address is ${address}`);
    const { country, utcOffset, locale } = weighted(crowd.countries, ({ weight }) => weight, random);
    const source = oneOf(sources);
    const updates = random() < 0.4;
    const comment = random() < 0.2 ? oneOf(crowd.comments) : undefined;
    const confirmedAt = Math.floor(momentOfSigning(signing, utcOffset, random));
    const shown = random() < 0.01 && campaign.showNames ? name : undefined;
    return {
      campaign: campaign.slug,
      signer: signerHash(pepper, campaign.slug, address.normalised),
      attemptedAt: confirmedAt - 2 * MINUTE,
      confirmedAt,
      country: homeAmong(signing, random) ?? country,
      locale,
      source,
      consent: CONSENT,
      publicName: shown,
      publicReason: shown && comment,
      identity: { name, email, updates, comment },
    };
  });
  return people.sort((one, other) => one.confirmedAt - other.confirmedAt);
}

/** @returns undefined for those who live in any country. */
function homeAmong({ homes = {} }: Signing, random: () => number): string | undefined {
  let left = random();
  return Object.entries(homes).find(([, share]) => {
    left -= share;
    return left < 0;
  })?.[0];
}

/**
 * Draws when a person signs, in milliseconds since the epoch. Most sign soon after an event, and few while it is night where
 * they live.
 */
function momentOfSigning({ from, until, waves }: Signing, utcOffset: number, random: () => number): number {
  for (;;) {
    const which = random();
    const days = -Math.log(1 - random());
    let before = 0;
    const wave = waves.find(({ share }) => {
      before += share;
      return which < before;
    });
    const at = from + (wave ? wave.at + days * wave.days * DAY : random() * (until - from));
    const localHour = new Date(at + utcOffset * HOUR).getUTCHours();
    const awake = localHour < 6 ? 0.08 : localHour < 9 ? 0.5 : localHour < 18 ? 0.8 : 1;
    if (at < until && random() < awake) return at;
  }
}

function weighted<T>(list: readonly T[], weight: (entry: T) => number, random: () => number): T {
  let left = random() * list.reduce((sum, entry) => sum + weight(entry), 0);
  for (const entry of list) {
    left -= weight(entry);
    if (left < 0) return entry;
  }
  return list[0] as T;
}

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
