import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPlace, killEverything, type Place, SLUG, start, type TestMachine, untilUp } from '../support/machine.ts';
import { type Asked, overHttp1, overHttp2, type Seen, type Send, startEdge } from './connections.ts';

/**
 * What a person who watches the network sees of a running service: the bytes of each connection, of which TLS hides all
 * but their number.
 */
let place: Place;
let machine: TestMachine;
let edge: Awaited<ReturnType<typeof startEdge>>;
const protocols = {
  'HTTP/1.1': (asked: Asked) => overHttp1(machine.site)(asked),
  'HTTP/2': (asked: Asked) => overHttp2(edge.url)(asked),
} satisfies Record<string, Send>;
beforeAll(async () => {
  place = await freshPlace();
  machine = start(place);
  await untilUp(machine);
  edge = await startEdge(machine.site);
});
afterAll(async () => {
  edge.stop();
  await killEverything(machine, place);
});

let send: Send = protocols['HTTP/1.1'];
const get = (path: string) => send({ method: 'GET', path });
const json = (path: string, fields: object) =>
  send({ method: 'POST', path, type: 'application/json', body: JSON.stringify(fields) });
const form = (path: string, fields: Record<string, string>) =>
  send({
    method: 'POST',
    path,
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  });

interface Mail {
  readonly confirm: string;
  readonly withdraw: string;
}
async function mailsTo(address: string): Promise<Mail[]> {
  const { emails } = (await (await fetch(`${machine.mailbox}/store`)).json()) as {
    emails: { destination: { to: string[] }; body: { text: string } }[];
  };
  return emails
    .filter(({ destination }) => destination.to.includes(address))
    .map(({ body: { text } }) => ({
      confirm: /confirm\?token=(\S+)/.exec(text)?.[1] ?? '',
      withdraw: /withdraw\?token=(\S+)/.exec(text)?.[1] ?? '',
    }));
}

let addresses = 0;
/** Addresses of one length. */
const newAddress = () => `signer-${String(++addresses).padStart(4, '0')}@example.org`;
async function mailed(email: string, more: object = {}): Promise<Mail> {
  const before = (await mailsTo(email)).length;
  await json(`/api/campaigns/${SLUG}/signatures`, { name: 'Ada', email, country: 'DE', ...more });
  await expect.poll(async () => (await mailsTo(email)).length).toBe(before + 1);
  return (await mailsTo(email)).at(-1)!;
}
const confirmed = async (email: string) => {
  const mail = await mailed(email);
  expect((await json('/api/confirmations', { token: mail.confirm })).status).toBe(201);
  return mail;
};

/** A mail that comes after each of these pasts. */
const pasts = {
  fresh: async () => mailed(newAddress()),
  signed: async () => {
    const email = newAddress();
    await confirmed(email);
    return mailed(email);
  },
  withdrawn: async () => {
    const email = newAddress();
    const { withdraw } = await confirmed(email);
    await json('/api/withdrawals', { token: withdraw });
    return mailed(email);
  },
};

const acts: Readonly<Record<string, (mail: Mail) => Promise<Seen>>> = {
  'GET /confirm': ({ confirm }) => get(`/confirm?token=${confirm}`),
  'GET /withdraw': ({ withdraw }) => get(`/withdraw?token=${withdraw}`),
  'POST /my-data': ({ withdraw }) => form('/my-data', { token: withdraw, padding: '.'.repeat(9) }),
  'POST /api/my-data': ({ withdraw }) => json('/api/my-data', { token: withdraw }),
  'POST /no-news': ({ withdraw }) => form('/no-news', { token: withdraw, padding: '.'.repeat(9) }),
  'POST /api/no-news': ({ withdraw }) => json('/api/no-news', { token: withdraw }),
  'POST /confirm': ({ confirm }) => form('/confirm', { token: confirm, padding: '', comment: '' }),
  'POST /api/confirmations': ({ confirm }) => json('/api/confirmations', { token: confirm }),
  'POST /withdraw': ({ withdraw }) => form('/withdraw', { token: withdraw, padding: '.'.repeat(8) }),
  'POST /api/withdrawals': ({ withdraw }) => json('/api/withdrawals', { token: withdraw }),
};

