import { timingSafeEqual } from 'node:crypto';
import type { Context, Next } from 'hono';
import * as z from 'zod/mini';
import { HttpProblem } from '../http/problems.ts';

/** The header by which CloudFront tells that it brought a request. It writes over one that a caller sends. */
export const EDGE_HEADER = 'x-amparo-edge';

const edgeKeys = z.record(z.string(), z.string().check(z.minLength(32)));

/**
 * Reads the secret of the edge: `{"k1": "<64 random characters>"}`. CloudFront sends one of the keys, and each is taken,
 * so that it can change without a request refused (docs/decisions/011).
 * @throws {Error} if it is none, without a word of what it holds.
 */
export function parseEdgeKeys(text: string): string[] {
  try {
    const keys = Object.values(z.parse(edgeKeys, JSON.parse(text)));
    if (keys.length > 0) return keys;
  } catch {
    // Errors of parsers quote what they read.
  }
  throw new Error('The secret of the edge holds no keys');
}

/** Whether CloudFront brought a request: it sends a key that no caller has. */
export function cameThroughEdge(c: Context, keys: readonly string[]): boolean {
  const sent = Buffer.from(c.req.header(EDGE_HEADER) ?? '');
  return keys.some((key) => {
    const expected = Buffer.from(key);
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  });
}

/**
 * Refuses what found the HTTP API's own address and went around the firewall, before its body is read.
 * @throws {HttpProblem} `edge-only`.
 */
export const throughEdgeOnly =
  (keys: () => Promise<readonly string[]>) =>
  async (c: Context, next: Next): Promise<void> => {
    if (!cameThroughEdge(c, await keys())) throw new HttpProblem('edge-only');
    await next();
  };
