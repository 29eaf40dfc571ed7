import { beforeAll, expect, it } from 'vitest';
import type { Signal } from '../../../functions/core/abuse/signals.ts';
import { operator } from '../../../functions/core/access/actor.ts';
import { putCampaign } from '../../../functions/core/campaigns/store.ts';
import { listUnderReview, type ReviewDeps, summariseReview } from '../../../functions/core/counts/review-summary.ts';
import { HOUR, isoTime } from '../../../functions/core/running/clock.ts';
import { putDecision } from '../../../functions/core/signatures/decisions.ts';
import { putSignatureOnce } from '../../../functions/core/signatures/store.ts';
import { tallyBatch } from '../../../functions/tally/tally.ts';
import { campaignOf } from '../../support/campaign.ts';
import { decideSelected } from '../../support/decide.ts';
import { silentLog } from '../../support/log.ts';
import { signatureOf, signerOf } from '../../support/signature.ts';
import { changesOf } from '../../support/stream.ts';
import { freshTables } from '../../support/tables.ts';

// Each look at a campaign is 256 reads, which take their time on a busy machine.

const now = Date.parse('2096-06-01T12:00:00Z');
const campaign = 'free-them';
const { Campaigns: campaigns, Counts: counts, Signatures: signatures } = await freshTables();
const deps: ReviewDeps = { campaigns, counts, signatures };
const nothing = () => undefined;

async function sign(who: string, signals: readonly Signal[] = [], at = now): Promise<void> {
  const status = signals.length > 0 ? 'under-review' : 'counted';
  await putSignatureOnce(signatures, signatureOf(campaign, signerOf(campaign, who), at, { status, signals }));
}

beforeAll(async () => {
  await putCampaign(campaigns, campaignOf());
  await putCampaign(campaigns, campaignOf({ slug: 'quiet' }));
  await sign('ada');
  await sign('waits', ['no-proof']);
  await sign('waits-longer', ['no-proof', 'too-fast'], now - HOUR);
  await sign('voided', ['honeypot']);
  await sign('accepted', ['disposable-address']);
  const decided = { changed: 0, overtaken: 0 };
  await decideSelected(signatures, campaign, { verdict: 'void', signals: ['honeypot'] }, decided);
  await decideSelected(signatures, campaign, { verdict: 'accept', signals: ['disposable-address'] }, decided);
  for (const [lane, changes] of await changesOf(signatures))
    await tallyBatch({ counts, clock: () => now, log: silentLog }, lane, changes);
});

it('lists the campaigns that have signatures under review, and no other', async () => {
  expect(await listUnderReview(deps, operator)).toEqual([{ campaign, underReview: 2 }]);
});

it('sums the suspicious signatures of a campaign by status, signal and hour, beside its total', async () => {
  const summary = await summariseReview(deps, operator, { campaign, checkpoint: nothing });
  expect(summary).toEqual({
    total: 2,
    underReview: {
      total: 2,
      bySignal: new Map([
        ['no-proof', { all: 2, alone: 1 }],
        ['too-fast', { all: 1, alone: 0 }],
      ]),
      byHour: new Map([
        ['2096-06-01T12', 1],
        ['2096-06-01T11', 1],
      ]),
      byStatus: new Map([['under-review', 2]]),
    },
    counted: expect.objectContaining({
      total: 1,
      bySignal: new Map([['disposable-address', { all: 1, alone: 1 }]]),
    }),
    voided: expect.objectContaining({ total: 1, bySignal: new Map([['honeypot', { all: 1, alone: 1 }]]) }),
    decisions: [],
  });
});

it('has the last five decisions, the newest first', async () => {
  for (let changed = 1; changed <= 6; changed++)
    await putDecision(campaigns, 'quiet', { at: isoTime(now + changed), verdict: 'void', again: false, changed });
  const { decisions } = await summariseReview(deps, operator, { campaign: 'quiet', checkpoint: nothing });
  expect(decisions.map(({ changed }) => changed)).toEqual([6, 5, 4, 3, 2]);
});

it('stops at a checkpoint', async () => {
  const checkpoint = () => {
    throw new Error('Stopped');
  };
  await expect(summariseReview(deps, operator, { campaign, checkpoint })).rejects.toThrow('Stopped');
});
