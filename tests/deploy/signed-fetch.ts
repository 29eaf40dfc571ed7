import { createHash, createHmac } from 'node:crypto';
import { accountClient, REGION } from '../../infra/emulated/account.ts';

interface AwsRequest {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** More headers, such as the name of an action. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** As `signedRequest`, of an API that answers with JSON. */
export const signedFetch = async (endpoint: string, request: AwsRequest): Promise<unknown> =>
  JSON.parse(await signedRequest(endpoint, request));

/** As `signedBytes`, of an API that answers with text. */
export const signedRequest = async (endpoint: string, request: AwsRequest): Promise<string> =>
  (await signedBytes(endpoint, request)).toString();

/**
 * Asks an AWS API over HTTP, for which the project has no client of its own.
 * @param path without a query: nothing that would need escaping.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function signedBytes(
  endpoint: string,
  { service, method, path, body = '', headers }: AwsRequest,
): Promise<Buffer> {
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
    headers: {
      authorization,
      'x-amz-date': time,
      ...(body.startsWith('Action=') && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(body && { body }),
  });
  if (!answer.ok) throw new Error(`${service} answers ${answer.status} to ${method} ${path}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
