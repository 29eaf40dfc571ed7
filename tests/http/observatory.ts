/**
 * The rules of Mozilla's HTTP Observatory, as a table: what an answer is worth, beginning with 100 points. An answer that
 * meets none of a rule's rows gets the rule's last one. Redirection from http is the edge's (tests/infra/edge-stack).
 * @see https://github.com/mdn/mdn-http-observatory/blob/main/src/grader/charts.js
 */
interface Answer {
  readonly headers: Headers;
  readonly body: string;
}

interface Rule {
  readonly about: string;
  /** In order: the first row that the answer meets counts. */
  readonly rows: readonly (readonly [points: number, says: string, meets: (answer: Answer) => boolean])[];
}

const SIX_MONTHS = 15_768_000; // seconds
const BROAD = /^(?:ftp:|https?:|\*|https?:\/\/\*(?:\.\*)?)$/;
const INLINE = /^(?:'unsafe-inline'|data:)$/;
const PRIVATE_REFERRERS = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'];

const has = (sources: readonly string[], ...kinds: readonly RegExp[]) =>
  sources.some((source) => kinds.some((kind) => kind.test(source)));

/** The sources of a directive, by `default-src` where it falls back to that. Without any, everything is allowed. */
function sourcesOf({ headers }: Answer, directive: string, fallback?: string): readonly string[] {
  const policy = (headers.get('content-security-policy') ?? '').split(';').map((part) => part.trim().split(/\s+/));
  const found = policy.find(([name]) => name === directive) ?? policy.find(([name]) => name === fallback);
  return found?.slice(1) ?? ['*'];
}
const scripts = (answer: Answer) => sourcesOf(answer, 'script-src', 'default-src');
const styles = (answer: Answer) => sourcesOf(answer, 'style-src', 'default-src');
const objects = (answer: Answer) => sourcesOf(answer, 'object-src', 'default-src');
const header = (name: string) => (answer: Answer) => answer.headers.get(name);
const isGiven = (name: string) => (answer: Answer) => answer.headers.has(name);
const maxAge = ({ headers }: Answer) =>
  Number(/max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1]);
const scriptTags = ({ body }: Answer) => [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);

const rules: readonly Rule[] = [
  {
    about: 'Content-Security-Policy',
    rows: [
      [-25, 'none', (answer) => !isGiven('content-security-policy')(answer)],
      [-20, 'unsafe', (answer) => has(scripts(answer), BROAD, INLINE) || has(objects(answer), BROAD)],
      [-20, 'http', ({ headers }) => /\b(?:http|ftp):/.test(headers.get('content-security-policy') ?? '')],
      [-10, 'eval', (answer) => has([...scripts(answer), ...styles(answer)], /^'unsafe-eval'$/)],
      [0, 'unsafe styles', (answer) => has(styles(answer), BROAD, INLINE)],
      [10, 'nothing by default', (answer) => sourcesOf(answer, 'default-src').join() === "'none'"],
      [5, 'not unsafe', () => true],
    ],
  },
  {
    about: 'cookies',
    rows: [
      [0, 'none', (answer) => !isGiven('set-cookie')(answer)],
      [-40, 'any', () => true],
    ],
  },
  {
    about: 'Cross-Origin Resource Sharing',
    rows: [
      [-50, 'for everybody, with credentials', isGiven('access-control-allow-credentials')],
      [0, 'no credentials', () => true],
    ],
  },
  {
    about: 'Referrer-Policy',
    rows: [
      [0, 'none', (answer) => !isGiven('referrer-policy')(answer)],
      [5, 'private', (answer) => PRIVATE_REFERRERS.includes(header('referrer-policy')(answer) ?? '')],
      [-5, 'unsafe', () => true],
    ],
  },
  {
    about: 'Strict-Transport-Security',
    rows: [
      [0, 'six months or more', (answer) => maxAge(answer) >= SIX_MONTHS],
      [-10, 'less than six months', (answer) => maxAge(answer) < SIX_MONTHS],
      [-20, 'none', () => true],
    ],
  },
  {
    about: 'Subresource Integrity',
    rows: [
      [
        0,
        'only scripts of this service',
        (answer) => scriptTags(answer).every((tag) => !tag.includes(' src=') || / src="\/[^/]/.test(tag)),
      ],
      [-50, 'scripts from elsewhere', () => true],
    ],
  },
  {
    about: 'X-Content-Type-Options',
    rows: [
      [0, 'nosniff', (answer) => header('x-content-type-options')(answer) === 'nosniff'],
      [-5, 'none', () => true],
    ],
  },
  {
    about: 'X-Frame-Options',
    rows: [
      [5, 'by frame-ancestors', (answer) => !has(sourcesOf(answer, 'frame-ancestors'), BROAD)],
      [0, 'by itself', (answer) => /^(?:DENY|SAMEORIGIN)$/.test(header('x-frame-options')(answer) ?? '')],
      [-20, 'none', () => true],
    ],
  },
  {
    about: 'Cross-Origin-Resource-Policy',
    rows: [
      [
        10,
        'none but us',
        (answer) => /^same-(?:origin|site)$/.test(header('cross-origin-resource-policy')(answer) ?? ''),
      ],
      [0, 'none', (answer) => !isGiven('cross-origin-resource-policy')(answer)],
      [0, 'everybody', (answer) => header('cross-origin-resource-policy')(answer) === 'cross-origin'],
      [-5, 'not understood', () => true],
    ],
  },
];

const BONUS_FROM = 90; // points without any bonus
/** The missing points are for safe cookies, hashes of our own scripts, and browsers that know the domain: 5 each. */
export const BEST = 130;

/** @returns the points of an answer (A+ is 100 and more), and the result of each rule. */
export function grade(answer: Answer): { points: number; found: Record<string, string> } {
  const rows = rules.map(({ about, rows }) => {
    const [points, says] = rows.find(([, , meets]) => meets(answer)) ?? [0, 'nothing'];
    return { about, points, says };
  });
  const sum = (some: typeof rows) => some.reduce((total, { points }) => total + points, 0);
  const without = 100 + sum(rows.filter(({ points }) => points < 0));
  return {
    points: without >= BONUS_FROM ? without + sum(rows.filter(({ points }) => points > 0)) : Math.max(without, 0),
    found: Object.fromEntries(rows.map(({ about, says }) => [about, says])),
  };
}
