import type { Context } from 'hono';
import type { exportTrail } from '../../core/access/trail.ts';

/** A part of the trail as a file. */
export const exportAnswer = (
  c: Context,
  { lines, first = 'empty', last = 'empty', missing, next }: Awaited<ReturnType<typeof exportTrail>>,
): Response =>
  c.body(Buffer.from(lines), 200, {
    'content-type': 'application/jsonl',
    'content-disposition': `attachment; filename="audit-${first}-${last}.jsonl"`,
    ...(missing.length > 0 && { 'x-missing-entries': missing.slice(0, 50).join(',') }),
    ...(next !== undefined && { link: `</api/organise/audit/export?from=${next}>; rel="next"` }),
  });
