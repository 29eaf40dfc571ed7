import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { exportSignatures } from '../../../functions/core/handover/export.ts';
import { partsOfLine } from '../../../functions/core/handover/folder.ts';
import { isoTime } from '../../../functions/core/running/clock.ts';
import { anonymiseSignature } from '../../../functions/core/signatures/anonymise.ts';
import { putSignatureOnce, type SignatureStatus, toItem } from '../../../functions/core/signatures/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { anyTrail } from '../../support/records.ts';
import { signatureOf, signerIn } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures } = await freshTables();
const now = Date.parse('2096-06-01T12:00:00Z');
const campaign = campaignOf({ showNames: true });
const signatures = withFewPartitions(Signatures, campaign.slug, 1);
const put = (source: string, status: SignatureStatus, more: Parameters<typeof signatureOf>[3] = {}) =>
  signatures.client.send(
    new PutItemCommand({
      TableName: signatures.table,
      Item: { ...toItem(signatureOf(campaign.slug, signerIn(1), now, { source, ...more })), status: { S: status } },
    }),
  );

beforeAll(async () => {
  await put('plain', 'counted', { consent: '2', signals: ['no-proof'] });
  await put('named', 'counted', { publicName: 'Ada' });
  await put('reasoned', 'counted', { publicReason: 'Because.', sealedReason: Uint8Array.from([1, 2, 3]) });
  await put('waiting', 'under-review', { publicName: 'Eve' });
  await put('refused', 'voided');
  const signer = signerIn(1);
  await putSignatureOnce(signatures, signatureOf(campaign.slug, signer, now, { source: 'erased' }));
  await anonymiseSignature(signatures, { campaign: campaign.slug, shard: 1, signer, confirmedAt: isoTime(now), now });
});

/** Exports, and gives the signatures as the folder has them, by the source that stands for each. */
async function exported(more: { all?: boolean; showNames?: boolean }) {
  const files = new Map<string, string>();
  const folder = {
    append: (file: string, text: string) => void files.set(file, (files.get(file) ?? '') + text),
    discard: () => files.clear(),
  };
  const { showNames = true, all = false } = more;
  const input = { campaign: { ...campaign, showNames }, all, from: 'a test', progress: () => undefined };
  const manifest = await exportSignatures(
    { signatures, folder, audit: anyTrail(), clock: () => now, nameDecision: () => undefined },
    operator,
    input,
  );
  const parts = files.get('sealed.txt')!.trimEnd().split('\n').map(partsOfLine);
  expect(JSON.parse(files.get('manifest.json')!)).toEqual(manifest);
  return { manifest, parts: new Map(parts.map(({ sealed, rest }) => [rest.source, { sealed, rest }])) };
}

it('exports the reason that was written later, sealed', async () => {
  expect((await exported({})).parts.get('reasoned')?.rest.sealedReason).toBe('AQID');
});

it('exports counted signatures, and those without an identity by a dash', async () => {
  const { manifest, parts } = await exported({});
  expect([...parts.keys()].sort()).toEqual(['erased', 'named', 'plain', 'reasoned']);
  expect(manifest).toMatchObject({ signatures: 4, erased: 1 });
  expect(parts.get('erased')?.sealed).toBe('-');
  expect(parts.get('plain')).toEqual({
    sealed: Buffer.alloc(400).toString('base64'),
    rest: {
      ...{ status: 'counted', confirmedAt: isoTime(now), country: 'AZ', source: 'plain', locale: 'en', consent: '2' },
      signals: ['no-proof'],
    },
  });
});

it('exports those that wait or were refused only if it is asked to', async () => {
  const { manifest, parts } = await exported({ all: true });
  expect(manifest).toMatchObject({ signatures: 6, erased: 1 });
  expect(parts.get('waiting')?.rest.status).toBe('under-review');
  expect(parts.get('refused')?.rest.status).toBe('voided');
});

it('says of what a signer chose to show whether the page showed it', async () => {
  const shown = async (more: Parameters<typeof exported>[0]) => {
    const { parts } = await exported(more);
    return ['plain', 'named', 'reasoned', 'waiting'].map((source) => parts.get(source)?.rest.shown);
  };
  expect(await shown({ all: true })).toEqual([undefined, true, true, false]);
  expect(await shown({ all: true, showNames: false })).toEqual([undefined, false, false, false]);
});