describe.each(['HTTP/1.1', 'HTTP/2'] as const)('over %s, an answer to a mailed link has one length', (protocol) => {
  beforeAll(() => {
    send = protocols[protocol];
  });
  /** HPACK shortens a path by its letters, so the bytes of a link differ with each random token. */
  const upOfLink = (up: number) => (protocol === 'HTTP/2' ? 0 : up);

  it('whatever happened at its address before, whatever it says', async () => {
    const seen = new Map<string, Set<string>>();
    for (const make of Object.values(pasts)) {
      const mail = await make();
      for (const [name, act] of Object.entries(acts)) {
        const { status, up, down } = await act(mail);
        const sent = name.startsWith('GET') ? upOfLink(up) : up;
        seen.set(name, (seen.get(name) ?? new Set()).add(`${status} ${sent} ${down}`));
      }
    }
    for (const [name, lengths] of seen) expect([...lengths], name).toHaveLength(1);
  });

  it('whether something is stored of a signature or nothing', async () => {
    const held = await confirmed(newAddress());
    const none = await mailed(newAddress());
    const gone = await confirmed(newAddress());
    await json('/api/withdrawals', { token: gone.withdraw });
    for (const act of ['POST /my-data', 'POST /api/my-data'] as const) {
      const answers = await Promise.all([held, none, gone].map((mail) => acts[act]!(mail)));
      expect(new Set(answers.map(({ down }) => down)).size, act).toBe(1);
      expect(new Set(answers.map(({ body }) => body.toString().trimEnd())).size, act).toBe(3);
    }
  });

  it('whether it confirms, withdraws or asks, in both directions', async () => {
    const mail = await mailed(newAddress());
    const opened = [await acts['GET /confirm']!(mail), await acts['GET /withdraw']!(mail)];
    // The names of the two paths differ by one letter.
    expect(opened.map(({ up }) => upOfLink(up - opened[0]!.up))).toEqual([0, upOfLink(1)]);
    expect(new Set(opened.map(({ down }) => down)).size).toBe(1);
    const pressed = [
      await acts['POST /my-data']!(mail),
      await acts['POST /confirm']!(mail),
      // Pressed again.
      await acts['POST /confirm']!(mail),
      await acts['POST /no-news']!(mail),
      await acts['POST /withdraw']!(mail),
    ];
    expect(new Set(pressed.map(({ up }) => up)).size).toBe(1);
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(pressed.map(({ down }) => down)).size).toBe(1);
    // What the server's page sends is padded like that.
    const page = opened.map(({ body }) => body).join('\n');
    expect(
      [...page.matchAll(/<form[^>]* action="([^"]+)"[\s\S]*?name="padding" value="(\.*)"/g)].map(
        ([, ...found]) => found,
      ),
    ).toEqual([
      ['/confirm', ''],
      ['/withdraw', '.'.repeat(8)],
      ['/my-data', '.'.repeat(9)],
      ['/no-news', '.'.repeat(9)],
    ]);
  });
});

describe.each(['HTTP/1.1', 'HTTP/2'] as const)('over %s, an answer to a form has one length', (protocol) => {
  beforeAll(() => {
    send = protocols[protocol];
  });

  it('for every address and name', async () => {
    const short = { name: 'Li', email: 'a@b.io', country: 'DE' };
    const long = { name: 'N'.repeat(90), email: `${'a'.repeat(60)}@${'b'.repeat(60)}.example.org`, country: 'DE' };
    for (const path of ['signatures', 'links', 'challenges'] as const) {
      const answers = [];
      for (const fields of [short, long]) answers.push(await json(`/api/campaigns/${SLUG}/${path}`, fields));
      expect(answers.map(({ status }) => status)).toEqual(path === 'challenges' ? [200, 200] : [202, 202]);
      expect(new Set(answers.map(({ down }) => down)).size, path).toBe(1);
    }
    for (const path of ['signatures', 'links'] as const) {
      const answers = [];
      for (const fields of [short, long]) answers.push(await form(`/api/campaigns/${SLUG}/${path}`, fields));
      expect(answers.map(({ status }) => status)).toEqual([303, 303]);
      // The next page's address has the typed one, sealed and of one length, in random letters.
      if (protocol === 'HTTP/2') continue;
      expect(new Set(answers.map(({ down }) => down)).size, path).toBe(1);
    }
    const faults = [];
    for (const fields of [short, long]) {
      faults.push(await form(`/api/campaigns/${SLUG}/signatures`, { ...fields, country: 'XX' }));
    }
    expect(faults.map(({ status }) => status)).toEqual([400, 400]);
    expect(new Set(faults.map(({ down }) => down)).size).toBe(1);
  });

  it('on the pages after both forms', async () => {
    const pages = [];
    for (const path of ['sent', 'link-sent']) pages.push(await get(`/campaigns/${SLUG}/${path}`));
    expect(new Set(pages.map(({ body }) => body.length)).size).toBe(1);
  });
});

describe('an answer that something compressed on its way, as CloudFront would', () => {
  const compressors: Readonly<Record<string, (body: Buffer) => number>> = {
    gzip: (body) => gzipSync(body).length,
    brotli: (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length,
  };
  const SAMPLES = 40;
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

  it('has another length each time, by far more than two states differ', async () => {
    const states = [await confirmed(newAddress()), await mailed(newAddress())];
    for (const act of ['POST /my-data', 'POST /api/my-data'] as const) {
      const samples = await Promise.all(
        states.map((mail) => Promise.all(Array.from({ length: SAMPLES }, () => acts[act]!(mail)))),
      );
      for (const [name, sizeOf] of Object.entries(compressors)) {
        const [held, none] = samples.map((seen) => seen.map(({ body }) => sizeOf(body))) as [number[], number[]];
        const spread = Math.max(...held, ...none) - Math.min(...held, ...none);
        expect(new Set(held).size, `${act} ${name}`).toBeGreaterThan(SAMPLES / 2);
        expect(Math.abs(mean(held) - mean(none)), `${act} ${name}: ${spread}`).toBeLessThan(0.6 * spread);
      }
    }
  });
});
