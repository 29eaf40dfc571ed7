import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { functionNames } from '../../infra/functions.ts';

const run = promisify(execFile);
let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'amparo-test-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

/** Runs the CDK app as the CDK's command does, on a machine that knows nothing of AWS. */
const synth = (environment: Record<string, string>, context: Record<string, string> = {}) =>
  run(process.execPath, ['infra/app.ts'], {
    env: {
      PATH: process.env.PATH ?? '',
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdkJson.context, ...context }),
      ...environment,
    },
  });

it('makes both stacks, bundles included, without an account or a network', async () => {
  await synth({});
  const made = await readdir(out);
  expect(made).toEqual(expect.arrayContaining(['Amparo-dev.template.json', 'Amparo-dev-edge.template.json']));
  expect(made.filter((name) => name.startsWith('asset.'))).toHaveLength(functionNames.length);
});

it('refuses to deploy a stage with samples for settings, in a few plain lines', async () => {
  const refused = await synth({}, { deploy: 'yes' }).catch((error: { code: number; stderr: string }) => error);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('AMPARO_MAIL_FROM is missing') });
  expect(refused.stderr).not.toMatch(/^\s+at /m);
  expect((await readdir(out)).filter((name) => name.endsWith('.template.json'))).toEqual([]);
});
