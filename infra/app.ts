import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions } from './bundle/functions.ts';
import { petitionApp } from './petition-app.ts';
import { readStage, StageError } from './stage.ts';

const app = new App();
const bundles = mkdtempSync(join(tmpdir(), 'amparo-bundles-'));
try {
  const stage = readStage(process.env, { isDeployed: app.node.tryGetContext('deploy') === 'yes' });
  const directories = await bundleFunctions(bundles);
  petitionApp(app, stage, (name) => Code.fromAsset(directories[name]));
  app.synth();
} catch (error) {
  if (!(error instanceof StageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(bundles, { recursive: true, force: true });
}
