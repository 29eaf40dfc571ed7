import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import { FOREIGN_HOST } from './refusal.ts';
import type { LocalSettings } from './settings.ts';

/** Whether a `Host` header names this computer. */
export type IsOwnHost = (header: string | undefined) => boolean;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The names of this computer: loopback, `HOST` and `PUBLIC_URL`. If it listens on every interface, also their addresses. The
 * port does not matter.
 */
export function ownHosts({ host, publicUrl }: Pick<LocalSettings, 'host' | 'publicUrl'>): IsOwnHost {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? []);
  const named = [host, ...(isEverywhere ? addresses : [])].map((name) => (name.includes(':') ? `[${name}]` : name));
  const own = new Set([...LOOPBACK, ...named, new URL(publicUrl).host].map(hostnameOf));
  own.delete(undefined);
  return (header) => own.has(hostnameOf(header));
}

/** The name in a `Host` header, without its port. Undefined if it has none. */
function hostnameOf(header: string | undefined): string | undefined {
  if (!header || !/^[\w.:[\]-]+$/.test(header)) return undefined;
  const url = `http://${header}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/**
 * Lets a server answer only requests for a name of this computer. A foreign page cannot choose that name: it could only let
 * its own name lead here (DNS rebinding), and then read e-mails and pages as if they were its own.
 */
export function refuseForeignHosts(server: Server, isOwn: IsOwnHost): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isOwn(request.headers.host)) for (const answer of listeners) answer.call(server, request, response);
    else {
      response.writeHead(FOREIGN_HOST.status, FOREIGN_HOST.headers);
      response.end(FOREIGN_HOST.body);
      request.resume();
    }
  });
}
