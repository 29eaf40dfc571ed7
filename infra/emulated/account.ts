import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Refusal } from '../local/program.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The Node of the project's lock file comes first, before others of this computer. */
export const pathWithNode = [join(root, 'node_modules/node/bin'), process.env.PATH].join(delimiter);

export const REGION = 'eu-central-1';
/** The account that MiniStack uses if credentials name none. */
export const ACCOUNT = '000000000000';

/** Credentials that may do everything, like the owner of an account. */
export const owner = { accessKeyId: 'emulated', secretAccessKey: 'emulated' };

/** The settings of an SDK client. */
export const accountClient = (endpoint: string) => ({ endpoint, region: REGION, credentials: owner });

/** The variables with which the SDK, the CDK and `npm run campaign` find the account. */
export const sdkVariables = (endpoint: string): Variables => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: owner.accessKeyId,
  AWS_SECRET_ACCESS_KEY: owner.secretAccessKey,
});

export type Variables = Readonly<Record<string, string>>;

/**
 * The environment that points the SDK and the CDK at an emulated account. It includes nothing of the person's own
 * environment, so that a profile or a session of theirs cannot reach AWS.
 * @param scratch is also the home directory, so that nothing reads the person's configuration.
 */
export const accountEnvironment = (endpoint: string, scratch: string): Variables => ({
  PATH: pathWithNode,
  HOME: scratch,
  TMPDIR: scratch,
  ...sdkVariables(endpoint),
  // The CDK reads this variable when it uploads bundles.
  AWS_ENDPOINT_URL_S3: endpoint,
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  NO_COLOR: '1',
});

/**
 * Runs a script of the project, or of its dependencies, as a person would on AWS.
 * @param directory the directory where it runs. Left out: that of the project.
 * @throws {Refusal} that quotes the end of the script's output.
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
