import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { operator } from '../../../functions/core/access/actor.ts';
import { exportSignatures } from '../../../functions/core/handover/export.ts';
import { openExport } from '../../../functions/core/handover/open-export.ts';
import { sealIdentity } from '../../../functions/core/keys/seal.ts';
import { leaveNews, putSignatureOnce, withdrawSignature } from '../../../functions/core/signatures/store.ts';
import { campaignOf } from '../../support/campaign.ts';
import { withFewPartitions } from '../../support/few-partitions.ts';
import { anyTrail } from '../../support/records.ts';
import { orderKey, signatureOf, signerOf } from '../../support/signature.ts';
import { freshTables } from '../../support/tables.ts';

const { Signatures } = await freshTables();
const now = Date.parse('2096-06-01T12:00:00Z');
const campaign = campaignOf({ news: true });
const signatures = withFewPartitions(Signatures, campaign.slug, 1);
const privateKey = await generateX25519Identity();
const recipient = await identityToRecipient(privateKey);

async function sign(who: string, updates: boolean) {
  const identity = { name: who, email: `${who}@example.org`, updates };
  const sealedIdentity = await sealIdentity(identity, [recipient]);
  const signer = signerOf(campaign.slug, who, 1);
  await putSignatureOnce(signatures, signatureOf(campaign.slug, signer, now, { locale: 'az', sealedIdentity }));
  return { campaign: campaign.slug, signer };
}

/** Exports, opens with the key of the group, and gives the folder's files. */
async function exported(news: boolean): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const append = (file: string, text: string) => void files.set(file, (files.get(file) ?? '') + text);
  const folder = {
    append,
    discard: () => files.clear(),
    manifest: async () => files.get('manifest.json'),
    async *sealed() {
      yield Buffer.from(files.get('sealed.txt') ?? '');
    },
  };
  const input = { campaign, all: false, news, from: 'a test', progress: () => undefined };
  await exportSignatures(
    { signatures, folder, audit: anyTrail(), clock: () => now, nameDecision: () => undefined },
    operator,
    input,
  );
  const table = { append: (rows: string) => append('table.csv', rows), discard: () => undefined };
  await openExport({ folder, table }, operator, { keys: [{ privateKey, recipient }], progress: () => undefined });
  return files;
}

it('opens for the news to those alone who asked, and have neither left nor withdrawn since', async () => {
  await sign('asked', true);
  await sign('silent', false);
  await leaveNews(signatures, await sign('left', true));
  await withdrawSignature(signatures, { ...(await sign('withdrawn', true)), linkId: undefined, now, orderKey });
  const news = await exported(true);
  expect(news.get('table.csv')).toBe('\ufeffname,email,language\r\nasked,asked@example.org,az\r\n');
  // Who asked is sealed, so the folder also has those who did not. Its text says whom to write to.
  expect(JSON.parse(news.get('manifest.json')!)).toMatchObject({ signatures: 2, news: true });
  expect(news.get('README.txt')).toContain('"updates": true');
});

it('says in the usual table that a signer who left wants no news', async () => {
  const all = await exported(false);
  // A spreadsheet knows by its first bytes that a table is UTF-8.
  expect(all.get('table.csv')).toMatch(/^\ufeffname,email,/);
  const wants = (all.get('table.csv') ?? '').split('\r\n').map((row) => row.split(',').slice(0, 4));
  expect(wants).toContainEqual(['asked', 'asked@example.org', '', 'yes']);
  expect(wants).toContainEqual(['left', 'left@example.org', '', 'no']);
  expect(JSON.parse(all.get('manifest.json')!)).not.toHaveProperty('news');
});
