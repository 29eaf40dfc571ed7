import * as fc from 'fast-check';
import { isSignRoute } from '../../functions/http/routes.ts';
import { bodyOf, type FieldValues, type FuzzedBody } from './bodies.ts';
import { anyHeaders, anyType, type Header } from './headers.ts';
import { MARK, MARKUP } from './marks.ts';
import { linkQueryOf, pathOf, queryOf } from './paths.ts';
import type { AppName, Route } from './routes.ts';
import { anyText, mostly } from './texts.ts';
import { proofs, tokens } from './tokens.ts';

export interface FuzzedRequest {
  /** The function that is asked. */
  readonly app: AppName;
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly Header[];
  readonly body: FuzzedBody | undefined;
  /** The caller's network. */
  readonly from: string;
}

/** The material of requests: existing things, and things that a real caller may have. */
export interface Material {
  readonly routes: readonly Route[];
  /** Names of fields that a body may have. */
  readonly fields: readonly string[];
  /** Existing values for the parameters of routes, such as the slugs of campaigns for `slug`. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Files of charts, which routes call `file` as they call files of the build. */
  readonly charts: readonly string[];
  readonly publicUrl: string;
  readonly tokens: readonly string[];
  /** Tokens of links to previews. */
  readonly previews: readonly string[];
  readonly proofs: readonly string[];
}

const oddMethods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'PURGE',
  'QUERY',
  'get',
  'post',
  'Post',
  'X'.repeat(500),
  'A!#$%&*',
];

/** One request of a caller who may know everything but the keys, and means no good. */
export function requests(material: Material): fc.Arbitrary<FuzzedRequest> {
  const token = tokens(material.tokens);
  const values = valuesOf(material, token);
  const query = queryOf(token);
  const linkQuery = mostly(linkQueryOf(token), query, 2);
  const previewQuery = mostly(linkQueryOf(tokens(material.previews)), query, 2);
  // A page of the sign function is opened by a mail's link.
  const ofCampaign = fc.constant(
    `url=${encodeURIComponent(`${material.publicUrl}/campaigns/${material.names.slug?.[0]}`)}`,
  );
  const queryTo = ({ app, method, path }: Route) => {
    if (path === '/oembed') return mostly(ofCampaign, query, 2);
    if (path === '/preview/:slug') return previewQuery;
    return app === 'sign' && method === 'GET' ? linkQuery : query;
  };
  // Fewer fields leave fewer ways to be refused: the call of one field is met as it should be, too.
  const ofOne = material.fields.map((name) => bodyOf({ [name]: values[name] ?? anyText }));
  const body = fc.oneof(
    { weight: 30, arbitrary: bodyOf(values) },
    ...ofOne.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
  const namesIn = ({ path }: Route) =>
    path.includes('/charts/') ? { ...material.names, file: material.charts } : material.names;
  return fc.oneof(
    ...material.routes.map((route) => ({
      // There are many addresses that only read, and all of a signer's have many ways to be refused.
      weight: route.app === 'sign' ? 3 : 1,
      arbitrary: requestTo(route, { path: pathOf(route.path, namesIn(route)), query: queryTo(route), body }),
    })),
  );
}

function requestTo(
  route: Route,
  { path, query, body }: { path: fc.Arbitrary<string>; query: fc.Arbitrary<string>; body: fc.Arbitrary<FuzzedBody> },
): fc.Arbitrary<FuzzedRequest> {
  const none = fc.constant(undefined);
  return fc
    .record({
      method: mostly(fc.constant(route.method), fc.constantFrom(...oddMethods), 6),
      path,
      query,
      more: mostly(fc.constant<Header[]>([]), anyHeaders, 1),
      body: route.method === 'GET' ? mostly(none, body, 6) : mostly(body, none, 12),
      // The declared type of the body: usually the true one.
      said: mostly(none, anyType, 8),
      page: fc.boolean(),
      from: fc.nat({ max: 250 }).map((network) => `203.0.${network}.7`),
      elsewhere: mostly(fc.constant(false), fc.constant(true), 12),
    })
    .map(({ more, said, page, elsewhere, ...request }): FuzzedRequest => {
      const asked: AppName = isSignRoute(request.path) ? 'sign' : 'site';
      const type = said ?? request.body?.type;
      const headers: Header[] = [['accept', page ? 'text/html' : '*/*'], ...more];
      if (type !== undefined) headers.push(['content-type', type]);
      return { ...request, app: elsewhere ? other(asked) : asked, route, headers };
    });
}

const other = (app: AppName): AppName => (app === 'sign' ? 'site' : 'sign');

/** Fields as signers fill them in. An unknown field has any text. */
function valuesOf(material: Material, token: fc.Arbitrary<string>): FieldValues {
  const name = fc.constantFrom('Ada Lovelace', 'نرگس محمدی', MARKUP, `x-${MARK}`);
  // Few addresses, so that limits are met.
  const email = fc.oneof(
    fc.nat({ max: 40 }).map((which) => `a${which}@${MARK}.example`),
    fc.emailAddress(),
  );
  const country = fc.constantFrom('AZ', 'DE', 'az');
  const source = fc.constantFrom('newsletter', '', MARKUP);
  const usual: FieldValues = {
    name,
    email,
    country,
    // A signature as OSDI has it.
    person: fc.record({
      given_name: name,
      email_addresses: email.map((address) => [{ address }]),
      postal_addresses: country.map((code) => [{ country: code }]),
    }),
    comments: fc.constantFrom('', 'Freedom.\r\nNow.', MARKUP),
    referrer_data: fc.record({ source }),
    'amparo:proof': proofs(material.proofs),
    locale: fc.constantFrom('en', 'ar', 'az-Latn'),
    publicName: fc.constantFrom(true, false, 'on', 'Ada'),
    updates: fc.constantFrom(true, false, 'on'),
    comment: fc.constantFrom('', 'Freedom.\r\nNow.', MARKUP),
    source,
    website: mostly(fc.constant(''), anyText, 12),
    token,
    proof: proofs(material.proofs),
  };
  return Object.fromEntries(material.fields.map((name) => [name, usual[name] ?? anyText]));
}
