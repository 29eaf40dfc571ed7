import { createHash } from 'node:crypto';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeEach, expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { exportSignatures, type NewFolder } from '../../../functions/core/handover/export.ts';
import { checkedManifest, ExportBroken, type SealedFolder } from '../../../functions/core/handover/folder.ts';
import type { GroupKey } from '../../../functions/core/handover/group-key.ts';
import { type NewTable, NothingOpened, openExport } from '../../../functions/core/handover/open-export.ts';
import { sealIdentity, sealReason } from '../../../functions/core/keys/seal.ts';
import { putSignatureOnce, signatureKey } from '../../../functions/core/signatures/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { anyTrail } from '../../support/records.ts';
import { signatureOf, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures: signatures } = await freshTables();
const now = Date.parse('2096-06-01T12:00:00Z');
const campaign = campaignOf({ showNames: true });

async function newKey(): Promise<GroupKey> {
  const privateKey = await generateX25519Identity();
  return { privateKey, recipient: await identityToRecipient(privateKey) };
}
const key = await newKey();
const later = await newKey();

async function sign(who: string, { recipient }: GroupKey, more: object = {}, slug = campaign.slug): Promise<void> {
  const person = { name: `=${who}`, email: `${who}@example.org`, updates: true };
  const sealedIdentity = await sealIdentity(person, [recipient]);
  // In two partitions, so that an export has two pages at least.
  const signature = signatureOf(slug, signerOf(slug, who, who === 'ada' ? 1 : 2), now, {
    locale: 'az',
    sealedIdentity,
    ...more,
  });
  await putSignatureOnce(signatures, signature);
}

await sign('ada', key, { publicName: 'Ada' });
await sign('nergiz', key);

it('opens reasons that were written later, also without those that are sealed to other keys, and names that are shown', async () => {
  const own = campaignOf({ slug: 'reasons', showNames: true });
  const put = async (who: string, to: GroupKey, publicName?: string) => {
    const identity = {
      name: publicName ? undefined : who,
      email: `${who}@example.org`,
      updates: false,
      comment: 'Then.',
    };
    const signature = signatureOf(own.slug, signerOf(own.slug, who, 1), now, {
      ...{ publicName, sealedIdentity: await sealIdentity(identity, [key.recipient]) },
      sealedReason: await sealReason(`${who}’s reason. `.repeat(20), [to.recipient]),
    });
    await putSignatureOnce(signatures, signature);
  };
  await put('leyla', key);
  await put('rza', later);
  await put('sevinj', key, 'Sevinj');
  const input = { campaign: own, all: false, from: 'a test', progress: () => undefined };
  const few = withFewPartitions(signatures, own.slug, 1);
  await exportSignatures(
    { signatures: few, folder, audit: anyTrail(), clock: () => now, nameDecision: () => undefined },
    operator,
    input,
  );
  await openExport({ folder, table }, operator, { keys: [key], progress: () => undefined });
  const rows = (files.get('signatures.csv') ?? '').split('\r\n').sort();
  expect(rows.find((row) => row.startsWith('leyla,'))).toContain(`leyla@example.org,"leyla’s reason. leyla’s`);
  expect(rows.find((row) => row.startsWith('rza,'))).toContain('rza@example.org,Then.,');
  expect(rows.find((row) => row.startsWith('Sevinj,'))).toContain('sevinj@example.org,"sevinj’s reason.');
});

/** A folder in memory. */
let files: Map<string, string>;
const folder: NewFolder & SealedFolder = {
  append: (file, text) => void files.set(file, (files.get(file) ?? '') + text),
  discard: () => files.clear(),
  manifest: async () => files.get('manifest.json'),
  async *sealed() {
    // In pieces that end anywhere, as a file system gives them.
    for (const piece of files.get('sealed.txt')?.match(/.{1,100}/gs) ?? []) yield Buffer.from(piece);
  },
};
beforeEach(() => {
  files = new Map();
});

/** A table in memory. */
const table: NewTable = {
  append: (rows) => folder.append('signatures.csv', rows),
  discard: () => void files.delete('signatures.csv'),
};
const rows = () => files.get('signatures.csv')?.split('\r\n').sort();

/** Organisers have approved the name of ada. */
const nameDecision = (signer: string) => (signer === signerOf(campaign.slug, 'ada', 1) ? 'approved' : 'waiting');

