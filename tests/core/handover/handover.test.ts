import { createHash } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeEach, expect, it, vi } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { exportSignatures, type NewFolder } from '../../../functions/core/handover/export.ts';
import { checkedManifest, ExportBroken, type SealedFolder } from '../../../functions/core/handover/folder.ts';
import type { GroupKey } from '../../../functions/core/handover/group-key.ts';
import { type OpenedSignature, openSignatures } from '../../../functions/core/handover/opening.ts';
import { headerRow, signatureRow } from '../../../functions/core/handover/rows.ts';
import { sealIdentity } from '../../../functions/core/keys/seal.ts';
import { putSignatureOnce } from '../../../functions/core/signatures/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { signatureOf, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

// Each export is 256 reads, which take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { Signatures: signatures } = await freshTables();
const now = Date.parse('2096-06-01T12:00:00Z');
const campaign = campaignOf({ showNames: true });
const identity = await generateX25519Identity();
const key = { identity, recipient: await identityToRecipient(identity) };

for (const [who, publicName] of [
  ['ada', 'Ada'],
  ['nergiz', undefined],
] as const) {
  const person = { name: `=${who}`, email: `${who}@example.org`, updates: true };
  const sealedIdentity = await sealIdentity(person, [key.recipient]);
  const more = { locale: 'az', publicName, sealedIdentity };
  await putSignatureOnce(signatures, signatureOf(campaign.slug, signerOf(campaign.slug, who), now, more));
}

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

const doExport = (progress: (signatures: number) => void = () => undefined) =>
  exportSignatures({ signatures, folder, clock: () => now }, operator, {
    ...{ campaign, all: false, from: 'a test', progress },
  });

async function openAll(keys: readonly GroupKey[]): Promise<OpenedSignature[]> {
  const opened: OpenedSignature[] = [];
  for await (const some of openSignatures({ folder }, operator, keys)) opened.push(...some);
  return opened;
}

it('writes a folder that says what it holds, and is opened by the group’s key', async () => {
  const manifest = await doExport();
  expect(manifest).toEqual({
    ...{ format: 1, campaign: 'free-them', title: 'Free them', from: 'a test', exportedAt: '2096-06-01T12:00:00.000Z' },
    ...{ signatures: 2, erased: 0, sha256: createHash('sha256').update(files.get('sealed.txt')!).digest('hex') },
  });
  expect([...files.keys()].sort()).toEqual(['README.txt', 'manifest.json', 'sealed.txt']);
  expect(files.get('README.txt')).toContain('2 signatures, each on a line of sealed.txt.');
  expect(await checkedManifest(folder)).toEqual(manifest);
  const opened = await openAll([key]);
  expect(opened.map(({ state }) => state)).toEqual(['opened', 'opened']);
  expect([headerRow, ...opened.map(signatureRow).sort()]).toEqual([
    'name,email,comment,wants updates,name to show,shown,country,language,source,confirmed,status,signals,identity\r\n',
    `"'=ada",ada@example.org,,yes,Ada,yes,AZ,az,other,2096-06-01T12:00:00.000Z,counted,,opened\r\n`,
    `"'=nergiz",nergiz@example.org,,yes,,,AZ,az,other,2096-06-01T12:00:00.000Z,counted,,opened\r\n`,
  ]);
});

it('leaves nothing behind if it is stopped', async () => {
  const stop = (written: number) => {
    if (written > 0) throw new Error('Stopped');
  };
  await expect(doExport(stop)).rejects.toThrow('Stopped');
  expect(files.size).toBe(0);
});

it('says of each signature that another key sealed it', async () => {
  await doExport();
  const other = await generateX25519Identity();
  const keys = [{ identity: other, recipient: await identityToRecipient(other) }];
  const opened = await openAll(keys);
  expect(opened.map(({ state, identity: who }) => [state, who])).toEqual([
    ['not opened', undefined],
    ['not opened', undefined],
  ]);
});

it.each([
  ['no-manifest', () => files.delete('manifest.json')],
  ['odd-manifest', () => files.set('manifest.json', '{"format":2}')],
  ['odd-manifest', () => files.set('manifest.json', 'cut o')],
  ['sealed-changed', () => folder.append('sealed.txt', '\n')],
  ['sealed-changed', () => files.delete('sealed.txt')],
])('takes no folder for an export that is one no longer: %s', async (fault, change) => {
  await doExport();
  change();
  await expect(checkedManifest(folder)).rejects.toThrow(expect.objectContaining({ name: ExportBroken.name, fault }));
});
