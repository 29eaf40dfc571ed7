import type { Level } from '../../functions/core/abuse/level.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { HOUR, MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { networkOf, prefixOf } from '../../functions/http/network.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { countChallenge } from '../../functions/sign/challenging.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { knownProof } from '../support/solved.ts';

export interface Flood {
  readonly attempts: number;
  readonly networks: number;
  readonly victims: number;
  /** Whether its sender asks for challenges as it goes, or for all that it can use before they expire, at once. */
  readonly asks: 'as-it-goes' | 'ahead';
}

export interface Answers {
  accepted: number;
  refused: number;
}

export interface FloodOutcome {
  /** Mails that each victim was sent. */
  readonly sent: ReadonlyMap<string, number>;
  readonly withProof: Answers;
  /** Without a proof, with a wrong one, or with a used one. */
  readonly withoutProof: Answers;
  /** How many proofs were to be found at each level. */
  readonly proofs: ReadonlyMap<Level, number>;
}

const CONCURRENCY = 8;
/** As long as a challenge lives, but for the first minute. */
const PART = 20 * MINUTE;
const PARTS = HOUR / PART;

/** A machine of a network of its own. */
const machineOf = (network: number): string => `198.${network >> 8}.${network & 255}.9`;

/**
 * Sends a flood to the real sign function and a real table of limits, within one hour of a clock of its own. Half of the
 * attempts have a proof. The others have no proof, a wrong one, or a used one. The solutions are known here, as a real
 * search would take days.
 */
export async function sendFlood(
  deps: SignDeps,
  { campaign, table, start }: { campaign: CampaignHead; table: Db; start: number },
  { attempts, networks, victims, asks }: Flood,
): Promise<FloodOutcome> {
  let now = start;
  const sent = new Map<string, number>();
  const outbox = {
    put: async ({ to, isDecoy }: QueuedMail) => void (isDecoy || sent.set(to, (sent.get(to) ?? 0) + 1)),
  };
  const flooded: SignDeps = {
    ...deps,
    outbox,
    clock: () => now,
    limits: createLimits(table, () => now),
    networkOf: (c) => networkOf(c, []),
  };
  const app = createSignApp(flooded);
  const { proof: ring } = await deps.keys();
  const used = new Map<string, string>();
  const proofs = new Map<Level, number>();
  const withProof = { accepted: 0, refused: 0 };
  const withoutProof = { accepted: 0, refused: 0 };

  const emailOf = (i: number) => `victim-${(Math.floor(i / 8) + i) % victims}@example.org`;
  const senderOf = (i: number) => machineOf(Math.floor(i / 8) % networks);
  /** Challenges that wait to be used, by the attempt that they are for. */
  const asked = new Map<number, { level: Level; askedAt: number }>();
  const ask = async (i: number) => {
    const level = await countChallenge(flooded, campaign, prefixOf(senderOf(i)));
    proofs.set(level, (proofs.get(level) ?? 0) + 1);
    asked.set(i, { level, askedAt: now });
  };
  const prove = async (i: number) => {
    if (!asked.has(i)) await ask(i);
    const { level = 1 as Level, askedAt = now } = asked.get(i) ?? {};
    asked.delete(i);
    const email = emailOf(i);
    const issuedAt = Math.max(start, Math.min(askedAt, now - 5 * SECOND));
    const proof = await knownProof(ring, { campaign: campaign.slug, email, now: issuedAt, level });
    return proof;
  };
  const attempt = async (i: number) => {
    const email = emailOf(i);
    const proof = i % 2 ? await prove(i) : i % 4 ? (used.get(email) ?? '') : i % 8 ? 'wrong' : '';
    const { status } = await app.request(
      `/api/campaigns/${campaign.slug}/signatures`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Nobody', email, country: 'AZ', proof }),
      },
      { incoming: { socket: { remoteAddress: senderOf(i) } } },
    );
    if (i % 2) used.set(email, proof);
    const answers = i % 2 ? withProof : withoutProof;
    if (status === 202) answers.accepted++;
    else if (status === 429) answers.refused++;
    else throw new Error(`An attempt of the flood was answered with ${status}`);
  };
  /** Asks within the first minute of each 20 for all challenges that the flood will use in these. */
  const askAhead = async (part: number) => {
    const [from, to] = [Math.ceil((part * attempts) / PARTS), Math.ceil(((part + 1) * attempts) / PARTS)];
    for (let i = from; i < to; i++) {
      now = start + part * PART + Math.floor(((i - from) * MINUTE) / (to - from));
      if (i % 2) await ask(i);
    }
  };
  for (let part = 0; part < PARTS; part++) {
    if (asks === 'ahead') await askAhead(part);
    const to = Math.ceil(((part + 1) * attempts) / PARTS);
    let next = Math.ceil((part * attempts) / PARTS);
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        while (next < to) {
          const i = next++;
          now = start + Math.floor((i * HOUR) / attempts);
          await attempt(i);
        }
      }),
    );
  }
  return { sent, proofs, withProof, withoutProof };
}
