import { createHash, createHmac } from 'node:crypto';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, it, vi } from 'vitest';
import { Sha256 } from '../../../functions/core/aws/sha256.ts';

const text = 'what is signed';
const bytes = new TextEncoder().encode(text);
/** The same bytes, in a larger buffer. */
const within = new TextEncoder().encode(`before ${text} after`).subarray(7, 7 + bytes.length);
const forms = [text, bytes, within, bytes.buffer];

async function digestOf(hash: Sha256, data: string | ArrayBuffer | ArrayBufferView): Promise<string> {
  hash.update(data);
  return Buffer.from(await hash.digest()).toString('hex');
}

it('is SHA-256 of text and bytes, and can begin again', async () => {
  const expected = createHash('sha256').update(text).digest('hex');
  for (const form of forms) expect(await digestOf(new Sha256(), form)).toBe(expected);
  const hash = new Sha256();
  hash.update('something else');
  hash.reset();
  expect(await digestOf(hash, text)).toBe(expected);
});

it('is HMAC-SHA-256 where there is a secret, as text or bytes', async () => {
  const expected = createHmac('sha256', text).update('message').digest('hex');
  for (const secret of forms) expect(await digestOf(new Sha256(secret), 'message')).toBe(expected);
  const hash = new Sha256(within);
  hash.update('something else');
  hash.reset();
  expect(await digestOf(hash, 'message')).toBe(expected);
});

afterEach(() => void vi.useRealTimers());

type Step = (args: { request: { headers: Record<string, string> } }) => Promise<unknown>;
interface Steps {
  addRelativeTo(step: (next: Step) => Step, place: { relation: 'before' | 'after'; toMiddleware: string }): void;
}

/** How a client signs a request that is always the same. */
async function signatureOf(settings: { sha256?: typeof Sha256 }): Promise<string | undefined> {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' };
  const client = new DynamoDBClient({ region: 'eu-central-1', credentials, maxAttempts: 1, ...settings });
  let signature: string | undefined;
  const steps = client.middlewareStack as unknown as Steps;
  const numbered = (next: Step) => (args: Parameters<Step>[0]) => {
    args.request.headers['amz-sdk-invocation-id'] = 'always the same';
    return next(args);
  };
  const kept = () => async (args: Parameters<Step>[0]) => {
    signature = args.request.headers.authorization;
    throw new Error('Not sent');
  };
  steps.addRelativeTo(numbered, { relation: 'before', toMiddleware: 'httpSigningMiddleware' });
  steps.addRelativeTo(kept, { relation: 'after', toMiddleware: 'httpSigningMiddleware' });
  await expect(client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'é' } } }))).rejects.toThrow(
    'Not sent',
  );
  return signature;
}

it('signs a request as the SDK itself does', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T12:00:00Z') });
  const signature = await signatureOf({ sha256: Sha256 });
  expect(signature).toMatch(/^AWS4-HMAC-SHA256 Credential=id.*Signature=[0-9a-f]{64}$/);
  expect(signature).toBe(await signatureOf({}));
});
