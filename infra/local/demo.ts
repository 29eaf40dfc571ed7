import type { KeyObject } from 'node:crypto';
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { operator } from '../../functions/core/access/actor.ts';
import { parseAddress } from '../../functions/core/address.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import type { Campaign } from '../../functions/core/campaigns/campaign.ts';
import { sealedTo } from '../../functions/core/campaigns/sealed-to.ts';
import { carryOutNameDecision, proposeNameDecision } from '../../functions/core/counts/name-decisions.ts';
import { queryCounts } from '../../functions/core/counts/store.ts';
import { type Identity, sealIdentity } from '../../functions/core/keys/seal.ts';
import { signerHash } from '../../functions/core/keys/signer-hash.ts';
import { showTotal } from '../../functions/core/published/live.ts';
import { markAfter } from '../../functions/core/published/marks.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { look } from '../../functions/core/published/rules.ts';
import { newState, type State } from '../../functions/core/published/state.ts';
import { putState, queryState } from '../../functions/core/published/store.ts';
import { DAY, HOUR, MINUTE, systemClock } from '../../functions/core/running/clock.ts';
import { type ConfirmedSignature, putSignatureOnce, signatureKey } from '../../functions/core/signatures/store.ts';
import crowd from './sample/demo-people.json' with { type: 'json' };

const SIGNATURES = 5_000;
/** The demo looks back on a campaign that was launched this long ago. */
const PERIOD = 24 * DAY;
/** Signatures that are written at once. */
const AT_ONCE = 32;
/** The consent of made-up signatures. No text has this version, so real signatures cannot have it. */
const CONSENT = 'demo';

const FILLED = `The sample campaign has its ${SIGNATURES.toLocaleString('en')} made-up signatures, and the dashboard shows them.`;

export interface DemoDeps {
  readonly campaign: Campaign;
  readonly recipient: string;
  readonly campaigns: Db;
  readonly signatures: Db;
  readonly counts: Db;
  readonly pepper: KeyObject;
  readonly say: (line: string) => void;
}

type Unsealed = Omit<ConfirmedSignature, 'sealedIdentity'> & { readonly identity: Identity };

/**
 * Fills a campaign with made-up signatures, sealed and stored like real ones. Then waits until tally has counted them.
 * The people are the same each time, so a second run adds nobody.
 */
export async function fillDemo(deps: DemoDeps): Promise<void> {
  const { say } = deps;
  const wanted = madeUpSignatures(deps, systemClock());
  const missing = await withoutStored(deps.signatures, wanted);
  if (missing.length === 0) return say(FILLED);
  const recipients = sealedTo(deps.campaign, { publicKeys: [deps.recipient], campaignPublicKeys: 'any' });
  const before = (await queryCounts(deps.counts, deps.campaign.slug)).total;
  for (let done = 0; done < missing.length; done += AT_ONCE) {
    await Promise.all(
      missing.slice(done, done + AT_ONCE).map(async ({ identity, ...signature }) => {
        const sealedIdentity = await sealIdentity(identity, recipients);
        await putSignatureOnce(deps.signatures, { ...signature, sealedIdentity });
      }),
    );
    if (Math.floor(done / 1_000) < Math.floor((done + AT_ONCE) / 1_000)) {
      deps.say(
        `Filling the sample campaign: ${Math.floor((done + AT_ONCE) / 1_000) * 1_000} of ${SIGNATURES} signatures`,
      );
    }
  }
  while ((await queryCounts(deps.counts, deps.campaign.slug)).total < before + missing.length) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await approveNames(deps, wanted);
  await publishPast(deps, wanted);
  say(FILLED);
}

/** Approves the made-up names, as an organiser would, and no other name that waits. */
async function approveNames({ campaign: { slug }, campaigns, counts }: DemoDeps, people: readonly Unsealed[]) {
  const madeUp = new Set(people.map(({ publicName }) => publicName));
  const deps = { campaigns, counts, clock: systemClock };
  const waiting = await proposeNameDecision(deps, operator, { campaign: slug, verdict: 'approve', ids: 'waiting' });
  const proposal = { ...waiting, names: waiting.names.filter(({ name }) => madeUp.has(name)) };
  const decided = { changed: 0, overtaken: 0 };
  await carryOutNameDecision(deps, operator, { proposal, decided, checkpoint: () => undefined });
}

/** Publishes the numbers and names of the time before now, as they would have been published then. */
async function publishPast({ campaign, counts }: DemoDeps, people: readonly Unsealed[]): Promise<void> {
  const now = systemClock();
  const launch = now - PERIOD;
  let state: State = newState(launch);
  const byCountry = new Map<string, number>();
  let total = 0;
  for (let at = markAfter(launch, HOUR); at <= now; at += HOUR) {
    for (; (people[total]?.confirmedAt ?? at) < at; total++) {
      const country = people[total]?.country ?? '';
      byCountry.set(country, (byCountry.get(country) ?? 0) + 1);
    }
    const exact = { total, byCountry: new Map(byCountry), cheapByCountry: new Map() };
    state = look(state, { exact, since: at - HOUR, now: at, isLive: true, drawOffset: () => 0 }) ?? state;
  }
  await putState(counts, campaign.slug, await queryState(counts, campaign.slug, launch), state);
  await drawNames(counts, { campaign: campaign.slug, at: state.memory.namesAt });
  await showTotal({ counts, clock: systemClock }, campaign.slug);
}

/** Makes the same people in every call with the same pepper, in the order in which they sign. */
function madeUpSignatures({ campaign, pepper }: DemoDeps, now: number): Unsealed[] {
  const sources = ['other', 'other', ...campaign.sources];
  const people = Array.from({ length: SIGNATURES }, (_, i) => {
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
    const confirmedAt = Math.floor(now - PERIOD + momentOfSigning(utcOffset, now - PERIOD, random));
    const shown = random() < 0.01 ? name : undefined;
    return {
      campaign: campaign.slug,
      signer: signerHash(pepper, campaign.slug, address.normalised),
      attemptedAt: confirmedAt - 2 * MINUTE,
      confirmedAt,
      country,
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

/**
 * Draws when a person signs, in milliseconds after the launch. Most sign soon after it, more again after a second call
 * halfway, and few while it is night where they live.
 */
function momentOfSigning(utcOffset: number, launch: number, random: () => number): number {
  for (;;) {
    const wave = random();
    const days = -Math.log(1 - random());
    const at = wave < 0.55 ? days * 2 * DAY : wave < 0.8 ? PERIOD / 2 + days * 1.5 * DAY : random() * PERIOD;
    const localHour = new Date(launch + at + utcOffset * HOUR).getUTCHours();
    const awake = localHour < 6 ? 0.08 : localHour < 9 ? 0.5 : localHour < 18 ? 0.8 : 1;
    if (at < PERIOD && random() < awake) return at;
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

async function withoutStored({ client, table }: Db, wanted: readonly Unsealed[]): Promise<Unsealed[]> {
  const stored = new Set<string>();
  for (let from = 0; from < wanted.length; from += 100) {
    const Keys = wanted.slice(from, from + 100).map(({ campaign, signer }) => signatureKey(campaign, signer));
    const { Responses } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { [table]: { Keys, ProjectionExpression: 'sk', ConsistentRead: true } },
      }),
    );
    for (const { sk } of Responses?.[table] ?? []) if (sk?.S) stored.add(sk.S);
  }
  return wanted.filter(({ signer }) => !stored.has(signer));
}
