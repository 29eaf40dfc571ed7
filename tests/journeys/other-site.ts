import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A page of somebody else's site. */
interface HostPage {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Attributes of `<html>`. */
  readonly html?: string;
}

/**
 * A site of somebody else, on an origin of its own, until the test ends. It sends a cookie and no policy for referrers, as
 * many sites do.
 */
export async function otherSite({
  body,
  headers = {},
  html = 'lang="en"',
}: HostPage): Promise<{ url: string; origin: string }> {
  const page = `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The Valley Herald</title></head><body><h1>The Valley Herald</h1>${body}</body></html>`;
  const server = createServer((request: IncomingMessage, response) => {
    const isIcon = request.url === '/favicon.ico';
    response.writeHead(isIcon ? 204 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'unsafe-url',
      ...headers,
    });
    response.end(isIcon ? undefined : page);
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/an-article` };
}
