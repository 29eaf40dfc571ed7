import type { Server, ServerOptions } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { mostBytesAt } from '../../functions/console/limits.ts';
import { PICTURES } from '../../functions/core/pictures/address.ts';
import { MINUTE, SECOND } from '../../functions/core/running/clock.ts';
import { MOST_BYTES } from '../../functions/core/typed/request.ts';
import { routePattern } from '../../functions/http/routes.ts';
import { languages } from '../../functions/ui/messages/speak.ts';
import { redirectsOfEdge } from '../edge-query.ts';
import { ownRoutes, type RoutedName, restName } from '../functions.ts';
import { ownHosts, refuseForeignHosts } from './hosts.ts';
import { listen } from './ports.ts';
import { type MostBytes, readingAhead } from './read-ahead.ts';
import { STARTING } from './refusal.ts';
import type { LocalSettings } from './settings.ts';

/** Answers requests. @param env describes the connection. A Hono app finds it in `c.env`. */
export interface App {
  fetch(request: Request, env: object): Response | Promise<Response>;
}

/** The one server of this computer. It listens at once, to report a port in use, and answers 503 until it opens. */
export interface LocalServer {
  /**
   * Lets the apps answer, each its own routes, as the HTTP API does on AWS. Before them, browsers are led to their language, as
   * CloudFront does.
   * @param pictures answers for pictures. On AWS, CloudFront reads them from their bucket: no function has them.
   */
  open(apps: { readonly [Name in RoutedName]: App }, pictures?: (request: Request) => Promise<Response>): void;
  stop(): Promise<void>;
}

/**
 * Milliseconds in which a request must arrive, its headers and all of it, and how often that is looked at. A slow phone (0.3 Mbit/s) sends the
 * largest picture in two minutes.
 */
const ARRIVES: ServerOptions = {
  headersTimeout: 20 * SECOND,
  requestTimeout: 2 * MINUTE,
  connectionsCheckingInterval: 5 * SECOND,
};

/**
 * @param limits how long requests may take to arrive (`arrives`), and how many bytes they may have (`most`). Tests have others.
 * @throws {Refusal} if the port is in use, or the address is not one of this computer.
 */
export async function startServer(
  settings: Pick<LocalSettings, 'host' | 'port' | 'publicUrl'>,
  { arrives = ARRIVES, most }: { readonly arrives?: ServerOptions; readonly most?: MostBytes } = {},
): Promise<LocalServer> {
  const { host, port } = settings;
  let route: App['fetch'] = () => new Response(STARTING.body, STARTING);
  const server = createAdaptorServer({
    fetch: (request, env) => route(request, env),
    serverOptions: arrives,
  }) as Server;
  refuseForeignHosts(server, ownHosts(settings));
  const { stop } = await listen(server, 'PORT', port, host);
  return {
    open(apps, pictures = async () => new Response(null, { status: 404 })) {
      const redirected = redirectsOfEdge(languages);
      route = readingAhead(
        (request, env) => {
          const { pathname } = new URL(request.url);
          if (pathname.startsWith(`/${PICTURES}`)) return pictures(request);
          const name = functionAt(pathname);
          return (name === restName && redirected(request)) || apps[name].fetch(request, env);
        },
        most,
        mostBytesOf,
      );
    },
    stop,
  };
}

const patterns = ownRoutes.map(({ name, path }) => ({ name, pattern: routePattern(path) }));
/** The most bytes that a request to a path may have. The console takes files, too. */
const mostBytesOf = (path: string): number => (functionAt(path) === 'console' ? mostBytesAt(path) : MOST_BYTES);
/** The function that the table gives a path to. */
const functionAt = (path: string): RoutedName => patterns.find(({ pattern }) => pattern.test(path))?.name ?? restName;
