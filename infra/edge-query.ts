import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

/**
 * The code of the CloudFront Function that drops what no page asks for, and leads browsers to pages in their language. It is no
 * module: CloudFront has no imports.
 * @param languages those that the installation speaks.
 */
export function edgeQueryCode(languages: readonly string[]): string {
  const named = languages.map((tag) => `${tag}:${new Intl.Locale(tag).maximize().script}`);
  return readFileSync(new URL('edge-query.js', import.meta.url), 'utf8').replace("'LANGUAGES'", `'${named.join(' ')}'`);
}

/**
 * Leads a browser to a page in the language that it prefers, where no edge does: by the same code.
 * @returns a function. It answers with the redirect, or undefined if the request goes on.
 */
export function redirectsOfEdge(languages: readonly string[]): (request: Request) => Response | undefined {
  const handler: EdgeFunction = runInNewContext(`${edgeQueryCode(languages)}\nhandler`);
  return (request) => {
    const { statusCode, headers } = handler({ request: eventOf(request) });
    if (statusCode === undefined) return undefined;
    const named = Object.entries(headers).map(([name, { value }]): [string, string] => [name, value]);
    return new Response(null, { status: statusCode, headers: named });
  };
}

/** A request as CloudFront gives it to a function, and an answer as it takes it. */
type Values = Readonly<Record<string, { readonly value: string }>>;
type EdgeFunction = (event: { request: ReturnType<typeof eventOf> }) => { statusCode?: number; headers: Values };

function eventOf({ method, url, headers }: Request) {
  const { pathname, search } = new URL(url);
  const pairs = search.slice(1).split('&').filter(Boolean).reverse();
  const language = headers.get('accept-language');
  return {
    method,
    uri: pathname,
    // As they are written. The first of several counts.
    querystring: Object.fromEntries(
      pairs.map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name, { value: value.join('=') }];
      }),
    ) satisfies Values,
    headers: (language === null ? {} : { 'accept-language': { value: language } }) as Values,
  };
}
