import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Decrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { physicalTableName } from '../../functions/core/aws/tables.ts';
import { SAMPLE_SLUG } from '../../infra/emulated/emulated.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { mailboxOf } from '../journeys/mailbox.ts';
import { client, deployed } from './account.ts';
import { approveNames, drawShownNames, namesOf } from './names.ts';
import { ask, call, confirmLinkToken, newSigner, total, withdrawLinkToken } from './signer.ts';

describe('the deployed stack', () => {
  it('mails, counts once by way of the stream, and takes back', async () => {
    const before = await total();
    const signer = newSigner();
    expect(await ask(signer)).toEqual({ status: 202, body: { status: 'confirmation-sent' } });
    const mail = await mailboxOf(signer.email).next();
    const confirm = () => call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });
    expect(await confirm()).toEqual({ status: 201, body: { status: 'counted' } });
    expect(await confirm()).toEqual({ status: 200, body: { status: 'already-counted' } });
    await expect.poll(total).toBe(before + 1);

    const withdraw = () => call('POST', '/api/withdrawals', { token: withdrawLinkToken(mail) });
    expect(await withdraw()).toEqual({ status: 200, body: { status: 'withdrawn' } });
    expect(await withdraw()).toEqual({ status: 200, body: { status: 'withdrawn' } });
    await expect.poll(total).toBe(before);
    expect((await confirm()).status).toBe(410);
    expect(await total()).toBe(before);
  });

  it('shows the name of a signer who wants that after an organiser has approved it, until they withdraw', async () => {
    const signer = newSigner();
    const page = async () => (await fetch(`${deployed().siteUrl}/campaigns/${SAMPLE_SLUG}`)).text();
    await ask({ ...signer, publicName: true });
    const mail = await mailboxOf(signer.email).next();
    await call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });
    const waiting = async () => (await namesOf(SAMPLE_SLUG)).filter(({ name }) => name === signer.name);
    await expect.poll(waiting).toMatchObject([{ state: 'waiting' }]);
    expect(await drawShownNames(SAMPLE_SLUG)).toBe(true);
    expect(await page()).not.toContain(signer.name);
    await approveNames(SAMPLE_SLUG);
    expect(await drawShownNames(SAMPLE_SLUG)).toBe(true);
    await expect.poll(page).toContain(signer.name);
    await call('POST', '/api/withdrawals', { token: withdrawLinkToken(mail) });
    await expect.poll(page).not.toContain(signer.name);
  });

  it('keeps only data of a signer that the group opens with its key', async () => {
    const signer = newSigner();
    await ask(signer);
    const mail = await mailboxOf(signer.email).next();
    await call('POST', '/api/confirmations', { token: confirmLinkToken(mail) });

    const items = await signatureItems();
    const opened = await Promise.all(items.map(({ sealedIdentity }) => open(sealedIdentity?.B)));
    expect(opened).toContainEqual(expect.objectContaining({ name: signer.name, email: signer.email }));
    const stored = JSON.stringify(items.map(({ sealedIdentity: _, ...rest }) => rest));
    expect(stored).not.toContain(signer.email);
    expect(stored).not.toContain(signer.name);
    await call('POST', '/api/withdrawals', { token: withdrawLinkToken(mail) });
  });

  it('hands every method of a path to the function that knows it', async () => {
    const wrong = await fetch(`${deployed().siteUrl}/api/confirmations`);
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST');
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(`${deployed().siteUrl}/no-such-page`)).status).toBe(404);
  });

  it('carries the styles and scripts of its pages, for sign and for site', async () => {
    for (const page of ['/', '/confirm?token=none']) {
      const answer = await fetch(`${deployed().siteUrl}${page}`, { headers: { accept: 'text/html' } });
      const text = await answer.text();
      expect(text).toMatch(/<style>[^<]{5000}/);
      const files = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, file]) => file);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files)
        expect((await fetch(`${deployed().siteUrl}${file}`)).status, `${page} ${file}`).toBe(200);
    }
  });
});

async function signatureItems() {
  const dynamoDb = new DynamoDBClient(client());
  const { Items } = await dynamoDb.send(new ScanCommand({ TableName: physicalTableName(STAGE, 'Signatures') }));
  return Items ?? [];
}

/** A withdrawn signature holds no identity. */
async function open(sealed: Uint8Array | undefined): Promise<unknown> {
  if (!sealed) return undefined;
  const decrypter = new Decrypter();
  decrypter.addIdentity(deployed().groupKey);
  return JSON.parse(await decrypter.decrypt(sealed, 'text'));
}
