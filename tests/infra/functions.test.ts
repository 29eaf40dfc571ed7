import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { TableName } from '../../functions/core/aws/tables.ts';
import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import type { LogEvent } from '../../functions/core/running/log.ts';
import { task as foldTask } from '../../functions/fold/task.ts';
import {
  entryOf,
  type FunctionName,
  type FunctionRow,
  functionNames,
  functions,
  ownRoutes,
  type RoutedName,
  requestsOf,
  routedNames,
  rowOf,
  type SettingsOf,
} from '../../infra/functions.ts';
import { functionSettings, pointSdkHere } from '../../infra/local/environment.ts';
import { loadApps, startScheduled } from '../../infra/local/functions.ts';
import type { FunctionParts, PetitionFunction, PetitionFunctionProps } from '../../infra/parts/function.ts';

const root = join(import.meta.dirname, '../..');
type Part<Name extends FunctionName> = FunctionParts[Name];
type WorkOf<Name extends FunctionName> = Awaited<
  ReturnType<NonNullable<FunctionRow<SettingsOf[Name]>['schedule']>['load']>
>;

const moduleOf = (name: FunctionName, file: string) => import(join(root, 'functions', name, file));
const EVERY = { minute: MINUTE, hour: HOUR, day: DAY };
const withSchedule = functionNames.filter((name) => rowOf(name).schedule);

it('has exactly one row for each folder of functions/ with a handler', () => {
  const folders = readdirSync(join(root, 'functions')).filter((name) =>
    existsSync(join(root, 'functions', name, 'handler.ts')),
  );
  expect([...functionNames].sort()).toEqual(folders.sort());
  for (const name of functionNames) expect(existsSync(join(root, entryOf(name))), name).toBe(true);
});

it.each(functionNames)('gives %s the settings of its own folder', async (name) => {
  const { [`${name}Settings`]: own } = await moduleOf(name, 'settings.ts');
  expect(own).toBeDefined();
  expect(functions[name].settings).toBe(own);
});

it.each(withSchedule)('loads for %s, which a schedule calls, the work of its own folder', async (name) => {
  const { task } = await moduleOf(name, 'task.ts');
  expect(task).toBeDefined();
  expect(await rowOf(name).schedule?.load()).toBe(task);
  expect(task.settings).toBe(functions[name].settings);
  // The last step ends before the function is cut off.
  expect(task.lastStep).toBeLessThan(rowOf(name).timeoutSeconds * 1_000);
});

it.each(routedNames)('loads for %s, which requests call, the service of its own folder', async (name) => {
  const { service } = await moduleOf(name, 'service.ts');
  expect(service).toBeDefined();
  expect(await requestsOf(name).load()).toBe(service);
  expect(service.settings).toBe(functions[name].settings);
});

it('calls no two functions at once but those of each minute, and no other on the hour', () => {
  const minutes = withSchedule.flatMap((name) => {
    const { every, at } = rowOf(name).schedule!;
    return every === 'minute' ? [] : [at.minute];
  });
  expect(new Set(minutes).size).toBe(minutes.length);
  expect(minutes).not.toContain('0');
});

it('gives each path to one function, and the rest to one', () => {
  const paths = ownRoutes.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(functionNames.filter((name) => rowOf(name).requests?.routes === 'rest')).toEqual(['site']);
});

it('answers on one computer as many requests at once as the table says, and the others after them', async () => {
  const held: Record<string, (() => void)[]> = {};
  for (const name of routedNames) {
    held[name] = [];
    const fetch = () => new Promise<Response>((resolve) => held[name]?.push(() => resolve(new Response(name))));
    vi.spyOn(functions[name].requests, 'load').mockResolvedValue({ start: () => ({ app: { fetch } }) } as never);
  }
  onTestFinished(() => void vi.restoreAllMocks());
  const apps = await loadApps({} as never, {} as never);
  const ask = (name: RoutedName) =>
    Array.from({ length: 30 }, () => apps[name].fetch(new Request('http://localhost/'), {}));
  const ofSigners = ask('sign');
  ask('site');
  await vi.waitFor(() => expect([held.sign?.length, held.site?.length]).toEqual([24, 30]));
  for (let i = 0; i < 10; i++) held.sign?.[i]?.();
  await vi.waitFor(() => expect(held.sign).toHaveLength(30));
  for (const answer of held.sign ?? []) answer();
  const bodies = await Promise.all(ofSigners.map(async (answer) => (await answer).text()));
  expect(bodies).toEqual(Array.from({ length: 30 }, () => 'sign'));
});

