import { expect, it } from 'vitest';
import { readSettings } from '../../functions/core/running/settings.ts';
import { retentionDeps } from '../../functions/retention/deps.ts';
import { retentionSettings } from '../../functions/retention/settings.ts';
import { silentLog } from '../support/log.ts';

// The retention function as its settings make it.
const settings = { CAMPAIGNS_TABLE: 'campaigns', SIGNATURES_TABLE: 'signatures', KEEP_MONTHS: '3' };
const deps = retentionDeps(readSettings(retentionSettings, settings), silentLog);

it('pauses in real time, so that it reads no faster than it should', async () => {
  const began = performance.now();
  await deps.pause(30);
  // A timer may be early by a part of a millisecond.
  expect(performance.now() - began).toBeGreaterThan(29);
});

it('keeps identities for as long as its settings say', () => {
  expect(deps.keepMonths).toBe(3);
});
