import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { carryOutDecision, proposeDecision } from '../../../functions/core/signatures/decide.ts';
import { type Decision, listDecisions, putDecision } from '../../../functions/core/signatures/decisions.ts';
import { putSignatureOnce } from '../../../functions/core/signatures/store.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { anyTrail } from '../../support/records.ts';
import { signatureOf, signerIn } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Campaigns: db, Signatures: signatures } = await freshTables();
const made = (at: string, more: Partial<Decision> = {}): Decision => ({
  at,
  verdict: 'void',
  again: false,
  changed: 1,
  ...more,
});

it('lists the newest decisions of a campaign first, as many as are asked for', async () => {
  for (const day of ['02', '03', '01']) await putDecision(db, 'free-them', made(`2096-06-${day}T12:00:00.000Z`));
  await putDecision(db, 'free-others', made('2096-06-09T12:00:00.000Z'));
  const days = async (limit: number) =>
    (await listDecisions(db, 'free-them', limit)).map(({ at }) => at.slice('2096-06-'.length, '2096-06-DD'.length));
  expect(await days(2)).toEqual(['03', '02']);
  expect(await days(9)).toEqual(['03', '02', '01']);
  expect(await listDecisions(db, 'free-nobody', 9)).toEqual([]);
});

it('keeps all of a decision, and each of two that were made at one moment', async () => {
  const at = '2096-06-01T12:00:00.000Z';
  const narrow = made(at, {
    verdict: 'accept',
    signals: ['honeypot', 'no-proof'],
    since: '2096-05-01T00:00:00.000Z',
    until: '2096-06-01T00:00:00.000Z',
    again: true,
    changed: 12,
  });
  const wide = made(at, { signals: undefined, since: undefined, until: undefined });
  await putDecision(db, 'one-moment', narrow);
  await putDecision(db, 'one-moment', wide);
  const listed = await listDecisions(db, 'one-moment', 9);
  expect(listed).toHaveLength(2);
  expect(listed).toEqual(expect.arrayContaining([narrow, made(at)]));
});

it('writes down what a decision was about', async () => {
  const campaign = 'decided-narrowly';
  const now = Date.parse('2096-06-01T12:00:00Z');
  const deps = {
    signatures: withFewPartitions(signatures, campaign, 1),
    campaigns: db,
    clock: () => now,
    audit: anyTrail(),
  };
  const review = { status: 'under-review', signals: ['honeypot'] } as const;
  await putSignatureOnce(signatures, signatureOf(campaign, signerIn(1), now, review));
  const selection = { verdict: 'accept', signals: ['honeypot'], since: now - 1, until: now + 1, again: true } as const;
  const checkpoint = () => undefined;
  const proposal = await proposeDecision(deps, operator, { campaign, selection, checkpoint });
  await carryOutDecision(deps, operator, { proposal, decided: { changed: 0, overtaken: 0 }, checkpoint });
  expect(await listDecisions(db, campaign, 9)).toEqual([
    {
      at: '2096-06-01T12:00:00.000Z',
      verdict: 'accept',
      signals: ['honeypot'],
      since: '2096-06-01T11:59:59.999Z',
      until: '2096-06-01T12:00:00.001Z',
      again: true,
      changed: 1,
    },
  ]);
});

it('stops at a checkpoint before it proposes anything', async () => {
  const campaign = 'stopped';
  const now = Date.parse('2096-06-01T12:00:00Z');
  await putSignatureOnce(signatures, signatureOf(campaign, signerIn(1), now, { status: 'under-review' }));
  const checkpoint = () => {
    throw new Error('Stopped');
  };
  const deps = { signatures: withFewPartitions(signatures, campaign, 1) };
  const selection = { verdict: 'void' } as const;
  await expect(proposeDecision(deps, operator, { campaign, selection, checkpoint })).rejects.toThrow('Stopped');
});
