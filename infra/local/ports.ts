import { createServer } from 'node:net';
import { Refusal } from './program.ts';

/** Finds a port of the loopback interface that no program uses. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** A refusal that says what to do if a port is in use. */
export const portRefusal = (setting: 'PORT' | 'MAILBOX_PORT', port: number): Refusal =>
  new Refusal(`Port ${port} is in use: stop what uses it, or set another ${setting}, such as ${setting}=${port + 1}.`);
