import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { openConfirmation } from '../../functions/core/signatures/links.ts';
import { signatureKey } from '../../functions/core/signatures/store.ts';
import { createSignApp } from '../../functions/sign/app.ts';
import { attemptOf, campaign, postJson, SIGN, startSign } from '../support/sign.ts';

const service = await startSign();
const { app, db, deps, mail, time } = service;

async function newKey() {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
const [old, younger, third, group] = await Promise.all([newKey(), newKey(), newKey(), newKey()]);

async function mailed(email: string, to = app, path = SIGN) {
  expect((await postJson(to, path, attemptOf(email))).status).toBe(202);
  return mail();
}

/** Confirms by a mailed link. @returns the sealed identity, as it lies in the table. */
async function stored(email: string, { confirmToken: token }: { confirmToken: string }): Promise<Uint8Array> {
  expect((await postJson(app, '/api/confirmations', { token })).status, email).toBe(201);
  const { campaign: slug, signer } = await openConfirmation((await deps.keys()).token, token, time.now);
  const { Item } = await db.Signatures.client.send(
    new GetItemCommand({ TableName: db.Signatures.table, Key: signatureKey(slug, signer) }),
  );
  return Item?.sealedIdentity?.B ?? new Uint8Array();
}

/** Which of the keys open it. */
async function openers(sealed: Uint8Array): Promise<string[]> {
  const opens = async (identity: string): Promise<boolean> => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return decrypter.decrypt(sealed).then(
      () => true,
      () => false,
    );
  };
  const all = Object.entries({ old, younger, third, group });
  const open = await Promise.all(all.map(async ([name, { identity }]) => ((await opens(identity)) ? [name] : [])));
  return open.flat();
}

it('seals to a campaign’s new recipients from the change on, and leaves earlier links sealed to the old ones', async () => {
  await putCampaign(db.Campaigns, campaign({ recipients: [old.recipient] }));
  const before = await mailed('before@example.org');
  await putCampaign(db.Campaigns, campaign({ recipients: [younger.recipient, third.recipient] }));
  const after = await mailed('after@example.org');
  expect(await openers(await stored('after', after))).toEqual(['younger', 'third']);
  expect(await openers(await stored('before', before))).toEqual(['old']);
});

it('seals to the group’s recipients if a campaign names none, and to new ones once they are deployed', async () => {
  await putCampaign(db.Campaigns, campaign({ slug: 'of-the-group', recipients: [] }));
  const path = '/api/campaigns/of-the-group/signatures';
  const before = await mailed('group@example.org', createSignApp({ ...deps, publicKeys: [group.recipient] }), path);
  const rotated = createSignApp({ ...deps, publicKeys: [group.recipient, third.recipient] });
  const after = await mailed('group-2@example.org', rotated, path);
  expect(await openers(await stored('before', before))).toEqual(['group']);
  expect(await openers(await stored('after', after))).toEqual(['third', 'group']);
});

it('seals to no key of a campaign that was not deployed, and logs it', async () => {
  await putCampaign(db.Campaigns, campaign({ slug: 'tampered', recipients: [old.recipient, third.recipient] }));
  const path = '/api/campaigns/tampered/signatures';
  const logged: unknown[] = [];
  const log = { ...deps.log, error: (event: string, fields: unknown) => void logged.push([event, fields]) };
  const trusting = (campaignPublicKeys: readonly string[]) =>
    createSignApp({ ...deps, log, publicKeys: [old.recipient], campaignPublicKeys });
  expect((await postJson(trusting([]), path, attemptOf('tampered@example.org'))).status).toBe(409);
  expect(await service.mails()).toEqual([]);
  expect(logged).toEqual([['no-trusted-recipient', { campaign: 'tampered' }]]);
  const link = await mailed('tampered@example.org', trusting([third.recipient]), path);
  expect(await openers(await stored('tampered', link))).toEqual(['old', 'third']);
});

it('accepts no signature that nobody could open', async () => {
  const response = await postJson(app, '/api/campaigns/keyless/signatures', attemptOf('nobody@example.org'));
  expect(response.status).toBe(409);
  expect(await service.mails()).toEqual([]);
});
