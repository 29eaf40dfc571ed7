import type { Context } from 'hono';
import * as z from 'zod/mini';
import { isSlug } from '../../core/campaigns/values.ts';
import { Problem } from '../../core/problem.ts';
import { readJson } from '../../http/body.ts';
import { HttpProblem } from '../../http/problems.ts';

/** The media type of a campaign file (RFC 9512). */
export const YAML = 'application/yaml';

/** What a request has sent, as a JSON object. @param also a further media type that is JSON. @throws {HttpProblem} */
export const sentJson = (c: Context, also?: string): Promise<Record<string, unknown>> =>
  readJson(c, also === undefined ? {} : { also: [also] });

/** @throws {Problem} `campaign-unknown`: the table refuses some texts as a key. */
export function slugIn(c: Context): string {
  const slug = c.req.param('slug') ?? '';
  if (!isSlug(slug)) throw new Problem('campaign-unknown');
  return slug;
}

/** The ETag of a revision. */
export const revisionTag = (revision: number): string => `"${revision}"`;

/**
 * The revision in `If-Match`. A tag that a proxy has made weak is still that of one revision.
 * @returns undefined for `*`, or without a header.
 * @throws {HttpProblem} `revision-missing` if it is needed. 0, which no campaign has, stands for a tag that is none of ours.
 */
export function revisionOf(c: Context, { isNeeded }: { readonly isNeeded: boolean }): number | undefined {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined || header === '') {
    if (isNeeded) throw new HttpProblem('revision-missing');
    return undefined;
  }
  if (header === '*') return undefined;
  return Number(/^(?:W\/)?"([1-9]\d{0,9})"$/.exec(header)?.[1] ?? 0);
}

/** How many wrong fields an answer names. No form of ours has as many fields. */
const MOST_NAMED = 50;

/**
 * What a request has sent, if it is of this form.
 * @throws {Problem} `invalid-form` that names the wrong fields.
 */
export function parsed<Schema extends z.ZodMiniType>(schema: Schema, sent: unknown): z.infer<Schema> {
  const result = z.safeParse(schema, sent);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  const names = new Set(fields.map((path) => path.map(String).join('.')));
  throw new Problem('invalid-form', {
    faults: [...names].slice(0, MOST_NAMED).map((field) => ({ field, fault: 'malformed' })),
  });
}

/** How many entries a page of a list has. */
const PAGE = { usual: 50, most: 100 } as const;

const malformed = (field: string) => new Problem('invalid-query', { faults: [{ field, fault: 'malformed' }] });

/** How many entries a request wants. @throws {Problem} `invalid-query` */
export function pageSizeAsked(c: Context): number {
  const limit = c.req.query('limit');
  const wanted = limit === undefined ? PAGE.usual : /^[1-9]\d{0,2}$/.test(limit) ? Number(limit) : Number.NaN;
  if (!(wanted <= PAGE.most)) throw malformed('limit');
  return wanted;
}

/** The page of a list that a request wants: after a slug or an id. @throws {Problem} `invalid-query` */
export function pageAsked(c: Context): { limit: number; cursor: string | undefined } {
  const cursor = c.req.query('cursor');
  if (cursor !== undefined && !isSlug(cursor)) throw malformed('cursor');
  return { limit: pageSizeAsked(c), cursor };
}

/** A step that needs no more words than its name. */
export const nothingSent = z.strictObject({});

/**
 * What a request for a step has sent: no body, or what the step takes. @throws {HttpProblem}
 * @throws {Problem} `invalid-form` that names what it does not take. It would be lost without a word.
 */
export async function stepSent<Schema extends z.ZodMiniType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  const { byteLength } = await c.req.arrayBuffer();
  return parsed(schema, byteLength === 0 ? {} : await readJson(c));
}
