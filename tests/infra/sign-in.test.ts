import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { allow } from '../../infra/parts/iam.ts';
import { SignIn } from '../../infra/parts/sign-in.ts';
import { readStage, StageError } from '../../infra/stage.ts';
import { prod } from './stacks.ts';

/** The part alone, with a role that it is opened to. */
function signIn(environment: Record<string, string>) {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  const part = new SignIn(stack, 'SignIn', {
    stage: readStage(environment),
    publicUrl: 'https://petition.example.org',
  });
  const role = new Role(stack, 'Console', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const actor = {
    role,
    may(...[actions, resource, conditions]: [readonly string[], string, ...Parameters<typeof allow>[3][]]) {
      allow(role, actions, resource, conditions);
      return actor;
    },
  };
  part.openTo(actor);
  return { part, template: Template.fromStack(stack) };
}

const own = {
  AMPARO_ORGANISERS_ISSUER: 'https://id.example.org/realms/group',
  AMPARO_ORGANISERS_CLIENT_ID: 'amparo',
};

describe('a stage without a provider of its own', () => {
  const { part, template } = signIn(prod);

  it('gets Cognito, in which nobody registers by themselves', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, InviteMessageTemplate: Match.anyValue() },
      UserPoolTier: 'ESSENTIALS',
      UsernameAttributes: ['email'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  it('requires a second factor of everybody: an app or a passkey, never a text message', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      WebAuthnUserVerification: 'required',
      WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
  });

  it('sends an invitation that says where, until when, and with what', () => {
    const [pool] = Object.values(template.findResources('AWS::Cognito::UserPool'));
    const { EmailMessage } = pool!.Properties.AdminCreateUserConfig.InviteMessageTemplate;
    for (const word of ['{username}', '{####}', 'https://petition.example.org/organise', '7 days'])
      expect(EmailMessage).toContain(word);
    expect(pool?.Properties.Policies.PasswordPolicy.TemporaryPasswordValidityDays).toBe(7);
  });

  it('shows the pages of managed login, with a branding, without which they are an error', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
    template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });

  it('leads back to the console alone, by a code', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: ['https://petition.example.org/organise/signed-in'],
      LogoutURLs: ['https://petition.example.org/organise/signed-out'],
      ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
      GenerateSecret: false,
    });
  });

  it('lets the console make and remove people in this pool, and read nothing', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminDeleteUser'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SignInPool'), 'Arn'] },
          },
        ],
      },
    });
    expect(Object.keys(part.settings)).toEqual(['ORGANISERS_ISSUER', 'ORGANISERS_CLIENT_ID', 'ORGANISERS_POOL']);
  });

  it('keeps its people if somebody deletes the stage by mistake', () => {
    template.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtection: 'ACTIVE' },
    });
  });
});

describe('a stage with a provider of its own', () => {
  it('has no Cognito, and gives the console no right there', () => {
    const { part, template } = signIn({ ...prod, ...own });
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    expect(part.settings).toEqual({
      ORGANISERS_ISSUER: own.AMPARO_ORGANISERS_ISSUER,
      ORGANISERS_CLIENT_ID: 'amparo',
    });
  });

  it('lets the console read the one secret that the settings name, which is in no template', () => {
    const { part, template } = signIn({
      ...{ ...prod, ...own, AMPARO_ORGANISERS_CLIENT_SECRET: 'group/oidc', AMPARO_ORGANISERS_ACR: 'gold silver' },
    });
    expect(part.settings).toMatchObject({ ORGANISERS_CLIENT_SECRET: 'group/oidc', ORGANISERS_ACR: 'gold silver' });
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
    const [statement, ...others] = policy!.Properties.PolicyDocument.Statement;
    expect(others).toEqual([]);
    expect(statement.Action).toBe('secretsmanager:GetSecretValue');
    expect(JSON.stringify(statement.Resource)).toContain(':secret:group/oidc-??????');
  });

  it.each([
    [{ AMPARO_ORGANISERS_ISSUER: own.AMPARO_ORGANISERS_ISSUER }, 'need each other'],
    [{ AMPARO_ORGANISERS_CLIENT_ID: 'amparo' }, 'need each other'],
    [
      { ...own, AMPARO_ORGANISERS_ISSUER: 'http://id.example.org' },
      'must be the address of an OpenID Connect provider',
    ],
    [{ AMPARO_ORGANISERS_ACR: 'gold' }, 'need AMPARO_ORGANISERS_ISSUER'],
    [{ ...own, AMPARO_ORGANISERS_CLIENT_SECRET: 'a secret with spaces' }, 'never the secret itself'],
  ])('is refused with %o', (environment, words) => {
    expect(() => readStage({ ...prod, ...environment })).toThrow(StageError);
    expect(() => readStage({ ...prod, ...environment })).toThrow(words);
  });
});

it('has no page of its own on the emulator, which has none', () => {
  const { template } = signIn({ AMPARO_EMULATED: '1' });
  template.resourceCountIs('AWS::Cognito::UserPool', 1);
  template.resourceCountIs('AWS::Cognito::UserPoolDomain', 0);
});
