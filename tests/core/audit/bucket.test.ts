import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { bucketOfRecords, recordsBucketName } from '../../../functions/core/audit/bucket.ts';

/** tests/deploy/records.test.ts asks an emulated S3. This one answers what that never does. */
async function answering(answer: (request: IncomingMessage, n: number) => { status: number; body?: string }) {
  const seen: { method: string | undefined; url: string | undefined; ifNoneMatch: string | undefined }[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, ifNoneMatch: request.headers['if-none-match'] });
      const { status, body = '' } = answer(request, seen.length);
      response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'test');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  const records = bucketOfRecords(async () => 'bucket');
  onTestFinished(() => records.close?.());
  return { records, seen };
}
afterEach(() => vi.unstubAllEnvs());

const fault = (Code: string, status: number) => ({ status, body: `<Error><Code>${Code}</Code></Error>` });
const KEY = 'audit/000/000/001.json';
const bytes = new TextEncoder().encode('{}');

it('asks S3 to write nothing over a record, and says whether it was the first', async () => {
  const { records, seen } = await answering((_, n) => (n === 1 ? { status: 200 } : fault('PreconditionFailed', 412)));
  expect([await records.putOnce(KEY, bytes), await records.putOnce(KEY, bytes)]).toEqual([true, false]);
  expect(seen).toHaveLength(2);
  for (const { method, url, ifNoneMatch } of seen)
    expect([method, url?.split('?')[0], ifNoneMatch]).toEqual(['PUT', `/bucket/${KEY}`, '*']);
});

it('tries again while somebody else is writing the same key', async () => {
  const { records } = await answering((_, n) => (n < 4 ? fault('ConditionalRequestConflict', 409) : { status: 200 }));
  expect(await records.putOnce(KEY, bytes)).toBe(true);
});

it('gives up on a key that stays in use', async () => {
  const { records, seen } = await answering(() => fault('ConditionalRequestConflict', 409));
  await expect(records.putOnce(KEY, bytes)).rejects.toMatchObject({ name: 'ConditionalRequestConflict' });
  expect(seen.length).toBe(10);
});

it('finds no record only where S3 says so: a refusal is a fault', async () => {
  const { records } = await answering((_, n) => (n === 1 ? fault('NoSuchKey', 404) : fault('AccessDenied', 403)));
  expect(await records.get(KEY)).toBeUndefined();
  await expect(records.get(KEY)).rejects.toMatchObject({ name: 'AccessDenied' });
});

it('asks for one page of names of a folder', async () => {
  const page = `<ListBucketResult><CommonPrefixes><Prefix>audit/000/</Prefix></CommonPrefixes>
    <Contents><Key>audit/other.json</Key></Contents></ListBucketResult>`;
  const { records, seen } = await answering(() => ({ status: 200, body: page }));
  expect(await records.list('audit/')).toEqual(['000', 'other.json']);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.url).toContain('prefix=audit%2F');
  expect(seen[0]?.url).toContain('delimiter=%2F');
});

it('names a bucket that no other account can have, and S3 allows', () => {
  const name = recordsBucketName({ stage: 'a'.repeat(16), account: '123456789012', region: 'ap-southeast-1' });
  expect(name).toBe(`amparo-${'a'.repeat(16)}-records-123456789012-ap-southeast-1`);
  expect(name.length).toBeLessThanOrEqual(63);
});
