import { timingSafeEqual } from 'node:crypto';
import type { Context, Next } from 'hono';
import * as z from 'zod/mini';
import { HttpProblem } from './problems.ts';

/** The header that CloudFront adds to the requests that it forwards. It overwrites one that a caller sends. */
export const EDGE_HEADER = 'x-amparo-edge';

const edgeKeys = z.record(z.string(), z.string().check(z.minLength(32)));

/**
 * Parses the secret of the edge: `{"k1": "<64 random characters>"}`. CloudFront sends one of the keys, and each of them is
 * accepted, so that the key can change and no request is refused meanwhile (docs/decisions/011).
 * @throws {Error} if the text is not such a secret. The message contains nothing of the text.
 */
export function parseEdgeKeys(text: string): string[] {
  try {
    const keys = Object.values(z.parse(edgeKeys, JSON.parse(text)));
    if (keys.length > 0) return keys;
  } catch {
    // Errors of parsers quote their input.
  }
  throw new Error('The secret of the edge holds no keys');
}

/** Whether CloudFront forwarded a request: it sends a key that no caller knows. */
export function cameThroughEdge(c: Context, keys: readonly string[]): boolean {
  const sent = Buffer.from(c.req.header(EDGE_HEADER) ?? '');
  return keys.some((key) => {
    const expected = Buffer.from(key);
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  });
}

/**
 * Refuses a request that was sent to the HTTP API's own address, and so went around the firewall. Its body is not read.
 * @throws {HttpProblem} `edge-only`.
 */
export const throughEdgeOnly =
  (keys: () => Promise<readonly string[]>) =>
  async (c: Context, next: Next): Promise<void> => {
    if (!cameThroughEdge(c, await keys())) throw new HttpProblem('edge-only');
    await next();
  };
