import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownHosts, refuseForeignHosts } from '../../../infra/local/hosts.ts';
import { hiddenAddress } from '../../../infra/local/ports.ts';
import { testEngine } from '../../support/database.ts';
import { freshPlace, killEverything, type Place, start, type TestMachine, untilUp } from '../../support/machine.ts';

const HOUR = 3_600_000;
/** E-mails that came some hours ago, as the inbox keeps them on the disk. */
const mails = [1, 23, 25, 1_000].map((hours) => ({ messageId: `${hours}`, at: (Date.now() - hours * HOUR) / 1_000 }));

let place: Place;
let machine: TestMachine;
let inbox: string;

beforeAll(async () => {
  place = await freshPlace();
  inbox = join(place.dataDir, 'mailbox.jsonl');
  writeFileSync(inbox, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(''), { mode: 0o600 });
  machine = start(place, { PUBLIC_URL: 'https://Try.Example:8443' });
  await untilUp(machine);
});
afterAll(() => killEverything(machine, place));

/** Asks a port of this computer under any name, as a browser does if a foreign name leads to 127.0.0.1. */
const ask = (port: number, path: string, host: string) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    })
      .on('error', reject)
      .end();
  });

const REFUSED = {
  status: 421,
  text: '{"type":"urn:amparo:problem:foreign-host","title":"This is not a name of this computer","status":421,"detail":"To use it, set PUBLIC_URL."}\n',
};
const lookAlikes = ['localhost.evil.example', '127.0.0.1.evil.example', 'a b', '@localhost', 'localhost/'];

it.each([...lookAlikes, 'evil.example', 'evil.example:3000', '192.0.2.7'])(
  'answers nothing to pages of the foreign host “%s”, neither pages nor e-mails',
  async (host) => {
    expect(await ask(place.port, '/healthz', host)).toEqual(REFUSED);
    for (const path of ['/', '/store', '/health-check'])
      expect(await ask(place.mailboxPort, path, host)).toEqual(REFUSED);
  },
);

it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '[::1]:3000', 'try.example', 'try.example:1'])(
  'answers to its own name “%s”',
  async (host) => {
    expect((await ask(place.port, '/healthz', host)).status).toBe(200);
    expect((await ask(place.mailboxPort, '/store', host)).status).toBe(200);
  },
);

it('answers also for its addresses, if it listens on every interface', () => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const publicUrl = 'http://localhost:3000';
  for (const host of ['0.0.0.0', '::']) {
    const isOwn = ownHosts({ host, publicUrl });
    for (const { address, family } of addresses)
      expect(isOwn(family === 'IPv6' ? `[${address}]:3000` : `${address}:3000`), address).toBe(true);
    expect([isOwn('192.0.2.7:3000'), isOwn('evil.example'), isOwn(''), isOwn(undefined)]).toEqual(Array(4).fill(false));
  }
  expect(ownHosts({ host: '192.0.2.7', publicUrl })('192.0.2.7:3000')).toBe(true);
});

it('lets no foreign name reach any listener of a server', async () => {
  const server = createServer(() => expect.unreachable());
  refuseForeignHosts(server, () => false);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  expect(await ask((server.address() as AddressInfo).port, '/', 'localhost')).toEqual(REFUSED);
  await new Promise((resolve) => server.close(resolve));
});

/** A file may be closed meanwhile. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

/** The addresses at which a process and its children listen, as Linux keeps them. */
function listenersOf(root: number): string[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
      .map((pid) => [Number(pid), Number(/^.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])]),
  );
  const isOfTree = (pid: number): boolean => pid === root || (parents.has(pid) && isOfTree(parents.get(pid) ?? 0));
  const sockets = new Set(
    [...parents.keys()]
      .filter(isOfTree)
      .flatMap((pid) => readdirSync(`/proc/${pid}/fd`).map((fd) => `/proc/${pid}/fd/${fd}`))
      .flatMap((fd) => /socket:\[(\d+)\]/.exec(linkOf(fd))?.[1] ?? []),
  );
  const listening = ['tcp', 'tcp6'].flatMap((file) =>
    readFileSync(`/proc/net/${file}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && sockets.has(inode ?? '')),
  );
  return listening.map(([, local = '']) => {
    const [ip = '', port = ''] = local.split(':');
    const host = ip.length === 8 ? Buffer.from(ip, 'hex').reverse().join('.') : ip;
    return `${host}:${Number.parseInt(port, 16)}`;
  });
}

it.runIf(process.platform === 'linux' && testEngine !== 'dynamodb-local')(
  'has its database and its queue, which answer every page, where no page can look for them',
  async () => {
    const listeners = listenersOf(machine.process.pid ?? 0);
    const known = listeners.filter((address) => !/^127\.[1-9]/.test(address));
    const { issuer } = JSON.parse(readFileSync(join(place.dataDir, 'sign-in.json'), 'utf8')) as { issuer: string };
    const pages = [place.port, place.mailboxPort, new URL(issuer).port];
    expect(known.sort()).toEqual(pages.map((port) => `127.0.0.1:${port}`).sort());
    const hidden = listeners.filter((address) => !known.includes(address));
    expect(hidden.length).toBe(2);
    for (const address of hidden) {
      const port = Number(address.split(':')[1]);
      await expect(ask(port, '/', 'localhost'), address).rejects.toThrow('ECONNREFUSED');
    }
    // Another address at each start.
    const hosts = await Promise.all(Array.from({ length: 20 }, async () => (await hiddenAddress()).host));
    expect(new Set(hosts).size).toBe(20);
  },
);

it('forgets e-mails in the inbox that are older than a day, also on the disk', async () => {
  const { emails } = JSON.parse((await ask(place.mailboxPort, '/store', 'localhost')).text);
  expect(emails).toEqual(mails.slice(0, 2));
  expect(
    readFileSync(inbox, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(mails.slice(0, 2));
  expect([statSync(inbox).mode & 0o077, existsSync(`${inbox}.new`)]).toEqual([0, false]);
});

it('says that one computer is for trying out', () => {
  expect(machine.printed()).toContain('One computer is for trying out. For a real campaign, deploy to AWS');
});
