import type { Context } from 'hono';
import { contentType, isForm } from '../../http/body.ts';
import { HttpProblem } from '../../http/problems.ts';
import { formParts } from './form-parts.ts';
import { type Typed, typedIn, typedOf } from './typed.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** The form that was read already, if one was. */
    sentForm: Promise<SentForm> | undefined;
  }
}

/** What a form has sent. */
export interface SentForm {
  readonly typed: Typed;
  /** The files that were chosen, by the names of their fields. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Letters of all words of a form: as many as a form without files has bytes. */
const MOST_LETTERS = 1024 * 1024;

/** A form with files. Only its parts say where each field ends. */
const isMultipart = (c: Context): boolean => contentType(c) === 'multipart/form-data';

/** Whether a browser has sent a form, with files or without. */
export const isAnyForm = (c: Context): boolean => isForm(c) || isMultipart(c);

/** Reads a form, once, as often as it is asked for. @throws {HttpProblem} `request-malformed` */
export function sentForm(c: Context): Promise<SentForm> {
  const sent = c.get('sentForm') ?? readForm(c);
  c.set('sentForm', sent);
  return sent;
}

async function readForm(c: Context): Promise<SentForm> {
  if (!isMultipart(c)) return { typed: typedIn(await c.req.text()), files: {} };
  const parts = await formParts(await c.req.arrayBuffer(), c.req.header('content-type') ?? '');
  if (!parts) throw new HttpProblem('request-malformed');
  const files: [string, Uint8Array][] = [];
  // A field in which no file was chosen is sent as one without a name and without content.
  for (const [name, value] of parts)
    if (typeof value !== 'string' && (value.name !== '' || value.size > 0))
      files.push([name, new Uint8Array(await value.arrayBuffer())]);
  const texts = parts.flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  // Only a file may be larger than other forms.
  if (texts.reduce((sum, [name, text]) => sum + name.length + text.length, 0) > MOST_LETTERS)
    throw new HttpProblem('body-too-large', { kilobytes: MOST_LETTERS / 1024 });
  return { typed: typedOf(texts), files: Object.fromEntries(files) };
}
