import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Configuration, default as Provider } from 'oidc-provider';
import { refuseForeignHosts } from '../hosts.ts';
import { withPasswordAlone, withSecondFactor } from './factors.ts';
import { inMemory } from './memory.ts';
import { failedPage, type Look, signInPage, styleSource } from './pages.tsx';
import { type LocalPerson, personOf, readyPeople } from './people.ts';

/** The sign-in of one computer: an OpenID Connect provider without passwords. */
export interface LocalProvider {
  readonly issuer: string;
  readonly clientId: string;
  stop(): Promise<void>;
}

export const CLIENT_ID = 'amparo-console';

/**
 * Starts the provider on 127.0.0.1, at a free port. Nobody else reaches it, whatever `HOST` is: it asks for no password. The
 * console is on `localhost`, so the two have cookies of their own.
 * @param publicUrl where the console is. The provider leads people back to it, and nowhere else.
 * @param people who can sign in, at this moment. Left out: the two ready people.
 * @param port 0 for a free one.
 */
export async function startProvider({
  publicUrl,
  look,
  clock,
  people = async () => readyPeople,
  port = 0,
}: {
  publicUrl: string;
  look: Look;
  clock: () => number;
  people?: () => Promise<readonly LocalPerson[]>;
  port?: number;
}): Promise<LocalProvider> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await createProvider(issuer, { look, publicUrl, people }, clock);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const uid = /^\/sign-in\/([\w-]+)$/.exec(new URL(request.url ?? '/', issuer).pathname)?.[1];
    if (uid === undefined) return answer(request, response);
    askWho(provider, { look, publicUrl, people }, request, response).catch(() => {
      // The page is older than an hour, or this program has started again.
      const page = {
        title: 'This sign-in has ended',
        detail: 'It was open for too long.',
        way: `${publicUrl}/organise`,
      };
      show(response, 400, failedPage(look, page), { look, publicUrl });
    });
  });
  refuseForeignHosts(server, (host) => host === new URL(issuer).host);
  return {
    issuer,
    clientId: CLIENT_ID,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Around {
  readonly look: Look;
  readonly publicUrl: string;
}

interface Asked extends Around {
  readonly people: () => Promise<readonly LocalPerson[]>;
}

/** Shows the people, or takes who was chosen. @throws what the provider throws if it knows of no such sign-in. */
async function askWho(provider: Provider, around: Asked, request: IncomingMessage, response: ServerResponse) {
  const asked = await provider.interactionDetails(request, response);
  const people = await around.people();
  const ask = () => {
    // Who is known already only has to prove it again, or says that they are somebody else.
    const known = asked.prompt.reasons.includes('no_session') ? undefined : personOf(people, asked.session?.accountId);
    show(response, 200, signInPage(around.look, { at: request.url ?? '', known, people }), around);
  };
  if (request.method !== 'POST') return ask();
  const form = new URLSearchParams(await bodyOf(request));
  if (form.has('other') && asked.session) {
    const session = await provider.Session.findByUid(asked.session.uid);
    delete session?.accountId;
    await session?.persist();
    // The library compares the two.
    delete asked.session;
    await asked.persist();
    return ask();
  }
  const person = personOf(people, form.get('person') ?? undefined);
  const result = person
    ? { login: { accountId: person.subject, ...(form.has('factor') ? withSecondFactor : withPasswordAlone) } }
    : { error: 'access_denied', error_description: 'The person cancelled.' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/** Bytes of the largest form: two short fields. */
const MOST_BYTES = 1_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MOST_BYTES) throw new Error('The form is too large');
  }
  return body;
}

function show(response: ServerResponse, status: number, page: string, around: Around): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headersOf(around) });
  response.end(page);
}

/** A form leads back to the console, too. */
const headersOf = ({ look, publicUrl }: Around): Record<string, string> => ({
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${styleSource(look)}`,
    'img-src data:',
    `form-action 'self' ${new URL(publicUrl).origin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** Makes a session one of nobody. It is stored at the end of the request, since it counts as touched. */
function forget(session: { accountId?: string | undefined; touched?: boolean }): void {
  delete session.accountId;
  session.touched = true;
}

async function createProvider(issuer: string, { people, ...around }: Asked, clock: () => number): Promise<Provider> {
  const { look, publicUrl } = around;
  const { default: OidcProvider, interactionPolicy } = await import('oidc-provider');
  const policy = interactionPolicy.base();
  // The console is the only client, and our own: nobody has to agree.
  policy.remove('consent');
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('acr_values', 'a second factor is asked for', ({ oidc }) => {
      const asked = String(oidc.params?.acr_values ?? '').split(' ');
      return asked.includes(withSecondFactor.acr) && oidc.session?.acr !== withSecondFactor.acr && !oidc.result?.login;
    }),
  );
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const showIn = (ctx: { type: string; body: unknown; set(headers: Record<string, string>): void }, page: string) => {
    ctx.type = 'html';
    ctx.set(headersOf(around));
    ctx.body = page;
  };
  const configuration: Configuration = {
    adapter: inMemory(clock),
    clients: [
      {
        client_id: CLIENT_ID,
        // One computer keeps no secret from itself. PKCE protects the code.
        token_endpoint_auth_method: 'none',
        redirect_uris: [`${publicUrl}/organise/signed-in`],
        post_logout_redirect_uris: [`${publicUrl}/organise/signed-out`],
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'local' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    acrValues: [withPasswordAlone.acr, withSecondFactor.acr],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], email: ['email', 'email_verified'] },
    // The claims of a scope are in the ID token, as Cognito and others do it.
    conformIdTokenClaims: false,
    scopes: ['openid', 'email'],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async ({ oidc: { session } }) => session?.destroy(),
        postLogoutSuccessSource: async (ctx) =>
          showIn(ctx, failedPage(look, { title: 'You are signed out', detail: '', way: `${publicUrl}/organise` })),
      },
    },
    interactions: { policy, url: (_ctx, { uid }) => `/sign-in/${uid}` },
    async findAccount({ oidc: { session } }, subject) {
      const person = personOf(await people(), subject);
      if (!person) {
        // An admin has removed them: this browser knows nobody now, so that it can ask. The library would fail instead.
        if (session?.accountId === subject) forget(session);
        return undefined;
      }
      const claims = { sub: subject, email: person.address, email_verified: true };
      return { accountId: subject, claims: async () => claims };
    },
    async loadExistingGrant(ctx) {
      const { client, session, provider } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    renderError: async (ctx) => {
      const detail = 'The console asked for something that this page does not know, or was too slow.';
      showIn(ctx, failedPage(look, { title: 'Sign-in does not go on', detail, way: `${publicUrl}/organise` }));
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 3_600, Session: 43_200, Grant: 43_200 },
  };
  const provider = new OidcProvider(issuer, configuration);
  // As Cognito does, it ends its session without a question: a person who leaves a shared computer after one press is signed out.
  provider.use(async (ctx, next) => {
    await next();
    const { oidc } = ctx;
    if (oidc?.route !== 'end_session' || ctx.status !== 200) return;
    // It leads to no other address than that of the console (`post_logout_redirect_uris`).
    const back = oidc.params?.post_logout_redirect_uri;
    ctx.status = 303;
    ctx.redirect(typeof back === 'string' ? back : oidc.urlFor('end_session_success'));
  });
  return provider;
}
