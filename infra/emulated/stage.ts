import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import { publicBucketName } from '../../functions/core/pictures/bucket.ts';
import type { Closers } from '../local/program.ts';
import { ACCOUNT, accountClient, accountEnvironment, REGION, runScript } from './account.ts';

export const STAGE = 'emulated';
const SENDER_DOMAIN = 'amparo.example';
const SAMPLE = 'infra/local/sample/azerbaijan-prisoners-of-conscience.yaml';
const SAMPLE_GROUP = 'infra/local/sample/group.yaml';
const CDK = 'node_modules/aws-cdk/bin/cdk';

export interface StageOptions {
  readonly endpoint: string;
  readonly scratch: string;
  /** The public address of the service. Mails link to it. */
  readonly publicUrl: string;
  /** An age public key that identities are sealed to. */
  readonly publicKey: string;
}

const outputs = z.record(z.string(), z.looseObject({ ApiUrl: z.url() }));

/**
 * Bootstraps the account and deploys the petition stack, both with the real CDK.
 * @returns the address of the stack's HTTP API.
 */
export async function deployStage({ endpoint, scratch, publicUrl, publicKey }: StageOptions): Promise<string> {
  const outputsFile = join(scratch, 'outputs.json');
  const environment = {
    ...accountEnvironment(endpoint, scratch),
    AMPARO_STAGE: STAGE,
    AMPARO_REGION: REGION,
    AMPARO_EMULATED: '1',
    AMPARO_EMULATED_URL: publicUrl,
    AMPARO_MAIL_FROM: `Amparo <petitions@${SENDER_DOMAIN}>`,
    AMPARO_PUBLIC_KEYS: publicKey,
    AMPARO_CAMPAIGN_PUBLIC_KEYS: 'any',
  };
  // Runs outside the project. Inside it, the CDK would build the whole stack only to find its account.
  await runScript(CDK, ['bootstrap', `aws://${ACCOUNT}/${REGION}`], environment, scratch);
  const output = ['--output', join(scratch, 'cdk.out'), '--outputs-file', outputsFile];
  await runScript(
    CDK,
    ['deploy', '--all', '--context', 'deploy=yes', '--require-approval', 'never', ...output],
    environment,
  );
  const [stack] = Object.values(z.parse(outputs, JSON.parse(await readFile(outputsFile, 'utf8'))));
  if (!stack) throw new Error('The stack has no address in its outputs.');
  return stack.ApiUrl;
}

/** Verifies the domain of the sender, as a group does by hand in SES (README.md). MiniStack accepts it at once. */
export async function verifySender(endpoint: string): Promise<void> {
  const ses = new SESv2Client(accountClient(endpoint));
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: SENDER_DOMAIN }));
  ses.destroy();
}

/** Puts the sample group and its campaign as an organiser does: `npm run campaign -- put FILE --stage emulated --yes`. */
export async function putSample({ endpoint, scratch }: StageOptions): Promise<void> {
  const environment = accountEnvironment(endpoint, scratch);
  for (const [noun, file] of [
    ['group', SAMPLE_GROUP],
    ['campaign', SAMPLE],
  ] as const)
    await runScript('commands/main.ts', [noun, 'put', file, '--stage', STAGE, '--yes'], environment);
}

/** Reads the public bucket, with the owner's credentials: the emulator has no CloudFront. */
export function picturesOf(
  { endpoint }: StageOptions,
  closers: Closers,
): (name: string) => Promise<Uint8Array | undefined> {
  const client = new S3Client({ ...accountClient(endpoint), forcePathStyle: true });
  closers.add(() => client.destroy());
  const Bucket = publicBucketName({ stage: STAGE, account: ACCOUNT, region: REGION });
  return async (Key) => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray();
}
