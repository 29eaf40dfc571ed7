import * as oidc from 'openid-client';
import { SECOND } from '../../core/running/clock.ts';
import { isLoopback } from './cookies.ts';
import { type SignInFault, SignInRefused } from './fault.ts';
import type { Flow } from './flow.ts';
import type { Proof } from './second-factor.ts';

/** Any OpenID Connect provider: Cognito, Keycloak, Entra, Google, or the one of one computer. */
export interface ProviderSettings {
  /** As the provider writes it, such as `https://cognito-idp.eu-central-1.amazonaws.com/…`. */
  readonly issuer: string;
  /** Where it describes itself, if that is not below its own address, as on the emulator. */
  readonly describedAt?: string | undefined;
  readonly clientId: string;
  /** Undefined for a client without one: PKCE alone protects the code. */
  readonly clientSecret: (() => Promise<string>) | undefined;
  /** Values of `acr`, or Entra's `acrs`, to ask for, if the provider needs them. */
  readonly acr: readonly string[];
  /** Whether it must be asked to say when and how somebody signed in, as Entra and Google must be. Others pass over that. */
  readonly asksForClaims: boolean;
  readonly publicUrl: string;
}

/** Who signed in, and how. */
export interface SignedIn extends Proof {
  readonly issuer: string;
  readonly subject: string;
  readonly address: string | undefined;
  readonly isAddressVerified: boolean;
  /** When they proved it, in milliseconds. */
  readonly authTime: number;
}

/** What a sign-in asks the provider for. */
export interface BeginInput {
  /** The page of the console after it. */
  readonly to: string;
  readonly isStepUp: boolean;
  /** Whether the provider shall ask who it is, even if it knows. */
  readonly isAfresh: boolean;
  /** Seconds that the proof may be old. */
  readonly maxAge: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface SignInProvider {
  /** Where the browser goes, and what must come back. @throws {SignInRefused} `provider-silent`. */
  begin(asked: BeginInput): Promise<{ at: URL; flow: Flow }>;
  /** @param query the query of the address that the browser came back to. @throws {SignInRefused} */
  finish(query: string, flow: Flow, maxAge: number): Promise<SignedIn>;
  /** Where the browser signs out at the provider. Undefined if the provider has no such page, or does not answer. */
  signOutAt(): Promise<URL | undefined>;
}

/** Seconds that one call of the provider may take. Two or three follow each other at the end of a sign-in. */
const PATIENCE = 2.5;

/** Seconds by which the clocks of the provider and of this function may differ. */
const TOLERANCE = 30;

/** The first call reads what the provider says about itself. It is kept, and read again only if that failed. */
export function createSignInProvider(settings: ProviderSettings): SignInProvider {
  const { publicUrl, acr, asksForClaims } = settings;
  const returnTo = `${publicUrl}/organise/signed-in`;
  let known: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined;
      throw refusedFor(error);
    });
    return known;
  };
  return {
    async begin({ to, isStepUp, isAfresh, maxAge, now }) {
      const config = await configuration();
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const at = oidc.buildAuthorizationUrl(config, {
        redirect_uri: returnTo,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        max_age: String(maxAge),
        ...((isStepUp || isAfresh) && { prompt: 'login' }),
        ...(acr.length > 0 && { acr_values: acr.join(' ') }),
        ...(asksForClaims && { claims: JSON.stringify({ id_token: claimsToAskFor(acr) }) }),
      });
      return { at, flow: { state, nonce, verifier, to, isStepUp, at: now } };
    },
    async finish(query, { state, nonce, verifier }, maxAge) {
      const config = await configuration();
      try {
        const address = new URL(`${returnTo}${query}`);
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, maxAge };
        const tokens = await oidc.authorizationCodeGrant(config, address, checks);
        return await signedIn(config, tokens, acr);
      } catch (error) {
        throw refusedFor(error);
      }
    },
    async signOutAt() {
      try {
        const config = await configuration();
        if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
        const back = `${publicUrl}/organise/signed-out`;
        // Cognito calls the parameter `logout_uri`.
        return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: back, logout_uri: back });
      } catch {
        return undefined;
      }
    },
  };
}

