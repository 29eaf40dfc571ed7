import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { parseKeyring } from '../../../functions/core/keys/keyring.ts';
import { endpointSecret, secretWords, signedHeaders } from '../../../functions/core/webhooks/signing.ts';

const ring = parseKeyring(JSON.stringify({ k1: 'a'.repeat(64), k2: 'b'.repeat(64) }), 'webhook');
const secretOf = (endpoint: string, kid: string, generation: number) =>
  endpointSecret(ring, endpoint, { kid, generation });
const body = '{"type":"webhook.test","timestamp":"2026-11-29T00:00:00.000Z","data":{}}';
const sign = (...secrets: Buffer[]) => signedHeaders({ id: 'evt_1', at: Date.now(), body }, secrets);

it('signs as the library of Standard Webhooks verifies', () => {
  const secret = secretOf('whe_a', 'k1', 1);
  expect(secretWords(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const webhook = new Webhook(secretWords(secret));
  expect(webhook.verify(body, sign(secret))).toEqual(JSON.parse(body));
  expect(() => webhook.verify(body.replace('test', 'tost'), sign(secret))).toThrow();
  expect(() => webhook.verify(body, { ...sign(secret), 'webhook-id': 'evt_2' })).toThrow();
  const late = signedHeaders({ id: 'evt_1', at: Date.now() - 6 * 60_000, body }, [secret]);
  expect(() => webhook.verify(body, late)).toThrow();
});

it('signs with the previous secret, too, so that a receiver may have either', () => {
  const [before, now, other] = [secretOf('whe_a', 'k1', 1), secretOf('whe_a', 'k1', 2), secretOf('whe_b', 'k1', 2)];
  const headers = sign(now, before);
  expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
  for (const secret of [before, now]) new Webhook(secretWords(secret)).verify(body, headers);
  expect(() => new Webhook(secretWords(other)).verify(body, headers)).toThrow();
});

it('makes another secret for each endpoint, generation and key, and the same one each time', () => {
  const all = [
    ...['whe_a', 'whe_b', 'whe_a 1'].flatMap((endpoint) => [1, 2, 11].map((n) => secretOf(endpoint, 'k1', n))),
    secretOf('whe_a', 'k2', 1),
  ].map(String);
  expect(new Set(all).size).toBe(all.length);
  expect(secretOf('whe_a', 'k1', 1)).toEqual(secretOf('whe_a', 'k1', 1));
  expect(() => secretOf('whe_a', 'k3', 1)).toThrow('no k3');
});
