import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { portRefusal } from '../local/ports.ts';

export interface Listening {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Listens on the loopback interface.
 * @param port 0 for a free one.
 * @throws {Refusal} if the port is in use.
 */
export async function listen(server: Server, setting: 'PORT' | 'MAILBOX_PORT', port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portRefusal(setting, port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
