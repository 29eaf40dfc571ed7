import { FOREIGN_HOST } from '../../infra/local/refusal.ts';
import { MARK, UNESCAPED } from './marks.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Asked {
  readonly method: string;
  /** Whether the answer is for one person alone. */
  readonly personal: boolean;
  /** Whether a browser without our script sent a form. It may keep the form that comes back, for a person who goes back. */
  readonly isNavigation?: boolean;
  /** Whether it may be a frame, which other sites may show. */
  readonly mayBeFrame?: boolean;
}

/** The rules for every answer, to any request. @returns the broken rules, in words. */
export function faultsOf(answer: Answer, asked: Asked): string[] {
  const { status, headers, body } = answer;
  const type = headers.get('content-type') ?? '';
  const kept = headers.get('cache-control');
  const isKeptByNobody = kept === 'no-store' || (asked.isNavigation && status >= 400 && kept === 'private, no-cache');
  const faults = [
    status >= 500 && `a fault of ours: ${status}`,
    (status < 200 || (status >= 300 && ![301, 302, 303, 304].includes(status) && status < 400)) &&
      `an odd status: ${status}`,
    ...(asked.mayBeFrame && isFrame(headers) ? [] : missing(headers)),
    status >= 400 && !isKeptByNobody && 'a problem that a cache may keep',
    asked.personal && !isKeptByNobody && 'a personal answer that a cache may keep',
    asked.personal && headers.has('access-control-allow-origin') && 'a personal answer for foreign pages',
    headers.has('set-cookie') && 'a cookie',
    (headers.has('server') || headers.has('x-powered-by')) && 'the name of our software',
    ...[...headers].map(([name, value]) => headerFault(name, value)),
    !type.startsWith('text/javascript') && INSIDE.test(body) && 'something of our inside',
    type.startsWith('text/html')
      ? UNESCAPED.test(body) && 'what was sent, as markup'
      : body.includes(MARK) && 'what was sent',
    asked.method !== 'HEAD' && status >= 400 && problemFault(type, status, body),
  ];
  return faults.filter((fault) => fault !== false);
}

/** Places of code, names of services, and names of errors that are not the caller's fault. */
const INSIDE =
  /\bat .{0,200}:\d+:\d+|node_modules|file:\/\/|\b(Type|Syntax|Range|Reference)Error\b|ZodError|ECONN|dynamodb|amazonaws|arn:aws/i;

/** Headers of every answer, with their values. */
const required: readonly (readonly [string, RegExp])[] = [
  [
    'content-security-policy',
    /^default-src 'none';(?!.*(unsafe|strict-dynamic|\*|(script|style)-src[^;]*data:|https?:))/,
  ],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^no-referrer$/],
  ['x-frame-options', /^DENY$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['cross-origin-resource-policy', /^(same|cross)-origin$/],
  ['strict-transport-security', /^max-age=\d{8}/],
];

/** Headers of a frame: other pages may show it, and it may do no more than any page of ours. */
function isFrame(headers: Headers): boolean {
  const asPage = new Headers(headers);
  const policy = headers.get('content-security-policy') ?? '';
  asPage.set('content-security-policy', policy.replace('; frame-ancestors *;', ';'));
  asPage.set('x-frame-options', 'DENY');
  return !headers.has('x-frame-options') && missing(asPage).length === 0;
}

const missing = (headers: Headers): string[] =>
  required.flatMap(([name, says]) => (says.test(headers.get(name) ?? '') ? [] : [`${name}: ${headers.get(name)}`]));

/** Only the redirect from an address with a slash too many repeats the request, as the same path of ours. */
function headerFault(name: string, value: string): string | false {
  if (name === 'location') return !/^\/(?!\/)[^\s<>"\\]*$/.test(value) && `the way elsewhere: ${value}`;
  return value.includes(MARK) && `what was sent, in ${name}`;
}

function problemFault(type: string, status: number, body: string): string | false {
  if (type === 'application/problem+json') {
    const problem = JSON.parse(body) as Record<string, unknown>;
    const isWhole = String(problem.type).startsWith('urn:amparo:problem:') && problem.status === status;
    return !(isWhole && typeof problem.title === 'string' && typeof problem.detail === 'string') && 'half a problem';
  }
  const isPage = /^text\/html; ?charset=utf-8$/i.test(type) && /^<!doctype html>/i.test(body);
  // A badge says in its picture that there is nothing to count: a page that shows it has no room for more.
  const isBadge = /^image\/svg\+xml/.test(type) && body.startsWith('<svg ');
  return !isPage && !isBadge && `a problem that is neither JSON nor a page: ${type} ${body.slice(0, 60)}`;
}

/** An answer of the HTTP parser itself, to bytes that are not a request: it has its status, and nothing more. */
export const isParsersRefusal = ({ status, headers, body }: Answer): boolean =>
  [400, 408, 413, 417, 431].includes(status) && body === '' && [...headers.keys()].join() === 'connection';

/** An answer of the server on one computer to a foreign `Host` header: the same to everybody, whatever they sent. */
export const isHostRefusal = ({ status, headers, body }: Answer): boolean =>
  status === FOREIGN_HOST.status &&
  ['', FOREIGN_HOST.body].includes(body) &&
  Object.entries(FOREIGN_HOST.headers).every(([name, value]) => headers.get(name) === value) &&
  [...headers.keys()].every((name) => name in FOREIGN_HOST.headers || name === 'connection');

/** The answers on a connection, one after the other. */
export function readAnswers(bytes: Buffer): Answer[] {
  const answers: Answer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return answers;
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
    if (!status) throw new Error(`Not an answer: ${statusLine}`);
    const headers = new Headers(
      lines.map((line): [string, string] => [line.split(': ', 1)[0] ?? '', line.replace(/^[^:]*: ?/, '')]),
    );
    const after = rest.subarray(end + 4);
    const { body, length } = bodyOf(after, headers);
    // 100 Continue stands before the answer.
    if (status >= 200) answers.push({ status, headers: spoken(headers), body: body.toString('utf8') });
    rest = after.subarray(length);
  }
}

/** Headers of the connection are the server's, not the app's. */
function spoken(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['date', 'keep-alive', 'transfer-encoding', 'content-length']) kept.delete(name);
  if ([...kept].length > 1) kept.delete('connection');
  return kept;
}

function bodyOf(after: Buffer, headers: Headers): { body: Buffer; length: number } {
  if (headers.get('transfer-encoding') === 'chunked') return unchunked(after);
  const length = Math.min(Number(headers.get('content-length') ?? 0), after.length);
  return { body: after.subarray(0, length), length };
}

function unchunked(after: Buffer): { body: Buffer; length: number } {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = after.indexOf('\r\n', at);
    const size = Number.parseInt(after.subarray(at, Math.max(lineEnd, at)).toString(), 16);
    if (lineEnd < 0 || !(size > 0))
      return { body: Buffer.concat(parts), length: Math.min(lineEnd < 0 ? after.length : lineEnd + 4, after.length) };
    parts.push(after.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
