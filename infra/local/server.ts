import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { routePattern } from '../../functions/http/routes.ts';
import { ownRoutes, type RoutedName, restName } from '../functions.ts';
import { portRefusal } from './ports.ts';
import { Refusal } from './program.ts';
import { createTurns } from './turns.ts';

interface App {
  /** @param env describes the connection. An app finds it in `c.env`. */
  fetch(request: Request, env: object): Response | Promise<Response>;
}

/** The one server of this machine. It listens at once, to report a port in use, and answers 503 until it opens. */
export interface LocalServer {
  /** Lets the apps answer, each its own routes, as the HTTP API does on AWS. */
  open(apps: { readonly [Name in RoutedName]: App }): void;
  stop(): Promise<void>;
}

/** How long requests may take to end when the server stops, in milliseconds. */
const PATIENCE = 5_000;

/** Requests of signers that are answered at once. */
const SIGNERS = 24;

/** @throws {Refusal} if the port is in use, or the address is not one of this machine. */
export async function startServer({ host, port }: { host: string; port: number }): Promise<LocalServer> {
  let route: App['fetch'] = () =>
    new Response('Starting.\n', { status: 503, headers: { 'retry-after': '2', 'cache-control': 'no-store' } });
  const server = createAdaptorServer({ fetch: (request, env) => route(request, env) }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    open(apps) {
      const inTurn = createTurns(SIGNERS);
      route = (request, env) => {
        const name = functionAt(new URL(request.url).pathname);
        const answer = () => apps[name].fetch(request, env);
        return name === 'sign' ? inTurn(answer) : answer();
      };
    },
    stop: () =>
      new Promise((resolve) => {
        const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE);
        server.close(() => {
          clearTimeout(impatience);
          resolve();
        });
      }),
  };
}

const patterns = ownRoutes.map(({ name, path }) => ({ name, pattern: routePattern(path) }));
/** The function that the table gives a path to. */
const functionAt = (path: string): RoutedName => patterns.find(({ pattern }) => pattern.test(path))?.name ?? restName;

function refusal({ code }: NodeJS.ErrnoException, host: string, port: number): Refusal {
  if (code === 'EADDRINUSE') return portRefusal('PORT', port);
  if (code === 'EACCES') return new Refusal(`Port ${port} may not be used: set a PORT above 1023.`);
  return new Refusal(`HOST ${host} is not an address of this machine (${code}).`);
}
