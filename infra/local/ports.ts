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
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => reject(refusal(code, setting, port, host)));
    server.listen(port, host, resolve);
  });
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

function refusal(code: string | undefined, setting: PortSetting, port: number, host: string): Refusal {
  if (code === 'EADDRINUSE') return portRefusal(setting, port);
  if (code === 'EACCES') return new Refusal(`Port ${port} may not be used: set a ${setting} above 1023.`);
  return new Refusal(`HOST ${host} is not an address of this computer (${code}).`);
}

/** A refusal that says what to do if a port is in use. */
export const portRefusal = (setting: PortSetting, port: number): Refusal =>
  new Refusal(`Port ${port} is in use: stop what uses it, or set another ${setting}, such as ${setting}=${port + 1}.`);

/** Finds a port of the loopback interface that no program uses. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
