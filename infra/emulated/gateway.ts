import { createServer, request } from 'node:http';
import { type Listening, listen } from '../local/ports.ts';

/** The server through which browsers reach the emulated HTTP API. */
export interface Gateway extends Listening {
  /**
   * @param apiUrl the address in the output of the deployed stack, such as
   * `http://1a2b3c4d.execute-api.localhost:4566`.
   */
  open(apiUrl: string): void;
}

/**
 * MiniStack finds an API by the header `Host`. Browsers and mailed links cannot set it, because not every computer
 * resolves names below `localhost`. This server passes requests on, and changes only that header. It has an address
 * before the stack is deployed, so that functions can know it.
 */
export async function startGateway(port: number): Promise<Gateway> {
  let api: URL | undefined;
  const server = createServer((incoming, outgoing) => {
    if (!api) return outgoing.writeHead(503, { 'retry-after': '5' }).end('Not deployed yet.\n');
    const { method, url: path } = incoming;
    const headers = { ...incoming.headers, host: api.host };
    const onward = request({ host: '127.0.0.1', port: api.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    incoming.pipe(onward);
  });
  const listening = await listen(server, 'PORT', port);
  return {
    ...listening,
    open(apiUrl) {
      api = new URL(apiUrl);
    },
  };
}
