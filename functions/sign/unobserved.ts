import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';

/**
 * A person who watches a network sees lengths and times of answers, though not their content. These two hide what a
 * signer did: docs/decisions/027.
 */

/**
 * Answers have a multiple of so many bytes. Those that must look alike fit into one step, also with the longest texts of a
 * campaign: pages in letters of three bytes, data in letters of four (tests/sign/page-lengths).
 */
const PAGE_STEP = 40 * 1024;
const DATA_STEP = 4 * 1024;

/** HTML and JSON ignore white space at their end. Four kinds are 2 bits a character, which no compression saves. */
const KINDS = Buffer.from(' \n\t\r');
/** At most so many characters are random, so that a page stays small if it is compressed. */
const MOST_RANDOM = 8 * 1024;
/** Made once: a watcher sees lengths alone. */
const RANDOM = randomBytes(MOST_RANDOM).map((byte) => KINDS[byte & 3] ?? 0);
const SPACES = Buffer.alloc(PAGE_STEP, ' ');

/** With these a `Response` may have no body. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Pads each page and each JSON with white space. What `createApp` refuses before (405, 413) stays as it is: it depends
 * on no signer. CloudFront does not compress these answers (`infra/edge-stack.ts`). If anything did, the
 * lengths would still show little: a first part of the white space is random, and so is its length.
 */
export const padded: MiddlewareHandler = async (c, next) => {
  await next();
  const answer = c.res;
  const type = answer.headers.get('content-type') ?? '';
  if (!/^text\/html|json\b/.test(type) || WITHOUT_BODY.has(answer.status)) return;
  const body = new Uint8Array(await answer.arrayBuffer());
  const step = type.startsWith('text/html') ? PAGE_STEP : DATA_STEP;
  const room = step - (body.length % step);
  const random = randomInt(Math.min(room, MOST_RANDOM) + 1);
  const filled = Buffer.concat([body, RANDOM.subarray(0, random), SPACES.subarray(0, room - random)]);
  // Hono would copy each header of an answer that it still has.
  c.res = undefined;
  c.res = new Response(filled, answer);
  // That of the body before.
  c.res.headers.delete('content-length');
};

/**
 * Holds an answer until a whole number of steps has passed since the request came. A path that asks a table twice is then
 * as late as one that asks once.
 * @param step milliseconds; 0 holds nothing.
 */
export const heldInSteps =
  (step: number): MiddlewareHandler =>
  async (_c, next) => {
    const came = performance.now();
    await next();
    if (step === 0) return;
    const end = came + Math.ceil((performance.now() - came) / step) * step;
    // A timer may be early by a part of a millisecond.
    for (let left = end - performance.now(); left > 0; left = end - performance.now()) await sleep(left);
  };
