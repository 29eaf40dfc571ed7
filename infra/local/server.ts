import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { isSignRoute } from '../../functions/http/routes.ts';
import { portRefusal } from './ports.ts';
import { Refusal } from './refusal.ts';
import { createTurns } from './turns.ts';

interface App {
  /** @param env tells of the connection: an app finds it in `c.env`. */
  fetch(request: Request, env: object): Response | Promise<Response>;
}

/** The one server of this machine. Listens at once, so that a port in use is told at once, and answers 503 until it opens. */
export interface LocalServer {
  /** Lets the apps answer, each its own routes, as the HTTP API does on AWS. */
  open(apps: { sign: App; site: App }): void;
  stop(): Promise<void>;
}

/** How long requests may take to end when the server stops, in milliseconds. */
const PATIENCE = 5_000;

/** Signers who are served at once. */
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
    open({ sign, site }) {
      const inTurn = createTurns(SIGNERS);
      route = (request, env) =>
        isSignRoute(new URL(request.url).pathname) ? inTurn(() => sign.fetch(request, env)) : site.fetch(request, env);
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

function refusal({ code }: NodeJS.ErrnoException, host: string, port: number): Refusal {
  if (code === 'EADDRINUSE') return portRefusal('PORT', port);
  if (code === 'EACCES') return new Refusal(`Port ${port} may not be used: set a PORT above 1023.`);
  return new Refusal(`HOST ${host} is not an address of this machine (${code}).`);
}