it('runs on one computer, at once and as often as on AWS, each function that a schedule calls', async () => {
  const asked = new Set<string>();
  // Tables that do not exist. Each function has its own names for them, which identify it here.
  const noTables = createServer(async (request, answer) => {
    const body = (await request.toArray()).join('');
    asked.add(JSON.parse(body).TableName);
    answer.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
    answer.end(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' }));
  });
  await new Promise<void>((resolve) => noTables.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(noTables.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_REGION', 'local');
  pointSdkHere({ dynamoDb: url, sqs: url, ses: url });
  const tables = {
    ...{ Campaigns: 'c', Signatures: 's', Counts: 'k', Limits: 'l', Webhooks: 'w', Organisers: 'o' },
  } satisfies Record<TableName, string>;
  const shared = functionSettings(
    { publicUrl: url, languages: ['en'], limits: 'on', mailRate: 1 },
    {
      tables,
      streamArn: 'the-stream',
      queueUrl: url,
      webhooksUrl: url,
      recipient: 'age1',
      signIn: { issuer: url, clientId: 'x' },
    },
  );
  const settings = Object.fromEntries(
    functionNames.map((name) => [
      name,
      { ...shared[name], CAMPAIGNS_TABLE: name, SIGNATURES_TABLE: name, COUNTS_TABLE: name },
    ]),
  ) as unknown as typeof shared;
  const timers = vi.spyOn(globalThis, 'setInterval');
  const events: LogEvent[] = [];
  const stops = await startScheduled(settings, { info: () => undefined, error: (event) => void events.push(event) });
  onTestFinished(async () => {
    for (const stop of stops) await stop();
    vi.restoreAllMocks();
    noTables.close();
    vi.unstubAllEnvs();
  });
  await vi.waitFor(() => expect(events).toEqual(withSchedule.map(() => 'task-failed')), 10_000);
  expect([...asked].sort()).toEqual([...withSchedule].sort());
  const wanted = withSchedule.map((name) => EVERY[rowOf(name).schedule!.every]);
  expect(timers.mock.calls.map(([, every]) => every).sort()).toEqual(wanted.sort());
});

it('lets the compiler refuse, for a name, the settings, the work or the part of another function', () => {
  // `npm run check` refuses each line below a comment. The check fails if it accepts one of them.
  const made = <Name extends FunctionName>(props: PetitionFunctionProps<Name>) => props.name;
  const code = () => Code.fromInline('nothing');
  const environment = { CAMPAIGNS_TABLE: 'campaigns', COUNTS_TABLE: 'counts' };
  const names = [
    made({ name: 'fold', code, environment }),
    // @ts-expect-error Sign asks for more than fold.
    made({ name: 'sign', code, environment }),
    // @ts-expect-error There is no function of this name.
    made({ name: 'nobody', code, environment }),
    // @ts-expect-error Fold asks for its table of counts as well.
    made({ name: 'fold', code, environment: { CAMPAIGNS_TABLE: 'campaigns' } }),
    // @ts-expect-error Fold asks for no table of limits.
    made({ name: 'fold', code, environment: { ...environment, LIMITS_TABLE: 'limits' } }),
  ];
  const part: Part<'fold'> = { function: { name: 'fold' } as PetitionFunction<'fold'> };
  // @ts-expect-error This part makes fold.
  const other: Part<'sign'> = part;
  const work: WorkOf<'fold'> = foldTask;
  // @ts-expect-error This work has the settings of fold.
  const foreign: WorkOf<'sign'> = foldTask;
  expect([names[0], other, foreign]).toEqual(['fold', part, work]);
});
