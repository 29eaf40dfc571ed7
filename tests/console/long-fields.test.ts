import { describe, expect, it } from 'vitest';
import { smallFile } from '../support/campaign.ts';
import { startConsole } from '../support/console.ts';
import { type Form, formsOf, sender } from '../support/console-forms.ts';
import { consolePages } from '../support/console-pages.ts';
import { addressOf, organiserCalls, referred, type Schema } from '../support/openapi.ts';

/**
 * What one organiser types, or a program of theirs sends, stops nobody else's work: the time of a request grows with the length of its fields, and no
 * faster. It compares times of the processor, which other processes hardly change.
 */

const site = await startConsole();
const { slug, addresses, see, session } = await consolePages(site, { cases: 1, updates: 1 });
const token = await site.token('admin');

interface Kind {
  readonly letter: string;
  readonly of: (letters: number) => string;
}

/** What a pattern may begin anew at each letter of. The ends keep it from being trimmed, and an anchor from holding. */
const kinds: readonly Kind[] = [' ', '\n', 'a', '[', '*', '&', '1', '\u0301', '-', '<'].map((letter) => ({
  letter,
  of: (letters: number) => `a${letter.repeat(letters)}!`,
}));
const LONG = 60_000;
/** Milliseconds of the processor, below which nothing is compared. */
const QUICK = 120;
/** Twice the length takes twice the time. The square would take four times. */
const MOST = 3.3;

type Send = (text: string) => Promise<Response>;

async function costOf(send: Send, text: string): Promise<number> {
  const before = process.cpuUsage();
  const answer = await send(text);
  await answer.arrayBuffer();
  const { user, system } = process.cpuUsage(before);
  expect(answer.status).toBeLessThan(500);
  return (user + system) / 1_000;
}

async function leastOf(times: number, send: Send, text: string): Promise<number> {
  const costs: number[] = [];
  for (let i = 0; i < times; i++) costs.push(await costOf(send, text));
  return Math.min(...costs);
}

/** What is wrong with the time that a field takes. Undefined if nothing is. */
async function tooSlow(send: Send, texts = kinds, long = LONG): Promise<string | undefined> {
  for (const { letter, of } of texts) {
    if ((await costOf(send, of(long))) < QUICK) continue;
    const seen = (await compared(2, send, of, long)) && (await compared(6, send, of, long));
    if (seen) return `${JSON.stringify(letter)}: ${seen}`;
  }
  return undefined;
}

/** @returns what both lengths take, if that grows too fast. */
async function compared(times: number, send: Send, of: Kind['of'], long: number): Promise<string | undefined> {
  const [half, whole] = [await leastOf(times, send, of(long / 2)), await leastOf(times, send, of(long))];
  const isTooFast = whole > QUICK && whole / half > MOST;
  return isTooFast ? `${half.toFixed()} ms, and ${whole.toFixed()} ms for twice the letters` : undefined;
}

/** What takes the parser of Markdown longest: list marks in one line, lists in lists, and links without an end. */
const marks = ['  - ', '- a\n  ', '[a]('].map((mark) => ({
  letter: mark,
  of: (letters: number) => `${mark.repeat(letters / mark.length)}!`,
}));
/** Enough to tell the square, and not to wait for minutes. */
const LONG_MARKDOWN = 24_000;

const forms = await formsOf({ addresses, see });
const sent = (form: Form, name: string): Send => sender(site, session, form, name);

/** Each field with a preview, once. A case has the same one in each place. */
const ofPreviews = new Map<string, Send>();
for (const form of forms.values())
  for (const { name, value, field } of form.previews) {
    const key = `${form.action.split(/[#/]/).at(-2)} ${field.replace(/\d+/, '0')}`;
    if (!ofPreviews.has(key)) ofPreviews.set(key, sent({ ...form, fields: { ...form.fields, [name]: value } }, field));
  }

const ofForms = [...forms].map(([key, form]) => [key, sent(form, key.split(' ').at(-1) ?? '')] as const);

/** A body with a text in one place. */
type Body = (text: string) => unknown;

/** Each place of a schema that takes a text. */
function textsIn(given: Schema, depth = 0): { readonly at: string; readonly body: Body }[] {
  if (depth > 8) return [];
  const schema = referred(given);
  const { type, properties = {}, additionalProperties, items } = schema;
  const inside = (one: Schema) => textsIn(one, depth + 1);
  if (type === 'string') return [{ at: '', body: (text) => text }];
  return [
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap(inside),
    ...Object.entries(properties).flatMap(([name, one]) =>
      inside(one).map(({ at, body }) => ({ at: `.${name}${at}`, body: (text: string) => ({ [name]: body(text) }) })),
    ),
    ...(items ? inside(items).map(({ at, body }) => ({ at: `[]${at}`, body: (text: string) => [body(text)] })) : []),
    ...(typeof additionalProperties === 'object'
      ? [
          ...inside(additionalProperties).map(({ at, body }) => ({
            at: `.*${at}`,
            body: (text: string) => ({ az: body(text) }),
          })),
          { at: '.*', body: (text: string) => ({ [text]: {} }) },
        ]
      : []),
  ];
}

const ofCalls = organiserCalls.flatMap(({ path, method, requestBody }) =>
  Object.entries(requestBody?.content ?? {})
    .filter(([type]) => type.endsWith('json'))
    .flatMap(([type, { schema }]) => {
      const address = addressOf(path, slug);
      const whole = path === '/api/organise/campaigns' ? smallFile : {};
      const places = new Map(textsIn(schema).map(({ at, body }) => [at, body]));
      return [...places].map(([at, body]) => {
        const send: Send = (text) =>
          site.ask(
            method.toUpperCase(),
            address,
            { ...token, 'content-type': type, 'if-match': '*' },
            { ...whole, ...(body(text) as object) },
          );
        return [`${method.toUpperCase()} ${path} ${at}`, send] as const;
      });
    }),
);

describe('a field with 60,000 letters takes twice as long as one with half of them, and is no fault of ours', () => {
  it('looks at all forms, and at all calls', () => {
    expect([ofForms.length > 100, ofCalls.length > 50]).toEqual([true, true]);
  });

  it.each([...ofPreviews])('preview of %s', async (_, send) => {
    expect(await tooSlow(send, marks, LONG_MARKDOWN)).toBeUndefined();
  });

  it('looks at the previews of updates, too', () => {
    expect([...ofPreviews.keys()].filter((key) => key.endsWith(' text'))).not.toEqual([]);
  });

  it.each(ofForms)('form %s', async (_, send) => {
    expect(await tooSlow(send)).toBeUndefined();
  });

  it.each(ofCalls)('call %s', async (_, send) => {
    expect(await tooSlow(send)).toBeUndefined();
  });
});
