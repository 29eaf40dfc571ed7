import { createServer, request, type ServerResponse } from 'node:http';
import { PICTURE_CACHE, PICTURES, typeOfPicture } from '../../functions/core/pictures/address.ts';
import { type Listening, listen } from '../local/ports.ts';

/** The server through which browsers reach the emulated HTTP API. */
export interface Gateway extends Listening {
  /**
   * @param apiUrl the address in the output of the deployed stack, such as
   * `http://1a2b3c4d.execute-api.localhost:4566`.
   * @param pictures reads a file of the public bucket, as CloudFront would. Undefined if there is none.
   */
  open(apiUrl: string, pictures: (name: string) => Promise<Uint8Array | undefined>): void;
}

/**
 * MiniStack finds an API by the header `Host`. Browsers and mailed links cannot set it, because not every computer
 * resolves names below `localhost`. This server passes requests on, and changes only that header. It has an address
 * before the stack is deployed, so that functions can know it.
 */
export async function startGateway(port: number): Promise<Gateway> {
  let api: URL | undefined;
  let readPicture: Parameters<Gateway['open']>[1] = async () => undefined;
  const sendPicture = async (name: string, outgoing: ServerResponse) => {
    const type = typeOfPicture(name);
    const content = type && (await readPicture(name).catch(() => undefined));
    if (!content) return outgoing.writeHead(404).end();
    outgoing.writeHead(200, { 'content-type': type, 'cache-control': PICTURE_CACHE }).end(content);
  };
  const server = createServer((incoming, outgoing) => {
    if (!api) return outgoing.writeHead(503, { 'retry-after': '5' }).end('Not deployed yet.\n');
    const { method, url: path = '/' } = incoming;
    if (path.startsWith(`/${PICTURES}`)) return sendPicture(path.slice(1), outgoing);
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
    open(apiUrl, pictures) {
      api = new URL(apiUrl);
      readPicture = pictures;
    },
  };
}
