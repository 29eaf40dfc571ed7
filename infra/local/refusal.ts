/** Headers of an answer that comes from the server itself, not from an app. No cache keeps it, and no page may use it. */
const HEADERS = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** An answer before any app is asked: `application/problem+json` (RFC 9457). */
export interface ServerRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const refusalOf = (
  kind: string,
  status: number,
  words: { title: string; detail: string },
  headers: Record<string, string> = {},
): ServerRefusal => ({
  status,
  headers: { ...HEADERS, ...headers },
  body: `${JSON.stringify({ type: `urn:amparo:problem:${kind}`, title: words.title, status, detail: words.detail })}\n`,
});

/** The answer to a request for a name that is not of this computer. */
export const FOREIGN_HOST = refusalOf('foreign-host', 421, {
  title: 'This is not a name of this computer',
  detail: 'To use it, set PUBLIC_URL.',
});

/** The answer while the apps are not ready. */
export const STARTING = refusalOf(
  'starting',
  503,
  { title: 'Amparo is starting', detail: 'Try again in a few seconds.' },
  { 'retry-after': '2' },
);
