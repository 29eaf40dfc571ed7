import type { Context } from 'hono';
import { HttpProblem, wrongType } from './problems.ts';

export interface Body {
  /** A form gets a page as its answer, JSON gets JSON. */
  readonly from: 'form' | 'json';
  readonly fields: Readonly<Record<string, unknown>>;
}

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Reads a JSON object or a urlencoded form.
 * @throws {HttpProblem} `unsupported-content-type` or `invalid-json`.
 */
export async function readBody(c: Context): Promise<Body> {
  switch (contentType(c)) {
    case JSON_TYPE:
      return { from: 'json', fields: parseJsonObject(await c.req.arrayBuffer()) };
    case FORM_TYPE:
      return { from: 'form', fields: Object.fromEntries(new URLSearchParams(await c.req.text())) };
    default:
      throw wrongType([JSON_TYPE, FORM_TYPE]);
  }
}

/**
 * Reads a JSON object. @param also a further media type that is JSON. @param others what the address takes beside.
 * @throws {HttpProblem} `unsupported-content-type` or `invalid-json`.
 */
export async function readJson(
  c: Context,
  { also = [], others = [] }: { also?: readonly string[]; others?: readonly string[] } = {},
): Promise<Record<string, unknown>> {
  const types = [JSON_TYPE, ...also];
  if (!types.includes(contentType(c) ?? '')) throw wrongType([...types, ...others]);
  return parseJsonObject(await c.req.arrayBuffer());
}

/** Whether a form was sent, as browsers do. */
export const isForm = (c: Context): boolean => contentType(c) === FORM_TYPE;

/** Whether the body is said to be JSON. No form can say so, nor can a script of another site without our leave. */
export const isJson = (c: Context): boolean => /^application\/(?:[\w.-]+\+)?json$/.test(contentType(c) ?? '');

export const contentType = (c: Context): string | undefined =>
  c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What reads a body further may call itself for each step. No honest one has more than eight. */
const MOST_DEEP = 32;

/** @throws {HttpProblem} `invalid-json` if it is not a JSON object in UTF-8, or has far too many objects and lists in each other. */
export function parseJsonObject(bytes: ArrayBuffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new HttpProblem('invalid-json');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new HttpProblem('invalid-json');
  if (isTooDeep(parsed)) throw new HttpProblem('invalid-json');
  return parsed as Record<string, unknown>;
}

/** Goes down step by step, without calling itself. */
function isTooDeep(body: object): boolean {
  let level: unknown[] = [body];
  for (let deep = 0; deep <= MOST_DEEP && level.length > 0; deep++)
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  return level.some((one) => typeof one === 'object' && one !== null);
}
