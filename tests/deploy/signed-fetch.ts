import { createHash, createHmac } from 'node:crypto';
import { accountClient, REGION } from '../../infra/emulated/account.ts';

/**
 * Asks an AWS API over HTTP, for which the project has no client of its own.
 * @param path without a query: nothing that would need escaping.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function signedFetch(
  endpoint: string,
  { service, method, path, body = '' }: { service: string; method: string; path: string; body?: string },
): Promise<unknown> {
  const { accessKeyId, secretAccessKey } = accountClient(endpoint).credentials;
  const { host } = new URL(endpoint);
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = [time.slice(0, 8), REGION, service, 'aws4_request'];
  const request = [method, path, '', `host:${host}`, `x-amz-date:${time}`, '', 'host;x-amz-date', sha256(body)].join(
    '\n',
  );
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, ` +
    `SignedHeaders=host;x-amz-date, Signature=${hmac(key, toSign).toString('hex')}`;
  const answer = await fetch(`${endpoint}${path}`, {
    method,
    headers: { authorization, 'x-amz-date': time },
    ...(body && { body }),
  });
  if (!answer.ok) throw new Error(`${service} answers ${answer.status} to ${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
