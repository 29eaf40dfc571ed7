import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { freePort } from '../../infra/local/ports.ts';
import { startServer } from '../../infra/local/server.ts';
import { type Answer, faultsOf, isHostRefusal, isParsersRefusal } from './answer.ts';
import { bytesOf, exchange } from './doors.ts';
import { createTally, effort, lasts } from './effort.ts';
import { MARK } from './marks.ts';
import { materialOf } from './material.ts';
import { requests } from './request.ts';
import { PUBLIC_URL, startService } from './service.ts';
import { watchOutput } from './watch.ts';

const service = await startService();
const material = await materialOf(service);
const port = await freePort();
const server = await startServer({ host: '127.0.0.1', port, publicUrl: PUBLIC_URL });
server.open(service.all);
const output = watchOutput();
const tally = createTally();
afterAll(async () => {
  output.stop();
  await server.stop();
  await service.stop();
  tally.print();
});

const send = async (text: string): Promise<Answer[]> => exchange(port, Buffer.from(text, 'latin1'));
const statuses = async (text: string) => (await send(text)).map(({ status }) => status);
const HOST = 'host: amparo.example\r\n';
/** A request that is answered 200, if the server reads it as one. */
const SECOND = `GET /healthz HTTP/1.1\r\n${HOST}connection: close\r\n\r\n`;
const post = (headers: string, body: string) =>
  `POST /api/confirmations HTTP/1.1\r\n${HOST}content-type: application/json\r\n${headers}\r\n${body}`;

/**
 * Requests whose end two servers may see in different places: the second one would answer a request that the first one
 * did not see.
 */
const ambiguous = {
  'two lengths': 'content-length: 2\r\ncontent-length: 7\r\n',
  'two lengths in one': 'content-length: 2, 7\r\n',
  'a length and chunks': 'content-length: 2\r\ntransfer-encoding: chunked\r\n',
  'chunks and a length': 'transfer-encoding: chunked\r\ncontent-length: 2\r\n',
  'a signed length': 'content-length: +2\r\n',
  'a negative length': 'content-length: -2\r\n',
  'a hexadecimal length': 'content-length: 0x2\r\n',
  'an endless length': `content-length: ${'9'.repeat(40)}\r\n`,
  'a name that ends with a space': 'content-length : 2\r\n',
  'a folded length': 'content-length:\r\n 2\r\ntransfer-encoding: chunked\r\n',
  'an encoding that is none': 'transfer-encoding: xchunked\r\n',
  'chunks that are not last': 'transfer-encoding: chunked, identity\r\n',
  'chunks twice': 'transfer-encoding: chunked\r\ntransfer-encoding: x\r\n',
  'a tab before chunks': 'transfer-encoding:\x0bchunked\r\n',
  'a NUL in a header': 'x: a\0b\r\ncontent-length: 2\r\n',
  'a bare line end': 'x: a\ncontent-length: 2\r\n',
  'a name with a space': 'x y: a\r\ncontent-length: 2\r\n',
};
it.each(Object.entries(ambiguous))('refuses %s, and reads nothing behind it', async (_name, headers) => {
  const answers = await send(post(headers, `{}${SECOND}`));
  expect(answers.map(({ status }) => status)).toEqual([400]);
  expect(answers.every(isParsersRefusal)).toBe(true);
});

it.each([
  'zz\r\n',
  '-1\r\n',
  'fffffffffffffffff\r\n',
  '2\r\n{}x\r\n0\r\n\r\n',
  '2;a=\0\r\n{}\r\n0\r\n\r\n',
  '2\n{}\n0\n\n',
])('refuses the chunks %j, and reads nothing behind them', async (chunks) => {
  expect(await statuses(post('transfer-encoding: chunked\r\n', `${chunks}${SECOND}`))).toEqual([400]);
});

it.each(['evil.example', 'amparo\t.example', '@amparo.example', 'a b', ''])(
  'answers the same to each foreign host, here “%s”, whatever else was sent',
  async (host) => {
    for (const request of [`GET /x-${MARK}`, `HEAD /`, 'POST /api/confirmations']) {
      const answers = await send(`${request} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      expect(answers.map(isHostRefusal), request).toEqual([true]);
    }
  },
);

it('reads on after a request that ends at its stated length', async () => {
  expect(await statuses(post('content-length: 2\r\n', `{}${SECOND}`))).toEqual([400, 200]);
  expect(await statuses(post('transfer-encoding: chunked\r\n', `2\r\n{}\r\n0\r\n\r\n${SECOND}`))).toEqual([400, 200]);
});

it('answers requests that come together, each in its order', async () => {
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n`;
  const many = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? '/healthz' : `/nowhere-${index}`));
  const expected = many.map((path) => (path === '/healthz' ? 200 : 404));
  expect(await statuses(`${many.map(ask).join('')}${SECOND}`)).toEqual([...expected, 200]);
});

it('goes on answering while hundreds of connections say nothing, or a letter at a time', async () => {
  const sockets = Array.from({ length: 300 }, () => connect(port, '127.0.0.1'));
  try {
    for (const letter of 'GET /healthz HTTP/1.1') {
      for (const socket of sockets.slice(0, 150)) socket.write(letter);
    }
    const begun = Date.now();
    expect(await statuses(SECOND)).toEqual([200]);
    expect(Date.now() - begun).toBeLessThan(5_000);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});

it('answers bytes that were a request before somebody changed them', lasts, async () => {
  const changes = fc.array(
    fc.tuple(
      fc.constantFrom('put', 'take', 'flip'),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('\r\n', '\n', '\r', '\0', ':', ' ', '\t', 'HTTP/9.9', '\xff', '\r\n\r\n', SECOND, `x-${MARK}`),
    ),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(requests(material), changes, async (request, list) => {
      const answers = await exchange(port, list.reduce(changed, bytesOf(request)));
      for (const answer of answers) {
        tally.count('changed bytes', answer.status);
        // Which request it answers is for the parser to say: without a body, as if for HEAD.
        const faults =
          isParsersRefusal(answer) || isHostRefusal(answer)
            ? []
            : faultsOf(answer, {
                method: answer.body ? 'GET' : 'HEAD',
                personal: false,
                isNavigation: true,
                mayBeFrame: true,
              });
        expect(faults).toEqual([]);
      }
      expect(output.taken()).not.toContain(MARK);
    }),
    effort(0.05),
  );
  expect(await statuses(SECOND)).toEqual([200]);
});

function changed(bytes: Buffer, [how, where, what]: [string, number, string]): Buffer {
  const at = Math.floor(Math.min(bytes.length, 2_000) * where);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (how === 'put') return Buffer.concat([before, Buffer.from(what, 'latin1'), after]);
  if (how === 'take') return Buffer.concat([before, after.subarray(what.length)]);
  return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ 0x20]), after.subarray(1)]);
}
