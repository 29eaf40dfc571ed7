import { randomUUID } from 'node:crypto';
import { ACCOUNT, type accountClient, REGION } from '../../infra/emulated/account.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { deployed, functionConfigurations } from './account.ts';
import { signedRequest } from './signed-fetch.ts';

/** A client of the account with the rights of a role. */
export type RoleClient = ReturnType<typeof accountClient> & { readonly credentials: { readonly sessionToken: string } };

/** The role of a function, which only Lambda takes on, and here the owner of the emulated account. */
export async function asFunction(name: string): Promise<RoleClient> {
  const { Role } = (await functionConfigurations()).get(name) ?? {};
  return assume(Role ?? '');
}

export const asPerson = (name: 'organisers' | 'keys' | 'bookkeeper'): Promise<RoleClient> =>
  assume(`arn:aws:iam::${ACCOUNT}:role/amparo-${STAGE}-${name}`);

/** Somebody who may do everything that a policy of their own can allow. */
export async function asAdministrator(): Promise<RoleClient> {
  const trust = {
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
  };
  const all = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  // Each test file asks for one of its own.
  const RoleName = `administrator-${randomUUID().slice(0, 8)}`;
  await ask('iam', { Action: 'CreateRole', RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
  await ask('iam', { Action: 'PutRolePolicy', RoleName, PolicyName: 'all', PolicyDocument: JSON.stringify(all) });
  return assume(`arn:aws:iam::${ACCOUNT}:role/${RoleName}`);
}

async function assume(RoleArn: string): Promise<RoleClient> {
  const answer = await ask('sts', { Action: 'AssumeRole', RoleArn, RoleSessionName: 'test' });
  const told = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1] ?? '';
  const credentials = {
    accessKeyId: told('AccessKeyId'),
    secretAccessKey: told('SecretAccessKey'),
    sessionToken: told('SessionToken'),
  };
  return { endpoint: deployed().endpoint, region: REGION, credentials };
}

const ask = (service: 'iam' | 'sts', parameters: Record<string, string>): Promise<string> => {
  const Version = service === 'iam' ? '2010-05-08' : '2011-06-15';
  const body = new URLSearchParams({ ...parameters, Version }).toString();
  return signedRequest(deployed().endpoint, { service, method: 'POST', path: '/', body });
};
