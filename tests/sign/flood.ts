import type { Level } from '../../functions/core/abuse/level.ts';
import type { CampaignHead } from '../../functions/core/campaigns/campaign.ts';
import { HOUR, SECOND } from '../../functions/core/clock.ts';
import type { Db } from '../../functions/core/db.ts';
import { createLimits } from '../../functions/core/limits/limits.ts';
import type { QueuedMail } from '../../functions/core/outbox/queued-mail.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { levelOf } from '../../functions/sign/challenging.ts';
import type { SignDeps } from '../../functions/sign/deps.ts';
import { networkOf, prefixOf } from '../../functions/sign/network.ts';
import { knownProof } from '../core/abuse/solved.ts';

export interface Flood {
  readonly attempts: number;
  readonly networks: number;
  readonly victims: number;
}

export interface Answers {
  accepted: number;
  refused: number;
}

export interface FloodOutcome {
  /** Mails that each victim was sent. */
  readonly sent: ReadonlyMap<string, number>;
  readonly withProof: Answers;
  /** With none, a wrong one, or one that was used before. */
  readonly withoutProof: Answers;
  /** How many proofs were to be found at each level. */
  readonly proofs: ReadonlyMap<Level, number>;
}

const CONCURRENCY = 24;

/** A machine of a network of its own. */
const machineOf = (network: number): string => `198.${network >> 8}.${network & 255}.9`;

/**
 * Sends a flood at the real sign function and a real table of limits, within one hour of a clock of its own. Half of the
 * attempts have a proof, asked for as a flood that has to would; of the others some have none, some a wrong one, and some
 * one that was used before. The numbers to be found are known here, as a real search would take days.
 */
export async function sendFlood(
  deps: SignDeps,
  { campaign, table, start }: { campaign: CampaignHead; table: Db; start: number },
  { attempts, networks, victims }: Flood,
): Promise<FloodOutcome> {
  let now = start;
  const sent = new Map<string, number>();
  const outbox = {
    put: async ({ to, send }: QueuedMail) => void (send === 1 && sent.set(to, (sent.get(to) ?? 0) + 1)),
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

  const prove = async (email: string, machine: string) => {
    const level = await levelOf(flooded, campaign, prefixOf(machine));
    proofs.set(level, (proofs.get(level) ?? 0) + 1);
    const proof = await knownProof(ring, {
      campaign: campaign.slug,
      email,
      now: Math.max(start, now - 5 * SECOND),
      level,
    });
    used.set(email, proof);
    return proof;
  };
  const attempt = async (i: number) => {
    const email = `victim-${(Math.floor(i / 8) + i) % victims}@example.org`;
    const machine = machineOf(Math.floor(i / 8) % networks);
    const proof = i % 2 ? await prove(email, machine) : i % 4 ? (used.get(email) ?? '') : i % 8 ? 'wrong' : '';
    const { status } = await app.request(
      `/api/campaigns/${campaign.slug}/signatures`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Nobody', email, country: 'AZ', proof }),
      },
      { incoming: { socket: { remoteAddress: machine } } },
    );
    const answers = i % 2 ? withProof : withoutProof;
    if (status === 202) answers.accepted++;
    else if (status === 429) answers.refused++;
    else throw new Error(`An attempt of the flood was answered with ${status}`);
  };
  let next = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < attempts) {
        const i = next++;
        now = start + Math.floor((i * HOUR) / attempts);
        await attempt(i);
      }
    }),
  );
  return { sent, proofs, withProof, withoutProof };
}
