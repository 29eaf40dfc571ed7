import type { PutItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { Decrypter } from 'age-encryption';
import { expect, it } from 'vitest';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { attemptOf, open, organiserKey, postForm, postJson, SIGN, startSign } from '../support/sign.ts';

const { app, db, mail, logged } = await startSign();
const { t, fault } = translatorOf('en');

const tokenFor = async (email: string, more: object = {}) => {
  await postJson(app, SIGN, attemptOf(email, more));
  return (await mail()).confirmToken;
};
const stored = async () => (await db.Signatures.client.send(new ScanCommand({ TableName: db.Signatures.table }))).Items;
const lastStored = async (before: number) => {
  const items = (await stored()) ?? [];
  expect(items).toHaveLength(before + 1);
  return items;
};
async function opened(sealed: Uint8Array | undefined): Promise<unknown> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(organiserKey);
  return JSON.parse(await decrypter.decrypt(sealed!, 'text'));
}

it('asks for the reason beside the button that confirms, and says who will read it', async () => {
  const sealed = await (await open(app, `/confirm?token=${await tokenFor('asks@example.org')}`)).text();
  expect(sealed).toMatch(/<textarea[^>]*name="comment"/);
  expect(sealed).toContain(t('sign.comment.hint'));
  const shown = await (
    await open(app, `/confirm?token=${await tokenFor('asks-shown@example.org', { publicName: true })}`)
  ).text();
  expect(shown).toContain(t('sign.comment.hint-beside-name'));
});

it('seals a reason when it is written, so that only the organiser’s key opens it', async () => {
  const token = await tokenFor('seals@example.org', { country: 'NZ' });
  const answer = await postForm(app, '/confirm', { token, comment: 'For my\r\nbrother. ' });
  expect(answer.status).toBe(200);
  const item = (await lastStored(0))[0];
  expect(JSON.stringify(item)).not.toContain('brother');
  expect(item?.publicReason).toBeUndefined();
  expect(await opened(item?.sealedReason?.B)).toEqual({ comment: 'For my\nbrother.' });
  expect(await opened(item?.sealedIdentity?.B)).not.toHaveProperty('comment');
  expect(JSON.stringify(logged)).not.toContain('brother');
});

it('keeps a reason beside the name that is shown, and takes it from a program, too', async () => {
  const token = await tokenFor('shows@example.org', { country: 'FJ', publicName: true });
  const answer = await postJson(app, '/api/confirmations', { token, comment: 'Because.' });
  expect([answer.status, await answer.json()]).toEqual([201, { status: 'counted' }]);
  const item = (await stored())?.find(({ country }) => country?.S === 'FJ');
  expect([item?.publicName?.S, item?.publicReason?.S, item?.sealedReason]).toEqual([
    'Ada Lovelace',
    'Because.',
    undefined,
  ]);
});

it('keeps the reason that a program sent with the attempt, if none is written later', async () => {
  const token = await tokenFor('keeps@example.org', { country: 'PE', publicName: true, comment: 'First.' });
  expect((await postForm(app, '/confirm', { token, comment: '' })).status).toBe(200);
  const item = (await stored())?.find(({ country }) => country?.S === 'PE');
  expect(item?.publicReason?.S).toBe('First.');
});

it.each([
  ['too-long', 'x'.repeat(501)],
  ['address-in-text', 'See https://example.org'],
  ['control-characters', 'a\u202eb'],
] as const)('gives a reason back with its fault, %s, and its button, and counts nothing yet', async (kind, comment) => {
  const token = await tokenFor(`${kind}@example.org`);
  const before = (await stored())?.length ?? 0;
  const answer = await postForm(app, '/confirm', { token, comment });
  const html = await answer.text();
  expect(answer.status).toBe(400);
  expect(html).toContain(`id="field-comment-error">${fault('comment', kind)}`);
  expect(html).toContain(`name="token" value="${token}"`);
  expect(html).toContain(`>${comment}</textarea>`);
  const problem = await postJson(app, '/api/confirmations', { token, comment });
  expect(problem.status).toBe(400);
  expect(await problem.json()).toMatchObject({ errors: [{ field: 'comment', message: fault('comment', kind) }] });
  expect(await stored()).toHaveLength(before);
  expect((await postForm(app, '/confirm', { token, comment: 'Because.' })).status).toBe(200);
});

it('costs nothing more for a signer who writes no reason', async () => {
  const unitsOf = async (comment: string) => {
    const token = await tokenFor(`units-${comment.length}@example.org`);
    const units: unknown[] = [];
    db.Signatures.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity } = answer.output as PutItemCommandOutput;
        if ('Item' in args.input) units.push(ConsumedCapacity?.CapacityUnits);
        return answer;
      },
      { step: 'initialize', name: 'units' },
    );
    await postJson(app, '/api/confirmations', { token, comment });
    db.Signatures.client.middlewareStack.remove('units');
    return units;
  };
  expect(await unitsOf('')).toEqual([1]);
  expect(await unitsOf('Because of my friends.')).toEqual([2]);
});
