import { createHash } from 'node:crypto';
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
 * @throws {Problem} `invalid-form` that names the fields that are wrong, or missing.
 */
export function parsed<Schema extends z.ZodMiniType>(schema: Schema, sent: unknown): z.infer<Schema> {
  const result = z.safeParse(schema, sent);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  const byName = new Map(fields.map((path) => [path.map(String).join('.'), path]));
  throw new Problem('invalid-form', {
    faults: [...byName].slice(0, MOST_NAMED).map(([field, path]) => ({
      field,
      fault: isThere(sent, path) ? 'malformed' : 'missing',
    })),
  });
}

function isThere(sent: unknown, path: readonly PropertyKey[]): boolean {
  const value = path.reduce<unknown>(
    (within, key) => (Object.hasOwn(Object(within), key) ? (within as Record<PropertyKey, unknown>)[key] : undefined),
    sent,
  );
  return value !== undefined;
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

/**
 * The address of a list, without its pages: its path, with all that chooses and orders. One that chooses otherwise is another list.
 * @param query empty values choose nothing.
 */
export function listOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const chosen = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]));
  return chosen.length === 0 ? path : `${path}?${new URLSearchParams(chosen)}`;
}

/** A cursor says which list has made it: elsewhere, its place would begin a wrong page. This is no secret. */
const cursorOf = (list: string, place: string): string =>
  `${createHash('sha256').update(`${list} ${place}`).digest('base64url').slice(0, 8)}.${place}`;

/** The header of a page that has a next one. @param place where that begins. Undefined: this is the last one. */
export function linkToNext(list: string, place: string | undefined, limit?: number): { link?: string } {
  if (place === undefined) return {};
  const page = new URLSearchParams({
    cursor: cursorOf(list, place),
    ...(limit !== undefined && { limit: String(limit) }),
  });
  return { link: `<${list}${list.includes('?') ? '&' : '?'}${page}>; rel="next"` };
}

/** The place that a cursor has, if this list has made it. It may be made up: anybody can work out a cursor. */
export function placeIn(list: string, cursor: string): string | undefined {
  const place = cursor.slice(cursor.indexOf('.') + 1);
  return cursor === cursorOf(list, place) ? place : undefined;
}

/**
 * The place at which a request wants its page to begin, as `linkToNext` had it. Undefined: at the first.
 * @param isPlace whether the list can begin there.
 * @throws {Problem} `invalid-query`, also for the cursor of another list.
 */
export function placeAsked(c: Context, list: string, isPlace: (place: string) => boolean): string | undefined {
  const cursor = c.req.query('cursor');
  if (cursor === undefined) return undefined;
  const place = placeIn(list, cursor);
  if (place === undefined || !isPlace(place)) throw malformed('cursor');
  return place;
}

/** A revision, as the place of a page of versions: it begins before that one. @throws {Problem} as `placeAsked`. */
export function revisionAsked(c: Context, list: string): number | undefined {
  const place = placeAsked(c, list, (text) => wholeNumber(text) !== undefined);
  return wholeNumber(place);
}

export const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;

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
