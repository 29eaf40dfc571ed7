import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { attemptOf, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, mail, mails } = await startSign();

async function signatures() {
  const { Items } = await db.Signatures.client.send(new ScanCommand({ TableName: db.Signatures.table }));
  return Items ?? [];
}

it('counts one attempt once, however many confirm it at the same moment', async () => {
  await postJson(app, SIGN, attemptOf('one@example.org'));
  const { confirmToken: token } = await mail();
  const answers = await Promise.all(Array.from({ length: 50 }, () => postJson(app, '/api/confirmations', { token })));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201]);
  expect(await signatures()).toHaveLength(1);
});

it('counts 200 signers who confirm at the same moment, each once', async () => {
  const before = (await signatures()).length;
  for (let i = 0; i < 200; i++)
    expect((await postJson(app, SIGN, attemptOf(`many-${i}@example.org`))).status).toBe(202);
  const mailed = (await mails()).flatMap((one) => (one.kind === 'confirmation' ? [[one.to, one.confirmToken]] : []));
  // A queue may deliver a message twice.
  const links = [...new Map(mailed as [string, string][]).values()];
  const answers = await Promise.all(links.map((token) => postJson(app, '/api/confirmations', { token })));
  expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(201));
  expect(await signatures()).toHaveLength(before + 200);
});