type Progress = (done: number, signatures?: number) => void;
const nothing: Progress = () => undefined;
const doExport = (progress = nothing, slug = campaign.slug) =>
  exportSignatures(
    {
      signatures: withFewPartitions(signatures, slug, 1, 2),
      folder,
      audit: anyTrail(),
      clock: () => now,
      nameDecision,
    },
    operator,
    {
      ...{ campaign: { ...campaign, slug }, all: false, from: 'a test', progress },
    },
  );
const open = (keys: readonly GroupKey[], progress = nothing) =>
  openExport({ folder, table }, operator, { keys, progress });

it('writes a folder with a manifest, and opens it with the group’s key', async () => {
  const manifest = await doExport();
  expect(manifest).toEqual({
    ...{ format: 1, campaign: 'free-them', title: 'Free them', from: 'a test', exportedAt: '2096-06-01T12:00:00.000Z' },
    ...{ signatures: 2, erased: 0, sha256: createHash('sha256').update(files.get('sealed.txt')!).digest('hex') },
  });
  expect([...files.keys()].sort()).toEqual(['README.txt', 'manifest.json', 'sealed.txt']);
  expect(files.get('README.txt')).toContain('2 signatures, each on a line of sealed.txt.');
  expect(await checkedManifest(folder)).toEqual(manifest);
  expect(await open([key])).toEqual({ opened: 2, erased: 0, 'not opened': 0 });
  expect(rows()).toEqual([
    '',
    `"'=ada",ada@example.org,,yes,Ada,yes,approved,AZ,Azerbaijan,az,,,other,2096-06-01T12:00:00.000Z,counted,,opened`,
    `"'=nergiz",nergiz@example.org,,yes,,,,AZ,Azerbaijan,az,,,other,2096-06-01T12:00:00.000Z,counted,,opened`,
    '\ufeffname,email,comment,wants updates,name to show,shown,decision on the name,country,country name,language,read in,version read,source,confirmed,status,signals,identity',
  ]);
});

it('leaves nothing behind if exporting or opening is stopped', async () => {
  const stop: Progress = (done) => {
    if (done > 0) throw new Error('Stopped');
  };
  await expect(doExport(stop)).rejects.toThrow('Stopped');
  expect(files.size).toBe(0);
  await doExport();
  await expect(open([key], stop)).rejects.toThrow('Stopped');
  expect(rows()).toBeUndefined();
});

it('reports how many signatures were opened, erased, or sealed to another key', async () => {
  const slug = 'two-keys';
  await sign('ada', key, {}, slug);
  for (const who of ['ben', 'cem']) await sign(who, later, {}, slug);
  await sign('erased', key, {}, slug);
  const Key = signatureKey(slug, signerOf(slug, 'erased', 2));
  const erasing = { TableName: signatures.table, Key, UpdateExpression: 'REMOVE sealedIdentity' };
  await signatures.client.send(new UpdateItemCommand(erasing));
  await doExport(nothing, slug);
  const progress: unknown[] = [];
  const sums = await open([key], (done, all) => progress.push([done, all]));
  expect(sums).toEqual({ opened: 1, erased: 1, 'not opened': 2 });
  expect(progress).toEqual([[4, 4]]);
  expect(rows()?.map((row) => row.slice(row.lastIndexOf(',') + 1))).toEqual(
    expect.arrayContaining(['opened', 'erased', 'not opened', 'not opened']),
  );
  files.delete('signatures.csv');
  expect(await open([key, later])).toEqual({ opened: 3, erased: 1, 'not opened': 0 });
});

it('refuses keys that open nothing, and leaves no table', async () => {
  await doExport();
  const nothingOpened = expect.objectContaining({ name: NothingOpened.name, sealed: 2 });
  await expect(open([later])).rejects.toThrow(nothingOpened);
  expect(rows()).toBeUndefined();
});

it('opens an export without signatures into an empty table', async () => {
  await doExport(nothing, 'unsigned');
  expect(await open([key])).toEqual({ opened: 0, erased: 0, 'not opened': 0 });
  expect(rows()).toHaveLength(2);
});

it.each([
  ['no-manifest', () => files.delete('manifest.json')],
  ['odd-manifest', () => files.set('manifest.json', '{"format":2}')],
  ['odd-manifest', () => files.set('manifest.json', 'cut o')],
  ['sealed-changed', () => folder.append('sealed.txt', '\n')],
  ['sealed-changed', () => files.delete('sealed.txt')],
])('opens no folder that is not a complete and unchanged export: %s', async (fault, change) => {
  await doExport();
  change();
  await expect(open([key])).rejects.toThrow(expect.objectContaining({ name: ExportBroken.name, fault }));
  expect(rows()).toBeUndefined();
});
