import { expect, it } from 'vitest';
import { readSettings } from '../../functions/core/running/settings.ts';
import { reconcileDeps } from '../../functions/reconcile/deps.ts';
import { reconcileSettings } from '../../functions/reconcile/settings.ts';
import { silentLog } from '../support/log.ts';

// The reconcile function as its settings make it.
const settings = { CAMPAIGNS_TABLE: 'campaigns', SIGNATURES_TABLE: 'signatures', COUNTS_TABLE: 'counts' };
const deps = reconcileDeps(readSettings(reconcileSettings, settings), silentLog);

it('pauses in real time, so that it reads no faster than it should', async () => {
  const began = performance.now();
  await deps.pause(30);
  // A timer may be early by a part of a millisecond.
  expect(performance.now() - began).toBeGreaterThan(29);
});
