import { expect, it } from 'vitest';
import type { Load } from '../../functions/core/limits/loads.ts';
import { parseAttempt } from '../../functions/core/signatures/attempt.ts';
import { admit } from '../../functions/sign/admission.ts';
import { attemptOf, campaign, startSign } from '../support/sign.ts';

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
