import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { routedNames } from '../../../infra/functions.ts';
import { freePort } from '../../../infra/local/ports.ts';
import { type App, startServer } from '../../../infra/local/server.ts';
import { startConsole } from '../../support/console.ts';
import { headingOf } from '../../support/console-browser.ts';

const TEXTS = '/organise/campaigns/free-them/edit/texts';
const FORM = 'application/x-www-form-urlencoded';

/** A server of one computer, with one app. */
async function started(app: App, limits?: Parameters<typeof startServer>[1]) {
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;
  const server = await startServer({ host: '127.0.0.1', port, publicUrl }, limits);
  onTestFinished(() => server.stop());
  server.open(Object.fromEntries(routedNames.map((name) => [name, app])) as Parameters<typeof server.open>[0]);
  /** Sends the first bytes of a form, and later more. */
  const slowly = (bytes: number, first = 'why=', { path = TEXTS, type = FORM, authorization = '' } = {}) => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let said = '';
    socket.on('data', (part) => {
      said += part;
    });
    socket.on('error', () => undefined);
    const from = [`Host: localhost:${port}`, 'Sec-Fetch-Site: same-origin', 'Connection: close'];
    const sent = [...from, ...(authorization ? [`Authorization: ${authorization}`] : []), `Content-Type: ${type}`];
    const lines = [`POST ${path} HTTP/1.1`, ...sent, `Content-Length: ${bytes}`, '', first];
    socket.write(lines.join('\r\n'));
    return { socket, said: () => said, end: () => ended(socket) };
  };
  const post = (body: string | ReadableStream) =>
    fetch(`http://127.0.0.1:${port}${TEXTS}`, {
      ...{ method: 'POST', body, duplex: 'half' },
      headers: { 'content-type': FORM, 'sec-fetch-site': 'same-origin' },
    } as RequestInit);
  return { slowly, post };
}
const ended = (socket: Socket) =>
  new Promise<void>((resolve) => (socket.closed ? resolve() : socket.once('close', () => resolve())));

const reads: App = { fetch: async (request) => new Response(`${(await request.arrayBuffer()).byteLength}`) };

it('lets slow forms of nobody keep no place: others find their words', async () => {
  const { app } = await startConsole();
  const { slowly, post } = await started(app);
  for (let i = 0; i < 20; i++) slowly(200_000);
  await sleep(500);
  const answer = await post('why=Three+hours');
  const html = await answer.text();
  expect([answer.status, headingOf(html)]).toEqual([401, 'Sign in again to go on']);
  expect(html).toContain('Three hours');
});

it('takes what arrives for longer than an answer may take', async () => {
  const { app, token } = await startConsole({ answersWithin: 2_000 });
  const { slowly } = await started(app);
  const to = { path: '/api/organise/campaigns', type: 'application/json', ...(await token('admin')) };
  const { socket, said, end } = slowly(12, '{"slug"', to);
  await sleep(2_500);
  socket.write(': 1 }');
  await end();
  expect(said()).toMatch(/^HTTP\/1\.1 422 /);
});

it('ends a connection whose request does not arrive in time, however it drips', async () => {
  const { slowly } = await started(reads, {
    arrives: { requestTimeout: 600, headersTimeout: 500, connectionsCheckingInterval: 50 },
  });
  const { socket, said, end } = slowly(1_000);
  const drips = setInterval(() => socket.write('x'), 100);
  await end();
  clearInterval(drips);
  expect(said()).toMatch(/^HTTP\/1\.1 408 /);
});

it('lets the one of equal requests that arrives for longest make room, if too much is there', async () => {
  const { slowly, post } = await started(reads, { most: { ofOne: 1_000, inAll: 2_500 } });
  const slow: ReturnType<typeof slowly>[] = [];
  for (let i = 0; i < 3; i++) {
    slow.push(slowly(1_000, 'x'.repeat(900)));
    await sleep(100);
  }
  await slow[0]?.end();
  const second = slow[1]?.end();
  expect(await (await post('y'.repeat(800))).text()).toBe('800');
  await second;
  expect(slow[2]?.socket.destroyed).toBe(false);
  slow[2]?.socket.write('x'.repeat(100));
  await slow[2]?.end();
  expect(slow[2]?.said()).toMatch(/\r\n1000\b/);
});

it('keeps a slow form of an honest person, whatever a few others hold that send much', async () => {
  const { slowly } = await started(reads, { most: { ofOne: 6_200, inAll: 22 * 5_900 } });
  const honest = slowly(3_000, 'x'.repeat(600));
  await sleep(100);
  for (let i = 0; i < 23; i++) slowly(6_200, 'x'.repeat(5_900));
  await sleep(200);
  for (let i = 0; i < 4; i++) {
    honest.socket.write('x'.repeat(600));
    await sleep(50);
  }
  await honest.end();
  expect(honest.said()).toMatch(/\r\n3000\b/);
});

it.each([
  ['a form of the console that takes no file', '/organise/sign-out', 1_100_000],
  ['a form of a signer', '/api/campaigns/free-them/signatures', 17_000],
])('keeps nothing of %s that is said to be too long: it is refused at once', async (_what, path, bytes) => {
  const { app } = await startConsole();
  const { slowly } = await started(app);
  const { said, end } = slowly(bytes, 'why=', { path });
  await end();
  expect(said()).toMatch(/^HTTP\/1\.1 4(?!08)\d\d /);
});

it('leaves what is too long to the app', async () => {
  const { app } = await startConsole();
  const { post } = await started(app);
  const large = 'x'.repeat(7 * 1024 * 1024);
  expect((await post(large)).status).toBe(413);
  const inChunks = new ReadableStream({
    start(to) {
      for (let i = 0; i < 7; i++) to.enqueue(new TextEncoder().encode('x'.repeat(1024 * 1024)));
      to.close();
    },
  });
  expect((await post(inChunks)).status).toBe(413);
});
