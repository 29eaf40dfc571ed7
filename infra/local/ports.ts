import { randomInt } from 'node:crypto';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { Refusal } from './program.ts';

type PortSetting = 'PORT' | 'MAILBOX_PORT';

/** A server that listens. */
export interface Listening {
  /** The address at which this computer reaches it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** How long requests may take to end when a server stops, in milliseconds. */
const PATIENCE = 5_000;

/**
 * @param setting the setting by which a person chooses the port.
 * @param port 0 for a free one.
 * @throws {Refusal} if the port is in use, or the address is not one of this computer.
 */
export async function listen(
  server: Server,
  setting: PortSetting,
  port: number,
  host = '127.0.0.1',
): Promise<Listening> {
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
    server.listen(port, host, () => resolve(undefined));
  });
  if (code !== undefined) throw await refusal(code, setting, port, host);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
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

async function refusal(code: string, setting: PortSetting, port: number, host: string): Promise<Refusal> {
  if (code === 'EADDRINUSE') return portRefusal(setting, port, host);
  if (code === 'EACCES') return new Refusal(`Port ${port} may not be used: set a ${setting} above 1023.`);
  return new Refusal(`HOST ${host} is not an address of this computer (${code}).`);
}

/** A refusal that says what to do if a port is in use, and names one that is free. */
export async function portRefusal(setting: PortSetting, port: number, host: string): Promise<Refusal> {
  const free = await freePortAfter(port, host);
  return new Refusal(
    `Port ${port} is in use: stop what uses it, or set another ${setting}, such as ${setting}=${free}.`,
  );
}

/** The next free port that is neither the one of the site nor the one of the mailbox. */
async function freePortAfter(port: number, host: string): Promise<number> {
  const own = [process.env.PORT || 3_000, process.env.MAILBOX_PORT || 8_005].map(Number);
  for (let next = port + 1; next <= Math.min(port + 1_000, 65_535); next++)
    if (!own.includes(next) && (await isFree(next, host))) return next;
  return freePort();
}

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Finds an address for a server that answers everybody who reaches it, such as the database. A foreign page can try all ports
 * of 127.0.0.1, but not those of 16 million addresses. Linux has them all. Elsewhere it is 127.0.0.1.
 */
export async function hiddenAddress(): Promise<Address> {
  const host = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
  try {
    return { host, port: await freePort(host) };
  } catch {
    return { host: '127.0.0.1', port: await freePort() };
  }
}

/** Finds a port of the loopback interface that no program uses. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
