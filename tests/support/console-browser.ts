import type { startConsole, Who } from './console.ts';

type Fields = Record<string, string | string[]>;

/** A browser of an organiser, who sends the forms of pages. @param age how long ago the second factor was proved, in milliseconds. */
export async function browserOf(console: Awaited<ReturnType<typeof startConsole>>, who: Who, age = 0) {
  const { cookie, 'x-csrf-token': csrf } = await console.session(who, age);
  const answerOf = async (request: Promise<Response>) => {
    const answer = await request;
    const html = await answer.text();
    return { status: answer.status, html, at: answer.headers.get('location'), headers: answer.headers };
  };
  return {
    csrf,
    see: (path: string) => answerOf(console.ask('GET', path, { cookie })),
    send: (path: string, fields: Fields, headers: Record<string, string> = {}) =>
      answerOf(
        console.ask(
          'POST',
          path,
          {
            ...{ cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
            ...headers,
          },
          formBody({ csrf, ...fields }),
        ),
      ),
  };
}

export const formBody = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value])),
  ).toString();

export const headingOf = (html: string): string | undefined => /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1];

/** What a field of a form on a page has. */
export const fieldOf = (html: string, name: string): string | undefined =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1];
