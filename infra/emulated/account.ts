import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Refusal } from '../local/program.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The Node of the project's lock file comes first, before others that the machine has. */
export const pathWithNode = [join(root, 'node_modules/node/bin'), process.env.PATH].join(delimiter);

export const REGION = 'eu-central-1';
/** The account that MiniStack plays for credentials that name none. */
export const ACCOUNT = '000000000000';

/** Credentials that may do everything, like the owner of an account. */
export const owner = { accessKeyId: 'emulated', secretAccessKey: 'emulated' };

/** The settings of an SDK client. */
export const accountClient = (endpoint: string) => ({ endpoint, region: REGION, credentials: owner });

/** The variables with which the SDK finds the account, and so do the CDK and `npm run campaign`. */
export const sdkVariables = (endpoint: string): Variables => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: owner.accessKeyId,
  AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
});

export type Variables = Readonly<Record<string, string>>;

/**
 * What points the SDK and the CDK at an emulated account. It stands alone, without what the person's own environment
 * says: a profile or a session of theirs must not reach through to AWS.
 * @param scratch also the home, so that no configuration of the person is read.
 */
export const accountEnvironment = (endpoint: string, scratch: string): Variables => ({
  PATH: pathWithNode,
  HOME: scratch,
  TMPDIR: scratch,
  ...sdkVariables(endpoint),
  // The CDK asks for this one by its own name when it uploads bundles.
  AWS_ENDPOINT_URL_S3: endpoint,
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  NO_COLOR: '1',
});

/**
 * Runs a script of the project, or of its dependencies, as a person would on AWS.
 * @param directory where it runs: that of the project, if left out.
 * @throws {Refusal} that quotes the end of what it wrote.
 */
export async function runScript(
  script: string,
  args: readonly string[],
  variables: Variables,
  directory = root,
): Promise<void> {
  try {
    await promisify(execFile)(join(root, 'node_modules/node/bin/node'), [join(root, script), ...args], {
      cwd: directory,
      env: variables,
      maxBuffer: 2 ** 24,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
    throw new Refusal(`${script} ${args[0]} failed:\n${said}`);
  }
}
