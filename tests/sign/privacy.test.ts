import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { MAILS_PER_HOUR } from '../../functions/core/limits/address.ts';
import { attemptOf, placeOf, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, logged, mail, mails, messages } = await startSign();

/** What pads an answer is random, but not its length. */
const withoutPadding = (body: string) => ({ body: body.trimEnd(), length: body.length });

const everything = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].map(([name, value]) => [name, placeOf(value)]),
  ...withoutPadding(await response.text()),
});

it('answers the same whether an address is new, has signed, has withdrawn, or has had its mails for the hour', async () => {
  const email = 'oracle@example.org';
  const answers = [await everything(await postJson(app, SIGN, attemptOf(email)))];
  const first = await mail();
  await postJson(app, '/api/confirmations', { token: first.confirmToken });
  answers.push(await everything(await postJson(app, SIGN, attemptOf(email))));
  await postJson(app, '/api/withdrawals', { token: first.withdrawToken });
  answers.push(await everything(await postJson(app, SIGN, attemptOf(email))));
  for (let i = 0; i < MAILS_PER_HOUR; i++) answers.push(await everything(await postJson(app, SIGN, attemptOf(email))));
  expect((await mails()).map(({ isDecoy }) => isDecoy).sort()).toEqual([false, false, true, true, true]);
  for (const answer of answers) expect(answer).toEqual(answers[0]);

  const forms = [];
  for (const address of [email, 'oracle-new@example.org']) {
    forms.push(await everything(await postForm(app, SIGN, attemptOf(address))));
  }
  expect(forms[1]).toEqual(forms[0]);
  await mails();
});

it('asks nothing of the table of signatures when somebody wants to sign', async () => {
  const asked: string[] = [];
  db.Signatures.client.middlewareStack.add(
    (next) => (args) => {
      asked.push((args.input as { TableName: string }).TableName);
      return next(args);
    },
    { step: 'initialize', name: 'asked' },
  );
  await postJson(app, SIGN, attemptOf('reads@example.org'));
  db.Signatures.client.middlewareStack.remove('asked');
  // The head of the campaign, and the group.
  expect(asked).toEqual([db.Campaigns.table, db.Campaigns.table, db.Limits.table]);
  await mails();
});

it('leaves nothing of a signer to read in the queue, in a table, or in the log', async () => {
  const told = {
    name: 'Zebulon',
    email: 'Zebulon.Quillfeather@example.org',
    comment: 'xylophone',
    source: 'newsletter',
  };
  await postJson(app, SIGN, attemptOf('', told));
  await postForm(app, SIGN, { ...attemptOf('', told), country: 'XX' });
  await postJson(app, SIGN, attemptOf('', { ...told, email: 'Zebulon' }));
  const waiting = await messages();
  expect(waiting).toHaveLength(1);
  const { confirmToken } = await (async () => {
    await postJson(app, SIGN, attemptOf('', told));
    return mail();
  })();
  await postJson(app, '/api/confirmations', { token: confirmToken });
  const tables = await Promise.all(
    Object.values(db).map(({ client, table }) => client.send(new ScanCommand({ TableName: table }))),
  );
  const items = tables.flatMap(({ Items }) => Items ?? []);
  const readable = JSON.stringify([waiting, items, logged], (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  expect(readable).not.toMatch(/zebulon|quillfeather|xylophone/i);
  expect(logged).toEqual([]);
});