async function discover(settings: ProviderSettings): Promise<oidc.Configuration> {
  const { issuer, clientId, describedAt = issuer } = settings;
  const server = new URL(describedAt);
  const secret = await settings.clientSecret?.();
  const config = await oidc.discovery(
    server,
    clientId,
    { [oidc.clockTolerance]: TOLERANCE },
    secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret),
    {
      timeout: PATIENCE,
      execute: [
        // The library would trust a token that came over TLS. A signature costs one more call, and proves more. The emulator signs none.
        ...(describedAt === issuer ? [oidc.enableNonRepudiationChecks] : []),
        // Only a provider on this computer is reached without TLS.
        ...(server.protocol === 'http:' && isLoopback(server.hostname) ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
  // The library compares the two unless it was given the place of the description.
  if (describedAt !== issuer && config.serverMetadata().issuer !== issuer) throw new SignInRefused('not-trusted');
  return config;
}

/**
 * What the ID token shall say. https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter
 * @param acr Entra says `acrs`, and takes one value. https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context
 */
const claimsToAskFor = ([first]: readonly string[]) => ({
  auth_time: { essential: true },
  amr: { essential: true },
  ...(first !== undefined && { acrs: { essential: true, value: first } }),
});

async function signedIn(
  config: oidc.Configuration,
  tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
  accepted: readonly string[],
): Promise<SignedIn> {
  const claims = tokens.claims();
  if (claims?.auth_time === undefined) throw new SignInRefused('not-fresh');
  // A provider may give the address only to who asks for it.
  const hasInfo = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  const { email, ...about } = hasInfo ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
  const { acr, acrs, amr } = claims;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    address: typeof email === 'string' ? email : undefined,
    isAddressVerified: isYes(about.email_verified) || isYes(about.xms_edov),
    authTime: claims.auth_time * SECOND,
    acr: typeof acr === 'string' ? acr : accepted.find((value) => Array.isArray(acrs) && acrs.includes(value)),
    amr: Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [],
  };
}

/** Cognito's user info has the word as text. Entra writes `1`, too, and calls the claim `xms_edov`. */
const isYes = (said: unknown): boolean => said === true || said === 'true' || said === 1 || said === '1';

/** What a fault of the library means to the person. @see https://github.com/panva/oauth4webapi/blob/main/docs/README.md */
function refusedFor(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error;
  if (error instanceof oidc.AuthorizationResponseError) {
    // A fault that the provider names: the person turned back, or it could not prove what was asked.
    return new SignInRefused(NAMED[error.error] ?? 'provider-silent', error);
  }
  // A code that was used before, or has run out.
  if (error instanceof oidc.ResponseBodyError)
    return new SignInRefused(error.error === 'invalid_grant' ? 'not-trusted' : 'provider-silent', error);
  const { code } = error as { code?: unknown };
  if (isAboutTime(error)) return new SignInRefused('not-fresh', error);
  return new SignInRefused(TRUST.has(String(code)) ? 'not-trusted' : 'provider-silent', error);
}

/** Faults that a provider names when it leads back. */
const NAMED: Readonly<Record<string, SignInFault>> = {
  access_denied: 'cancelled',
  login_required: 'not-fresh',
  unmet_authentication_requirements: 'no-second-factor',
};

/** Whether the token does not say when the person proved who they are, or says a time that is too long ago. */
function isAboutTime(error: unknown): boolean {
  for (let one = error; one instanceof Error || (typeof one === 'object' && one !== null); ) {
    const { claim, claims, cause } = one as { claim?: unknown; claims?: { auth_time?: unknown }; cause?: unknown };
    if (claim === 'auth_time') return true;
    if (claims !== undefined && claim === undefined && claims.auth_time === undefined) return true;
    one = cause;
  }
  return false;
}

/** Codes of faults in what the provider said, when it did answer. */
const TRUST = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
]);
