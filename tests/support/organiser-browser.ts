import type { startConsole, Who } from './console.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

const bodyOf = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  ).toString();

export const headingOf = (html: string): string | undefined => /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1];

/** What the fields of a form on a page have, as a browser would send them back. */
export function fieldsOf(html: string): Record<string, string> {
  const form = /<form class="console-form".*?<\/form>/s.exec(html)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>|<textarea [^>]*>[^<]*<\/textarea>|<select [^>]*>.*?<\/select>/gs)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name === undefined || (/type="(radio|checkbox)"/.test(tag) && !/ checked/.test(tag))) continue;
    const [, chosen] = /<option value="([^"]*)"[^>]* selected/.exec(tag) ?? [];
    const value = tag.startsWith('<select')
      ? chosen
      : tag.startsWith('<textarea')
        ? />([^<]*)<\/textarea>/.exec(tag)?.[1]
        : / value="([^"]*)"/.exec(tag)?.[1];
    fields[plain(name)] = plain(value ?? '');
  }
  return fields;
}

const plain = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** A browser of an organiser, who sees pages and sends their forms. */
export async function organiserBrowser(console_: Awaited<ReturnType<typeof startConsole>>, who: Who, age = 0) {
  const { cookie, 'x-csrf-token': csrf } = await console_.session(who, age);
  const answerOf = async (request: Promise<Response>) => {
    const answer = await request;
    const html = await answer.text();
    return { status: answer.status, html, at: answer.headers.get('location'), headers: answer.headers };
  };
  const see = (path: string) => answerOf(console_.ask('GET', path, { cookie }));
  const send = (path: string, fields: Fields, headers: Record<string, string> = {}) =>
    answerOf(
      console_.ask(
        'POST',
        path,
        {
          ...{ cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          ...headers,
        },
        bodyOf({ csrf, ...fields }),
      ),
    );
  return {
    csrf,
    see,
    send,
    /** Opens a form, types into some of its fields, and sends it. Undefined leaves a field out, as a box that is not ticked. */
    async fill(path: string, typed: Readonly<Record<string, string | undefined>>) {
      const fields = { ...fieldsOf((await see(path)).html), ...typed };
      return send(
        path,
        Object.fromEntries(
          Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ),
      );
    },
  };
}
