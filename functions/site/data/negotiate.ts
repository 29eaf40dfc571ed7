import type { Context } from 'hono';
import { Problem } from '../../core/problem.ts';

const types = [
  ['json', 'application/json'],
  ['csv', 'text/csv'],
] as const;
export type Format = (typeof types)[number][0];

/**
 * Leads from an address without an ending to the one with `.json` or `.csv`, as the Accept header prefers. These have one
 * answer each, so that caches keep them without a look at the header.
 * @throws {Problem} `not-acceptable` if the caller takes neither.
 */
export function toPreferred(c: Context): Response {
  const format = preferred(c.req.header('accept') ?? '*/*');
  // Not `c.req.path`, which is decoded: it may contain a line end, which a header may not.
  const { pathname, search } = new URL(c.req.url);
  return c.body(null, 303, { location: `${pathname}.${format}${search}`, vary: 'Accept', 'cache-control': 'no-store' });
}

/** The best of the two by an Accept header. JSON, if both are as good. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1 */
function preferred(accept: string): Format {
  const ranges = accept.split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
    return { type, weight: weight >= 0 && weight <= 1 ? weight : 0 };
  });
  const weightOf = (type: string): number => {
    const general = [type, type.replace(/\/.*/, '/*'), '*/*'];
    return general.map((one) => ranges.find((range) => range.type === one)?.weight).find((q) => q !== undefined) ?? 0;
  };
  const [best] = types
    .map(([format, type]) => ({ format, weight: weightOf(type) }))
    .sort((a, b) => b.weight - a.weight);
  if (best && best.weight > 0) return best.format;
  throw new Problem('not-acceptable', { faults: [{ field: 'accept', fault: 'unknown' }] });
}
