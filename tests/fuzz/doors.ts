import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { LambdaHandler } from '../../functions/http/lambda.ts';
import { type Answer, readAnswers } from './answer.ts';
import type { Header } from './headers.ts';
import type { FuzzedRequest } from './request.ts';
import type { AppName } from './routes.ts';

/** A way into the service: sends a request, and returns the answer. */
export type Door = (request: FuzzedRequest) => Promise<Answer>;

/** The event that an HTTP API makes of a request: a name that comes twice is one, with commas. */
export function eventOf({ method, path, query, headers, body, from }: FuzzedRequest): APIGatewayProxyEventV2 {
  const joined = new Map<string, string>();
  for (const [name, value] of headers) {
    const known = joined.get(name.toLowerCase());
    joined.set(name.toLowerCase(), known === undefined ? value : `${known},${value}`);
  }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: Object.fromEntries(joined),
    requestContext: {
      domainName: 'abc.execute-api.eu-central-1.amazonaws.com',
      http: { method, path, sourceIp: from },
      stage: '$default',
    },
    ...(body && { body: Buffer.from(body.bytes).toString('base64') }),
    isBase64Encoded: body !== undefined,
  } as unknown as APIGatewayProxyEventV2;
}

export const lambdaDoor =
  (handlers: Readonly<Record<AppName, LambdaHandler>>): Door =>
  async (request) =>
    answerOfEvent(await handlers[request.app](eventOf(request)));

export function answerOfEvent(result: Awaited<ReturnType<LambdaHandler>>): Answer {
  const { statusCode = 0, headers = {}, body = '', isBase64Encoded } = result;
  return {
    status: statusCode,
    headers: new Headers(headers as Record<string, string>),
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('latin1') : body,
  };
}

/** Over a connection of its own, byte by byte as written here: `fetch` would not send much of it. */
export const socketDoor =
  (port: number): Door =>
  async (request) => {
    const [answer] = await exchange(port, bytesOf(request));
    // Node closes the connection of one who wants a tunnel, and says nothing.
    if (!answer && request.method === 'CONNECT') return PARSERS_REFUSAL;
    if (!answer) throw new Error('The connection ended without an answer');
    return answer;
  };

const PARSERS_REFUSAL: Answer = { status: 400, headers: new Headers({ connection: 'close' }), body: '' };

/** Sends bytes and reads until the other side closes. */
export function exchange(port: number, bytes: Uint8Array): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => void socket.write(bytes));
    const done = () => resolve(readAnswers(Buffer.concat(chunks)));
    socket.setTimeout(SILENCE, () => {
      socket.destroy();
      done();
    });
    socket.on('data', (chunk) => void chunks.push(chunk));
    // A server that has answered may reset the connection for the rest.
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : done()));
    socket.on('close', done);
  });
}

/** Milliseconds after which nothing more is expected of a connection that stays open. */
const SILENCE = 1_500;

/** A request on the wire. Ends of lines would be other requests: the tests of sockets send those. */
export function bytesOf({ method, path, query, headers, body }: FuzzedRequest): Buffer {
  const target = onOneLine(query === '' ? path : `${path}?${query}`).replace(/[\s\p{Cc}]/gu, (found) =>
    encodeURIComponent(found),
  );
  const length: Header[] = body ? [['content-length', String(body.bytes.length)]] : [];
  const lines = [...headers.map(([name, value]): Header => [name, onOneLine(value)]), ...length];
  const head = [
    `${method} ${target || '/'} HTTP/1.1`,
    'host: amparo.example',
    'connection: close',
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'utf8'), body?.bytes ?? new Uint8Array()]);
}

const onOneLine = (text: string): string => text.replace(/[\r\n\0]/g, ' ');
