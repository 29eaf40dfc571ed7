import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A provider that gives every token that a test wants, also wrong ones. */
export interface AnyProvider {
  readonly issuer: string;
  /** Adds to the claims of the next token, or takes out those that are undefined. */
  says(claims: Readonly<Record<string, unknown>>): void;
  /** Signs the next token with a key that it does not publish. */
  signsWithForeignKey(): void;
  /** What its user info says. */
  knows(claims: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export async function startAnyProvider(): Promise<AnyProvider> {
  const own = await generateKeyPair('ES256');
  const foreign = await generateKeyPair('ES256');
  let extra: Readonly<Record<string, unknown>> = {};
  let info: Readonly<Record<string, unknown>> = { sub: 'somebody' };
  let key = own.privateKey;
  const server = createServer(async (request, response) => {
    const answer = (body: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    switch (new URL(request.url ?? '', issuer).pathname) {
      case '/.well-known/openid-configuration':
        return answer({
          ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
          ...{ jwks_uri: `${issuer}/keys`, userinfo_endpoint: `${issuer}/user-info` },
          ...{ id_token_signing_alg_values_supported: ['ES256'] },
        });
      case '/keys':
        return answer({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] });
      case '/user-info':
        return answer(info);
      default: {
        const now = Math.floor(Date.now() / 1_000);
        const usual = { iss: issuer, sub: 'somebody', aud: 'console', iat: now, exp: now + 300, auth_time: now };
        const claims = JSON.parse(JSON.stringify({ ...usual, ...extra }));
        const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key);
        return answer({ access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token: token });
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    says(claims) {
      extra = claims;
    },
    signsWithForeignKey() {
      key = foreign.privateKey;
    },
    knows(claims) {
      info = claims;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
