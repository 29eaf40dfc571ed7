import { rm } from 'node:fs/promises';
import { freshPlace, isUp, start, untilUp } from './machine.ts';

/** The service that the journeys visit, wherever it runs. */
export interface Service {
  /** Without a slash at the end; the same origin as the mailed links have. */
  readonly url: string;
  /** What `GET /store` is asked of. */
  readonly mailboxUrl: string;
  /** Where its data is, if the tests started it: there they may put campaigns of their own. */
  readonly dataDir?: string;
  stop(): Promise<void>;
}

/**
 * The service at `AMPARO_URL`, whose mails `AMPARO_MAILBOX_URL` shows, such as one that was deployed. Without them, one
 * that is started as `npm start` starts it, on free ports, with data of its own.
 */
export async function findService(): Promise<Service> {
  const { AMPARO_URL, AMPARO_MAILBOX_URL } = process.env;
  if (!AMPARO_URL && !AMPARO_MAILBOX_URL) return startService();
  if (!AMPARO_URL || !AMPARO_MAILBOX_URL) throw new Error('Set both AMPARO_URL and AMPARO_MAILBOX_URL, or neither.');
  const url = bare(AMPARO_URL);
  if (!(await isUp(url))) throw new Error(`${url}/healthz does not answer 200.`);
  return { url, mailboxUrl: bare(AMPARO_MAILBOX_URL), stop: async () => undefined };
}

const bare = (url: string): string => url.replace(/\/$/, '');

async function startService(): Promise<Service> {
  const place = await freshPlace();
  const machine = start(place, { LIMITS: 'on' });
  const stop = async () => {
    machine.process.kill('SIGINT');
    await machine.ended;
    await rm(place.dataDir, { recursive: true, force: true });
  };
  try {
    await untilUp(machine);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${place.port}`, mailboxUrl: `http://localhost:${place.mailboxPort}`, ...place, stop };
}
