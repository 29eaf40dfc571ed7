import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** Kinds of records, by their number in a question (RFC 1035, RFC 3596). */
const TYPES = { 1: 'A', 15: 'MX', 28: 'AAAA' } as const;
type Type = (typeof TYPES)[keyof typeof TYPES];

/** What the server knows of a name. `exchanges` are names of mail hosts; '' is the root, as in a null MX. */
export interface Zone {
  readonly exchanges?: readonly string[];
  readonly A?: boolean;
  readonly AAAA?: boolean;
  /** Milliseconds that the answer takes. */
  readonly after?: number;
  /** Answers with an error (2 is SERVFAIL, 5 is REFUSED), or never. To questions of this type alone, if one is named. */
  readonly fails?: { readonly code: number | 'silence'; readonly type?: Type };
}

const named = (name: string): Buffer =>
  Buffer.concat([
    ...(name === '' ? [] : name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]))),
    Buffer.from([0]),
  ]);

/** A record that answers the name of the question: a pointer to it, type, class, an hour, and the data. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0x0e, 0x10, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function recordsOf(zone: Zone, type: Type): Buffer[] {
  if (type === 'MX')
    return (zone.exchanges ?? []).map((name) => record(15, Buffer.concat([Buffer.from([0, 10]), named(name)])));
  if (type === 'A') return zone.A ? [record(1, Buffer.from([192, 0, 2, 1]))] : [];
  return zone.AAAA ? [record(28, Buffer.from('20010db8000000000000000000000001', 'hex'))] : [];
}

/** A name server of our own, over UDP on loopback. It knows the names of `zones`, and no other. */
export async function startDnsServer(zones: Readonly<Record<string, Zone>>) {
  const questions: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    let at = 12;
    const labels: string[] = [];
    for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
      labels.push(message.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const end = at + 5;
    const type = TYPES[message.readUInt16BE(at + 1) as keyof typeof TYPES];
    const name = labels.join('.').toLowerCase();
    questions.push(`${type} ${name}`);
    const zone = zones[name];
    const fails = zone?.fails && (zone.fails.type ?? type) === type ? zone.fails.code : undefined;
    if (fails === 'silence') return;
    const records = zone && fails === undefined ? recordsOf(zone, type) : [];
    const head = Buffer.from(message.subarray(0, 12));
    head.writeUInt16BE(0x8180 | (fails ?? (zone ? 0 : 3)), 2);
    head.writeUInt16BE(records.length, 6);
    head.fill(0, 8, 12);
    const answer = Buffer.concat([head, message.subarray(12, end), ...records]);
    setTimeout(() => socket.send(answer, from.port, from.address), zone?.after ?? 0);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  afterAll(() => void socket.close());
  return { servers: [`127.0.0.1:${(socket.address() as AddressInfo).port}`], questions };
}
