import type { IncomingMessage } from 'node:http';

/** Answers a request. @param env describes the connection. */
type Answer = (request: Request, env: object) => Response | Promise<Response>;

const MEGABYTE = 1024 * 1024;

/** Bytes of bodies: of one, and of all that are there at once. */
export interface MostBytes {
  readonly ofOne: number;
  readonly inAll: number;
}

/** Of one, as many as a call of Lambda may have. */
const MOST: MostBytes = { ofOne: 6 * MEGABYTE, inAll: 128 * MEGABYTE };

/** A body that arrives. It counts until its request is answered. */
interface Arriving {
  bytes: number;
  /** Ends its connection. */
  readonly drop: () => void;
}

/**
 * Reads the body of each request before an app has it, as API Gateway does on AWS: what somebody sends slowly takes no place among the
 * requests that are under way, and no time of its answer. How long it may take is for the server (`server.ts`). If too much is there, the
 * largest of those that arrive makes room: a few that hold much drop no small form.
 * @param mostAt the most bytes that the app takes at a path. No more is read, and nothing of what is said to be longer.
 */
export function readingAhead(answer: Answer, most = MOST, mostAt: (path: string) => number = () => most.ofOne): Answer {
  // In the order in which they have begun.
  const arriving = new Set<Arriving>();
  let inAll = 0;
  const forget = (one: Arriving) => {
    arriving.delete(one);
    inAll -= one.bytes;
    one.bytes = 0;
  };
  const makeRoom = () => {
    while (inAll > most.inAll) {
      // Of equal ones, the one that arrives for longest.
      const [first, ...others] = arriving;
      if (!first) return;
      const largest = others.reduce((one, other) => (other.bytes > one.bytes ? other : one), first);
      forget(largest);
      largest.drop();
    }
  };
  async function bodyOf(
    stream: ReadableStream<Uint8Array>,
    one: Arriving,
    ofOne: number,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    const reader = stream.getReader();
    // What is too long goes to the app as it is so far: it refuses it.
    while (one.bytes <= ofOne) {
      const { value, done } = await reader.read();
      if (done) break;
      chunks.push(value);
      one.bytes += value.length;
      inAll += value.length;
      makeRoom();
    }
    arriving.delete(one);
    return new Uint8Array(Buffer.concat(chunks));
  }
  return async (request, env) => {
    const ofOne = Math.min(most.ofOne, mostAt(new URL(request.url).pathname));
    // The app refuses a body that is said to be too long, and reads nothing of it.
    if (!request.body || Number(request.headers.get('content-length')) > ofOne) return answer(request, env);
    const { incoming } = env as { readonly incoming?: IncomingMessage };
    const one = { bytes: 0, drop: () => void incoming?.destroy() };
    arriving.add(one);
    try {
      const body = await bodyOf(request.body, one, ofOne).catch(() => undefined);
      // Its connection has ended, so nobody reads this.
      if (!body) return new Response(null, { status: 400 });
      const { url, method, headers } = request;
      return await answer(new Request(url, { method, headers, body }), env);
    } finally {
      forget(one);
    }
  };
}
