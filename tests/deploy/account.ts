import { inject } from 'vitest';
import { accountClient } from '../../infra/emulated/account.ts';
import type { Emulated } from '../../infra/emulated/emulated.ts';
import { signedFetch } from './signed-fetch.ts';

/** The deployed stack. */
export const deployed = (): Emulated => inject('emulated');

export const client = () => accountClient(deployed().endpoint);

interface FunctionConfiguration {
  readonly FunctionName: string;
  readonly Description: string;
  readonly Role: string;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

/** The functions by their names in the stack, as Lambda reports them. */
export async function functionConfigurations(): Promise<Map<string, FunctionConfiguration>> {
  const { Functions } = (await callLambda('GET', 'functions/')) as { Functions: { FunctionName: string }[] };
  const all = await Promise.all(
    Functions.map(({ FunctionName }) => callLambda('GET', `functions/${FunctionName}/configuration`)),
  );
  const ours = (all as FunctionConfiguration[]).filter(({ Description }) => Description.startsWith('Amparo: '));
  return new Map(ours.map((configuration) => [configuration.Description.replace('Amparo: ', ''), configuration]));
}

/** Gives a function other variables than the stack did. It restarts with them. */
export const setVariables = (functionName: string, Variables: Readonly<Record<string, string>>): Promise<unknown> =>
  callLambda('PUT', `functions/${functionName}/configuration`, { Environment: { Variables } });

/** Lets a function take from its queue or stream, or holds it back. */
export async function setEventSources(functionName: string, Enabled: boolean): Promise<void> {
  const { EventSourceMappings } = (await callLambda('GET', 'event-source-mappings/')) as {
    EventSourceMappings: { UUID: string; FunctionArn: string }[];
  };
  const own = EventSourceMappings.filter(({ FunctionArn }) => FunctionArn.endsWith(`:${functionName}`));
  if (own.length === 0) throw new Error(`${functionName} has no event source.`);
  for (const { UUID } of own) await callLambda('PUT', `event-source-mappings/${UUID}`, { Enabled });
}

/** Calls a function, as a schedule or a rule does. @returns its answer, or the error of a failed call. */
export const invoke = (functionName: string, input: object = {}): Promise<unknown> =>
  callLambda('POST', `functions/${functionName}/invocations`, input);

const callLambda = (method: string, path: string, body?: unknown): Promise<unknown> =>
  signedFetch(deployed().endpoint, {
    service: 'lambda',
    method,
    path: `/2015-03-31/${path}`,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
