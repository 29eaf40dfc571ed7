import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A program on this computer that receives webhooks. `status` is what it answers from now on, after `delay` milliseconds: 0 breaks the connection. */
export async function startReceiver(onPort = 0) {
  const received: Received[] = [];
  const state = { status: 204, delay: 0 };
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: (await request.toArray()).join('') });
    if (state.delay > 0) await sleep(state.delay);
    if (state.status === 0) request.socket.destroy();
    else response.writeHead(state.status).end('an answer that nobody keeps');
  });
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${port}/hook`, port, received, state, stop };
}

/** The body of a webhook, if the library of Standard Webhooks accepts its signature. @throws {Error} if it does not. */
export const verified = ({ headers, body }: Received, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as Readonly<Record<string, unknown>>;
