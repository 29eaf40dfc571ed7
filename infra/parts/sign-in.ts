import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  type CfnUserPool,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { INVITATION_DAYS } from '../../functions/core/access/invite.ts';
import type { Stage } from '../stage.ts';
import { type Actor, accept } from './iam.ts';

/** What the console must know of the provider that signs organisers in. */
export interface SignInSettings {
  readonly ORGANISERS_ISSUER: string;
  readonly ORGANISERS_CLIENT_ID: string;
  readonly ORGANISERS_CLIENT_SECRET?: string;
  readonly ORGANISERS_ACR?: string;
  readonly ORGANISERS_POOL?: string;
  readonly ORGANISERS_DESCRIBED_AT?: string;
  readonly ORGANISERS_FACTORS?: 'not-said';
}

/** Where the console is told who signed in, and where a sign-out ends (`functions/console/sign-in`). */
const SIGNED_IN = '/organise/signed-in';
const SIGNED_OUT = '/organise/signed-out';

/**
 * Who signs organisers in: the provider that the group has chosen, or Cognito. Cognito knows only who was invited. It asks for an
 * authenticator app or a passkey, and keeps the passwords: Amparo sees none.
 */
export class SignIn extends Construct {
  readonly settings: SignInSettings;
  readonly #pool: UserPool | undefined;
  readonly #secretName: string | undefined;

  constructor(scope: Construct, id: string, { stage, publicUrl }: { stage: Stage; publicUrl: string }) {
    super(scope, id);
    const { issuer } = stage;
    if (issuer) {
      this.#secretName = issuer.clientSecret;
      this.settings = {
        ORGANISERS_ISSUER: issuer.url,
        ORGANISERS_CLIENT_ID: issuer.clientId,
        ...(issuer.clientSecret && { ORGANISERS_CLIENT_SECRET: issuer.clientSecret }),
        ...(issuer.acr && { ORGANISERS_ACR: issuer.acr }),
      };
      return;
    }
    this.#pool = userPool(this, stage, publicUrl);
    const client = clientOf(this.#pool, publicUrl);
    this.settings = {
      // What Cognito calls itself. The emulator does not know the attribute for it.
      ORGANISERS_ISSUER: `https://cognito-idp.${Stack.of(this).region}.${Aws.URL_SUFFIX}/${this.#pool.userPoolId}`,
      ORGANISERS_CLIENT_ID: client.userPoolClientId,
      ORGANISERS_POOL: this.#pool.userPoolId,
      // The emulator's tokens name AWS as their issuer, and do not say how somebody signed in.
      ...(stage.emulator && {
        ORGANISERS_DESCRIBED_AT: `${stage.emulator}/${this.#pool.userPoolId}/.well-known/openid-configuration`,
        ORGANISERS_FACTORS: 'not-said',
      }),
    };
    new CfnOutput(this, 'PoolId', { value: this.#pool.userPoolId });
    // The emulator has no pages of its own, and no domains for them.
    if (stage.isEmulated) return;
    this.#pool.addDomain('Domain', {
      // Unique in the region, in which all accounts share the names.
      cognitoDomain: { domainPrefix: `amparo-${stage.name}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a branding, managed login shows an error instead of a page.
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.#pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }

  /** Lets the console ask the provider, and make and remove the people whom Cognito knows. It can read nothing about them. */
  openTo(console: Actor): void {
    this.openToKeeper(console);
    if (this.#secretName === undefined) return;
    const secret = Secret.fromSecretNameV2(this, 'ClientSecret', this.#secretName);
    console.may(['secretsmanager:GetSecretValue'], `${secret.secretArn}-??????`);
  }

  /** Lets the keeper of keys, who invites from a shell, make and remove these people as well. */
  openToKeeper(keeper: Actor): void {
    if (this.#pool) keeper.may(['cognito-idp:AdminCreateUser', 'cognito-idp:AdminDeleteUser'], this.#pool.userPoolArn);
  }
}

/** The e-mail to a person who is invited. Cognito fills in the words in braces. */
const invitation = (publicUrl: string): string =>
  [
    'You are invited to work as an organiser.',
    `Within ${INVITATION_DAYS} days, open <a href="${publicUrl}/organise">${publicUrl}/organise</a> and sign in.`,
    'Your e-mail address: {username}',
    'Your password for the first time: {####}',
    'Have your phone beside you: you will set up an authenticator app or a passkey.',
    'Nobody will ever ask you for its codes.',
    'You did not expect this? Then do nothing.',
  ]
    .map((line) => `<p>${line}</p>`)
    .join('\n');

function userPool(scope: Construct, stage: Stage, publicUrl: string): UserPool {
  const pool = new UserPool(scope, 'Pool', {
    userPoolName: `amparo-${stage.name}-organisers`,
    // Passkeys, and `acr` in tokens, need it.
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true } },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
    passkeyUserVerification: PasskeyUserVerification.REQUIRED,
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(INVITATION_DAYS),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    userInvitation: {
      emailSubject: 'You are invited to run campaigns with Amparo',
      emailBody: invitation(publicUrl),
    },
    deletionProtection: stage.isProtected,
    removalPolicy: stage.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  // A passkey that knows its person is two factors: the device, and a finger, a face or a PIN.
  (pool.node.defaultChild as CfnUserPool).webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
  accept(
    pool,
    'COG8',
    'The plan Essentials has passkeys. Plus adds threat protection, which costs more than a group spends.',
  );
  accept(pool, 'COG3', 'Threat protection needs the plan Plus. A second factor is required of everybody.');
  return pool;
}

/** PKCE protects the code. A secret would be one more thing to keep: Cognito leads only to the addresses below, anyway. */
const clientOf = (pool: UserPool, publicUrl: string): UserPoolClient =>
  pool.addClient('Console', {
    userPoolClientName: 'console',
    generateSecret: false,
    // The choice between passkey and password. No call of the API signs in otherwise.
    authFlows: { user: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [`${publicUrl}${SIGNED_IN}`],
      logoutUrls: [`${publicUrl}${SIGNED_OUT}`],
    },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    // The console reads the ID token once, and forgets all of them.
    idTokenValidity: Duration.minutes(5),
    accessTokenValidity: Duration.minutes(5),
    refreshTokenValidity: Duration.hours(1),
  });
