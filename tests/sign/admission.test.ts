import { expect, it } from 'vitest';
import type { Load } from '../../functions/core/limits/loads.ts';
import type { NetworkCount } from '../../functions/core/limits/networks.ts';
import { HOUR } from '../../functions/core/running/clock.ts';
import { parseAttempt } from '../../functions/core/signatures/attempt.ts';
import { admit } from '../../functions/sign/admission.ts';
import { countChallenge } from '../../functions/sign/challenging.ts';
import { allowedFrom, attemptOf, campaign, startSign } from '../support/sign.ts';

const { deps, db, time } = await startSign();

it('asks for the load of the campaign and for the mail of the address at once', async () => {
  if (deps.limits === 'off') throw new Error('The limits are off');
  const idle: Load = { perMinute: 0, withProof: 0, withoutProof: 0 };
  const [loadAsked, mailAsked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // Each is answered only when the other was asked for.
  const loads = {
    async count() {
      loadAsked.resolve();
      await mailAsked.promise;
      return idle;
    },
  };
  db.Limits.client.middlewareStack.add(
    (next) => async (args) => {
      mailAsked.resolve();
      await loadAsked.promise;
      return next(args);
    },
    { step: 'initialize', name: 'waits' },
  );
  const limits = { ...deps.limits, loads };
  const attempt = parseAttempt(attemptOf('at-once@example.org'));
  const admitted = admit({ ...deps, limits }, await deps.keys(), campaign(), attempt, {
    network: undefined,
    now: time.now,
  });
  const late = new Promise((_, reject) => setTimeout(reject, 5_000, new Error('One waits for the other')));
  expect(await Promise.race([admitted, late])).toMatchObject({ signals: ['no-proof'], isMailAllowed: true });
});

/** What an attempt is admitted with, while others send so many. */
async function admittedAmong(load: Partial<Load>, count: Partial<NetworkCount> = {}) {
  if (deps.limits === 'off') throw new Error('The limits are off');
  const idle: Load = { perMinute: 0, withProof: 0, withoutProof: 0 };
  const calm: NetworkCount = { challenges: 0, attempts: 0, withoutProof: 0 };
  const limits = {
    ...deps.limits,
    loads: { count: async () => ({ ...idle, ...load }) },
    networks: { count: async () => ({ ...calm, ...count }) },
  };
  const attempt = parseAttempt(attemptOf(`${Math.random()}@example.org`));
  return admit({ ...deps, limits }, await deps.keys(), campaign(), attempt, {
    network: '203.0.113.0/24',
    now: time.now,
  });
}

it('suspects an attempt without proof while very many of them come to the campaign', async () => {
  expect((await admittedAmong({ withoutProof: 2_000 })).signals).toEqual(['no-proof']);
  expect((await admittedAmong({ withoutProof: 2_001 })).signals).toEqual(['no-proof', 'busy-campaign']);
});

it('refuses an attempt without proof from a network that has sent enough of them, and says of which campaign', async () => {
  const allowed = allowedFrom('203.0.113.0/24');
  expect((await admittedAmong({}, { withoutProof: allowed })).signals).toEqual(['no-proof']);
  await expect(admittedAmong({}, { withoutProof: allowed + 1 })).rejects.toMatchObject({
    kind: 'network-busy',
    campaign: 'free-them',
  });
});

it('asks nobody for a harder challenge where there are no limits, or for what others of our own network asked', async () => {
  if (deps.limits === 'off') throw new Error('The limits are off');
  const counted: string[] = [];
  const networks = {
    count: async (_key: unknown, network: string) => {
      counted.push(network);
      return { challenges: 500, attempts: 0, withoutProof: 0 };
    },
  };
  const limits = { ...deps.limits, networks };
  expect(await countChallenge({ ...deps, limits: 'off' }, campaign(), '203.0.113.0/24')).toBe(1);
  expect(await countChallenge({ ...deps, limits }, campaign(), undefined)).toBe(1);
  expect(counted).toEqual([]);
  expect(await countChallenge({ ...deps, limits }, campaign(), '203.0.113.0/24')).toBeGreaterThan(1);
});

/** How hard the challenge of a network is that has sent so many, at each of 60 hours. */
async function levelsAfter(count: Partial<NetworkCount>, perMinute = 0) {
  if (deps.limits === 'off') throw new Error('The limits are off');
  const limits = {
    ...deps.limits,
    loads: { count: async () => ({ perMinute, withProof: 0, withoutProof: 0 }) },
    networks: { count: async () => ({ challenges: 0, attempts: 0, withoutProof: 0, ...count }) },
  };
  const levels: number[] = [];
  for (let hour = 0; hour < 60; hour++)
    levels.push(
      await countChallenge({ ...deps, limits, clock: () => time.now + hour * HOUR }, campaign(), '203.0.113.0/24'),
    );
  return levels;
}

it('counts a browser once, which asks for a challenge and sends an attempt', async () => {
  expect(new Set(await levelsAfter({ challenges: 29, attempts: 29 }))).toEqual(new Set([1]));
  expect(new Set(await levelsAfter({ challenges: 90 }))).toEqual(new Set([2]));
  expect(new Set(await levelsAfter({ attempts: 90 }))).toEqual(new Set([2]));
});

it('makes challenges harder from a number that differs by hour, minute and step, and that nobody knows', async () => {
  expect(new Set(await levelsAfter({ challenges: 60 }))).toEqual(new Set([1, 2]));
  expect(new Set(await levelsAfter({}, 120))).toEqual(new Set([1, 2]));
  // Were steps drawn together, one that began late would mean that the next begins late, too.
  expect(new Set(await levelsAfter({ challenges: 200 }, 650))).toEqual(new Set([4, 8]));
  // The same in one minute, however often one asks.
  expect(await levelsAfter({ challenges: 60 })).toEqual(await levelsAfter({ challenges: 60 }));
});

it('suspects an attempt from a wide network of IPv6 that sends very many, and refuses none for it', async () => {
  if (deps.limits === 'off') throw new Error('The limits are off');
  const { limits } = deps;
  const signalsAmong = async (counts: Record<string, number>) => {
    const networks = {
      count: async (_key: unknown, network: string) => {
        const attempts = counts[network] ?? 1;
        return { challenges: 0, attempts, withoutProof: attempts };
      },
    };
    const attempt = parseAttempt(attemptOf(`${Math.random()}@gmail.com`));
    const among = { ...deps, limits: { ...limits, networks } };
    const from = { network: '2001:db8:1234::/48', now: time.now };
    return (await admit(among, await deps.keys(), campaign(), attempt, from)).signals;
  };
  expect(await signalsAmong({ '2001:db8:1200::/40': 239, '2001:db8::/32': 959 })).toEqual(['no-proof']);
  expect(await signalsAmong({ '2001:db8:1200::/40': 240 })).toEqual(['no-proof', 'busy-network']);
  expect(await signalsAmong({ '2001:db8::/32': 960 })).toEqual(['no-proof', 'busy-network']);
});
