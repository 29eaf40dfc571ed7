import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { petitionApp } from '../../infra/petition-app.ts';
import { readStage } from '../../infra/stage.ts';

export const dev = {};

export const prod = {
  AMPARO_STAGE: 'prod',
  AMPARO_DOMAIN: 'petition.example.org',
  AMPARO_CERTIFICATE_ARN: 'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000',
  AMPARO_MAIL_FROM: 'Writ of Shelter <petition@mail.example.org>',
  // Of a key that nobody holds.
  AMPARO_PUBLIC_KEYS: 'age1lqa3j8c6d7cm24zrjmeextmuc332p26k3upkumke4u7dwg4fygesgurst3',
  AMPARO_ALARM_EMAIL: 'alarms@example.org',
};

/**
 * The stacks of a stage, without the functions' bundles: a template does not show their content. CDK's own validation takes
 * most of the time of a synthesis, so it runs in `cdk synth` alone (`synth.test.ts`).
 */
export function makeStacks(environment: Record<string, string>) {
  const app = new App({ context: cdkJson.context, builtinCloudFormationValidation: false });
  return { app, ...petitionApp(app, readStage(environment), () => Code.fromInline('nothing')) };
}

const made = new Map<string, ReturnType<typeof makeStacks>>();

/** The stacks of a stage, for tests that only read them: made once. */
export function stacksOf(environment: Record<string, string>) {
  const key = JSON.stringify(environment);
  const stacks = made.get(key) ?? makeStacks(environment);
  made.set(key, stacks);
  return stacks;
}

/** The petition's template. */
export const petitionTemplate = (environment: Record<string, string>): Template =>
  Template.fromStack(stacksOf(environment).petition);

/** The edge's template. */
export const edgeTemplate = (environment: Record<string, string>): Template =>
  Template.fromStack(stacksOf(environment).edge!);
