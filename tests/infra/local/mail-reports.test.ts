import type { Challenge } from 'altcha-lib';
import { expect, it, vi } from 'vitest';
import { localTarget } from '../../../commands/target.ts';
import { NUMBERS } from '../../../functions/core/abuse/proof.ts';
import { THRESHOLDS } from '../../../functions/core/outbox/health.ts';
import { getMailHealth, queryMailHours } from '../../../functions/core/outbox/health-store.ts';
import { attempt, mailedTokens, SLUG } from '../../support/machine.ts';
import { solutionOf } from '../../support/solved.ts';
import { startedMachine } from '../../support/started-machine.ts';

const soon = { timeout: 120_000, interval: 100 };

const { place, machine } = await startedMachine({ LIMITS: 'on' });

const mailsTo = async (email: string) => {
  const { emails } = (await (await fetch(`${machine.mailbox}/store`)).json()) as {
    emails: { destination: { to: string[] } }[];
  };
  return emails.filter(({ destination }) => destination.to.includes(email)).length;
};
const numbers = async () => {
  const { table, db } = await localTarget(place.dataDir);
  try {
    const hours = await queryMailHours(table('Limits'), Date.now());
    const sum = (name: 'sent' | 'bounces' | 'complaints') => hours.reduce((all, hour) => all + hour[name], 0);
    return {
      ...{ sent: sum('sent'), bounces: sum('bounces'), complaints: sum('complaints') },
      health: await getMailHealth(table('Counts'), 5_000),
    };
  } finally {
    db.client.destroy();
  }
};

/** Whether the number of a new challenge is beyond those of the first level. On a strict stage, three of four are. */
const isHard = async () => {
  const answer = await fetch(`${machine.site}/api/campaigns/${SLUG}/challenges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'carol@example.org' }),
  });
  const { challenge } = (await answer.json()) as { challenge: Challenge };
  const beyond = Array.from({ length: 3 * NUMBERS }, (_, i) => NUMBERS + i);
  return beyond.some((counter) => solutionOf(challenge, counter).derivedKey.startsWith(challenge.parameters.keyPrefix));
};

it('takes bounces and complaints of SES’s simulator addresses, and sends nothing more to these mailboxes', async () => {
  const [bouncing, complaining] = ['bounce@simulator.amazonses.com', 'complaint@simulator.amazonses.com'];
  for (const email of [bouncing, complaining, 'ada@example.org'])
    expect((await attempt(machine, email)).status).toBe(202);
  await vi.waitFor(async () => expect(await numbers()).toMatchObject({ bounces: 1, complaints: 1 }), soon);
  // A later mail shows that the queue has passed the others.
  for (const email of [bouncing, complaining, 'bob@example.org'])
    expect((await attempt(machine, email)).status).toBe(202);
  await vi.waitFor(async () => expect((await mailedTokens(machine)).size).toBe(4), soon);
  expect([await mailsTo(bouncing), await mailsTo(complaining)]).toEqual([1, 1]);
});

it('becomes strict by itself when a script invents addresses, and says so', async () => {
  for (let i = 0; i < THRESHOLDS.bounces.least; i++)
    expect((await attempt(machine, `bounce-${i}@simulator.amazonses.com`)).status).toBe(202);
  await vi.waitFor(async () => expect((await numbers()).health.strictUntil).toBeGreaterThan(Date.now()), soon);
  await vi.waitFor(() => expect(machine.printed()).toContain('"event":"mail-bounces-high"'), soon);
  expect((await numbers()).sent).toBeGreaterThan(0);
  // The sign function notices within ten seconds.
  await vi.waitFor(async () => expect(await isHard()).toBe(true), soon);
  expect(machine.printed()).not.toContain('simulator');
});
