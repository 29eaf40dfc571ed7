import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { carryOutDecision, type DecisionDeps, proposeDecision } from '../../../functions/core/signatures/decide.ts';
import { listDecisions } from '../../../functions/core/signatures/decisions.ts';
import { putSignatureOnce, signatureKey } from '../../../functions/core/signatures/store.ts';
import { clientOf } from '../../support/client.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { newTrail, type Trail } from '../../support/records.ts';
import { signatureOf, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const now = Date.parse('2096-06-01T12:00:00Z');
const campaign = 'free-them';
let deps: DecisionDeps;
let trail: Trail;

beforeEach(async () => {
  const { Signatures, Campaigns } = await freshTables();
  const signatures = withFewPartitions(Signatures, campaign, 1);
  trail = newTrail();
  deps = { signatures, campaigns: Campaigns, audit: trail.audit, clock: () => now };
});

const sign = (who: string) =>
  putSignatureOnce(
    deps.signatures,
    signatureOf(campaign, signerOf(campaign, who, 1), now, { status: 'under-review', signals: ['honeypot'] }),
  );
const signMany = (n: number) => Promise.all(Array.from({ length: n }, (_, i) => sign(`bot-${i}`)));
async function statusOf(who: string): Promise<string | undefined> {
  const { client, table } = deps.signatures;
  const Key = signatureKey(campaign, signerOf(campaign, who, 1));
  return (await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item?.status?.S;
}
const nothing = () => undefined;
const propose = () =>
  proposeDecision(deps, operator, { campaign, selection: { verdict: 'void' }, checkpoint: nothing });

it('decides on the proposed signatures, and not on later ones', async () => {
  await sign('shown');
  const proposal = await propose();
  expect(proposal.sums).toMatchObject({ total: 1, bySignal: new Map([['honeypot', { all: 1, alone: 1 }]]) });
  await sign('later');
  const decided = { changed: 0, overtaken: 0 };
  await carryOutDecision(deps, operator, { proposal, decided, checkpoint: nothing });
  expect([await statusOf('shown'), await statusOf('later'), decided.changed]).toEqual(['voided', 'under-review', 1]);
});

it('notes nothing of a second decision on the same, which changes nothing', async () => {
  await sign('shown');
  const [one, other] = [await propose(), await propose()];
  const [first, second] = [
    { changed: 0, overtaken: 0 },
    { changed: 0, overtaken: 0 },
  ];
  await carryOutDecision(deps, operator, { proposal: one, decided: first, checkpoint: nothing });
  await carryOutDecision(deps, operator, { proposal: other, decided: second, checkpoint: nothing });
  expect(second).toEqual({ changed: 0, overtaken: 1 });
  expect(await listDecisions(deps.campaigns, campaign, 9)).toEqual([
    { at: isoTime(now), verdict: 'void', again: false, changed: 1 },
  ]);
});

it('notes a decision that failed half way, with its changes', async () => {
  await signMany(30);
  const proposal = await propose();
  let writes = 0;
  const failing = clientOf(async (command) => {
    if (command instanceof UpdateItemCommand && ++writes > 10) throw new Error('Injected');
    return deps.signatures.client.send(command as never);
  });
  const decided = { changed: 0, overtaken: 0 };
  const broken = { ...deps, signatures: { ...deps.signatures, client: failing } };
  await expect(carryOutDecision(broken, operator, { proposal, decided, checkpoint: nothing })).rejects.toThrow(
    'Injected',
  );
  expect(decided.changed).toBe(10);
  expect(await listDecisions(deps.campaigns, campaign, 9)).toMatchObject([{ changed: 10 }]);
});

it('stops at a checkpoint, and notes its changes until then', async () => {
  await signMany(120);
  const proposal = await propose();
  const decided = { changed: 0, overtaken: 0 };
  const checkpoint = () => {
    if (decided.changed > 0) throw new Error('Stopped');
  };
  await expect(carryOutDecision(deps, operator, { proposal, decided, checkpoint })).rejects.toThrow('Stopped');
  expect(await listDecisions(deps.campaigns, campaign, 9)).toMatchObject([{ changed: 100 }]);
  expect(trail.entries()).toMatchObject([
    { act: 'signatures.void', after: { again: false, signatures: 120 } },
    { act: 'signatures.void', outcome: 'failed', after: { changed: 100, overtaken: 0, error: 'Error' } },
  ]);
});
