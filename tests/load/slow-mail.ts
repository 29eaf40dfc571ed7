import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountOf } from '../../infra/local/mailbox.ts';
import type { Random } from '../model/random.ts';
import { type Tally, tallied } from './tallied.ts';

/** The links of a mail. */
export interface Links {
  readonly confirm: string;
  readonly withdraw: string;
}

/** SES on a bad day, and everybody's mailbox behind it. */
export interface SlowMail {
  readonly endpoint: string;
  readonly done: Tally;
  rage(isOn: boolean): void;
  /** The mails that came to an address. */
  linksOf(email: string): readonly Links[];
  /** Waits for the next e-mail to an address. @returns undefined if time is over before. */
  next(email: string, after: number, giveUp: AbortSignal): Promise<Links | undefined>;
  stop(): Promise<void>;
}

/** Mails a second that it says to take. */
const RATE = 50;

/** @param throttles of a thousand mails, how many are refused as too fast. Those come again after half a minute or more. */
export async function startSlowMail(random: Random, throttles: number): Promise<SlowMail> {
  const done = tallied();
  const mails = new Map<string, Links[]>();
  const waiting = new Map<string, () => void>();
  let isRaging = false;

  const keep = (body: Buffer) => {
    const mail = JSON.parse(body.toString('utf8'));
    const [email = ''] = mail.Destination.ToAddresses;
    const text: string = mail.Content.Simple.Body.Text.Data;
    const [confirm = '', withdraw = ''] = ['confirm', 'withdraw'].map(
      (what) => new RegExp(`^\\S+/${what}\\?token=(\\S+)$`, 'm').exec(text)?.[1],
    );
    const before = mails.get(email) ?? [];
    done.count(before.some((one) => one.confirm === confirm) ? 'mails twice' : 'mails');
    mails.set(email, [...before.filter((one) => one.confirm !== confirm), { confirm, withdraw }]);
    waiting.get(email)?.();
  };

  const serve = async (call: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(call);
    if (call.method === 'GET') return answer(response, 200, accountOf(RATE));
    const dice = isRaging ? random.below(1_000) : 1_000;
    await sleep(isRaging ? 20 + random.below(random.chance(0.02) ? 4_000 : 400) : 5);
    if (dice < 50) {
      done.count('5xx');
      return answer(response, 500, { message: 'On purpose.' }, 'InternalServiceErrorException');
    }
    if (dice < 50 + throttles) {
      done.count('too fast');
      return answer(response, 429, { message: 'Maximum sending rate exceeded.' }, 'TooManyRequestsException');
    }
    keep(body);
    if (dice < 60 + throttles) {
      done.count('answer lost after it was sent');
      return void call.socket.destroy();
    }
    return answer(response, 200, { MessageId: `mail-${done.get('mails')}` });
  };

  const server = createServer((call, response) => {
    serve(call, response).catch(() => call.socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const linksOf = (email: string) => mails.get(email) ?? [];
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    done,
    linksOf,
    rage: (isOn) => {
      isRaging = isOn;
    },
    async next(email, after, giveUp) {
      while (linksOf(email).length <= after && !giveUp.aborted) {
        await new Promise<void>((resolve) => {
          waiting.set(email, resolve);
          giveUp.addEventListener('abort', () => resolve(), { once: true });
        });
        waiting.delete(email);
      }
      return linksOf(email)[after];
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(response: ServerResponse, status: number, body: object, error?: string): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) });
  response.end(JSON.stringify(body));
}
