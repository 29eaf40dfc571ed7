import { Resolver } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isThisMachine } from '../core/webhooks/address.ts';
import type { Failure } from '../core/webhooks/delivery.ts';
import { isPublicAddress } from './public-address.ts';

/** The status of an endpoint's answer, or why there is none. Nothing more of an answer is kept. */
export type Answer = { readonly status: number } | { readonly failure: Failure };

/** Sends a body to an endpoint, once. Never throws. */
export type Post = (url: URL, body: string, headers: Record<string, string>) => Promise<Answer>;

/** How an endpoint is reached. Tests pass their own. */
export interface Ways {
  /** Finds the addresses of a name. */
  readonly resolve: LookupFunction;
  readonly isAllowed: (address: string) => boolean;
  readonly port: number;
  /** Certificates to trust, instead of those of Node. */
  readonly ca?: string;
  /** For name, connection, TLS and answer together, in milliseconds. */
  readonly patience: number;
}

/**
 * Asks name servers. Node's `lookup` would hold one of its four threads for each name whose server never answers, and so hold
 * up the names of all other endpoints.
 * @param servers as `Resolver` takes them. Left out: those of the system.
 */
export function namesFrom(servers?: readonly string[]): LookupFunction {
  return (name, _options, done) => {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 });
    if (servers) resolver.setServers(servers);
    const asked = [
      resolver.resolve4(name).then((all) => all.map((address) => ({ address, family: 4 }))),
      resolver.resolve6(name).then((all) => all.map((address) => ({ address, family: 6 }))),
    ];
    void Promise.allSettled(asked).then((answers) => {
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      const failed = answers.find((answer) => answer.status === 'rejected');
      done(found.length === 0 && failed ? failed.reason : null, found);
    });
  };
}

const ways: Ways = { resolve: namesFrom(), isAllowed: isPublicAddress, port: 443, patience: 15_000 };

/** Every address behind a name is of a network that is not public. */
class NotPublic extends Error {
  readonly code = 'NOT_PUBLIC';
}

/**
 * Makes what sends webhooks. A connection goes to an address that was just judged, and no other: the name is not asked
 * again between the two, and no connection serves twice. No redirect is followed, and no proxy of the environment is used.
 */
export function createPost(own: Partial<Ways> = {}): Post {
  const { resolve, isAllowed, port, ca, patience } = { ...ways, ...own };
  const judged = onlyAllowed(resolve, isAllowed);
  return (url, body, headers) =>
    new Promise((done) => {
      const options: RequestOptions = {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Amparo-Webhooks/1',
          ...headers,
        },
        // A new connection for each: what was judged before says nothing about now.
        agent: false,
        signal: AbortSignal.timeout(patience),
      };
      const sent = isThisMachine(url)
        ? plainRequest(url, options)
        : request(url, {
            ...options,
            port,
            lookup: judged,
            // Not even NODE_TLS_REJECT_UNAUTHORIZED=0 switches this off.
            rejectUnauthorized: true,
            minVersion: 'TLSv1.2',
            ...(ca !== undefined && { ca }),
          });
      sent.on('response', (response) => {
        done({ status: response.statusCode ?? 0 });
        // Nobody reads the rest, however long it is.
        response.destroy();
      });
      sent.on('error', (error) => done({ failure: failureOf(error) }));
      // An answer that switches protocols ends the connection without an error.
      sent.on('close', () => done({ failure: 'no-connection' }));
      sent.end(body);
    });
}

/** Finds the addresses of a name, and leaves out those that are not allowed. */
const onlyAllowed =
  (resolve: LookupFunction, isAllowed: (address: string) => boolean): LookupFunction =>
  (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const allowed = [found].flat().filter((one) => typeof one === 'object' && isAllowed(one.address));
      const [first] = allowed;
      if (typeof first !== 'object') return done(new NotPublic('No public address'), []);
      return options.all
        ? done(null, allowed as { address: string; family: number }[])
        : done(null, first.address, first.family);
    });

/** The codes of Node's errors. Their messages quote names and addresses, so nothing else of an error is used. */
function failureOf(error: Error & { code?: unknown }): Failure {
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === 'NOT_PUBLIC') return 'address-not-public';
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || /^ETIME(DOUT|OUT)$/.test(code)) return 'timeout';
  if (/^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_)/.test(code)) return 'name-not-found';
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|EPROTO)|SELF_SIGNED|_CERT(IFICATE)?(_|$)/.test(code)) return 'tls';
  return 'no-connection';
}
