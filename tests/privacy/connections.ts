import { once } from 'node:events';
import http2 from 'node:http2';
import { connect as connectTcp, type Server, type Socket } from 'node:net';

/** A request: a method, a path, and a form or JSON, if it has a body. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly type?: 'application/json' | 'application/x-www-form-urlencoded' | undefined;
  readonly body?: string | undefined;
}

/** An answer, and the bytes of a connection that a watcher of the network counts. TLS hides the others. */
export interface Seen {
  readonly status: number;
  readonly up: number;
  readonly down: number;
  readonly body: Buffer;
}

/** Sends one request over a connection of its own. */
export type Send = (asked: Asked) => Promise<Seen>;

/** The headers of a browser's form, or of a program. */
const headersOf = ({ type, body }: Asked): Record<string, string> => ({
  ...(type && { 'content-type': type }),
  ...(type === 'application/x-www-form-urlencoded' && { accept: 'text/html' }),
  ...(body && { 'content-length': String(Buffer.byteLength(body)) }),
});

/** HTTP/1.1, as one machine speaks it. */
export const overHttp1 =
  (site: string): Send =>
  async (asked) => {
    const lines = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${value}\r\n`);
    const request = `${asked.method} ${asked.path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${lines.join('')}\r\n${asked.body ?? ''}`;
    const chunks: Buffer[] = [];
    const socket = connectTcp(Number(new URL(site).port), '127.0.0.1').on('data', (chunk) => chunks.push(chunk));
    socket.write(request);
    await once(socket, 'close');
    const answer = Buffer.concat(chunks);
    return {
      status: Number(answer.toString('latin1', 9, 12)),
      up: Buffer.byteLength(request),
      down: answer.length,
      body: answer.subarray(answer.indexOf('\r\n\r\n') + 4),
    };
  };

/** HTTP/2, as CloudFront speaks it with browsers. HPACK writes usual headers in few bytes. */
export const overHttp2 =
  (edge: string): Send =>
  async (asked) => {
    const socket: Socket = connectTcp(Number(new URL(edge).port), '127.0.0.1');
    const session = http2.connect(edge, { createConnection: () => socket });
    await Promise.all([once(session, 'remoteSettings'), once(session, 'localSettings')]);
    const request = session.request({ ':method': asked.method, ':path': asked.path, ...headersOf(asked) });
    if (asked.body !== undefined) request.end(asked.body);
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const [[headers]] = await Promise.all([once(request, 'response'), once(request, 'close')]);
    session.close();
    await once(socket, 'close');
    return { status: headers[':status'], up: socket.bytesWritten, down: socket.bytesRead, body: Buffer.concat(chunks) };
  };

/** An edge that speaks HTTP/2 and passes everything on to the service. CloudFront adds lines of its own to every answer alike. */
export async function startEdge(site: string): Promise<{ url: string; stop: () => void }> {
  const server = http2.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Object.entries(request.headers).filter(([name]) => !name.startsWith(':'));
    const answer = await fetch(site + request.url, {
      method: request.method ?? 'GET',
      headers: Object.fromEntries(sent) as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      redirect: 'manual',
    });
    const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'date'];
    const headers = [...answer.headers].filter(([name]) => !ofConnection.includes(name));
    // A date is as long as others, but not in HPACK's alphabet.
    response.writeHead(answer.status, { ...Object.fromEntries(headers), date: 'Sat, 28 Nov 2026 18:40:00 GMT' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = (server as unknown as Server).address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
}
