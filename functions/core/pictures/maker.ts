import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { PictureFault } from './fault.ts';
import type { PictureMaker } from './made.ts';
import { answerSent, type TaskSent } from './sent.ts';
import { trusted } from './trusted.ts';

/** How long the function may take, with its start, in milliseconds. */
const PATIENCE = { connectionTimeout: 2_000, requestTimeout: 8_500, throwOnRequestTimeout: true };

/**
 * Has the function `pictures` make pictures. Its client is loaded with the first one.
 * @param name of the function. @throws the SDK's errors, and an error if the function has failed.
 */
export function lambdaMaker(name: string): PictureMaker {
  const connect = async () => {
    const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
    const client = new LambdaClient({ maxAttempts: 1, requestHandler: PATIENCE });
    return (task: TaskSent) => client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(task) }));
  };
  let connected: ReturnType<typeof connect> | undefined;
  return async (content, use) => {
    connected ??= connect();
    const answer = answerIn(await (await connected)({ use, content: Buffer.from(content).toString('base64') }));
    if ('fault' in answer) throw new PictureFault(answer.fault);
    const files = Object.entries(answer.files).map(([file, sent]) => [file, Buffer.from(sent, 'base64')] as const);
    return trusted({ picture: answer.picture, files: new Map(files) }, use);
  };
}

function answerIn({ FunctionError, Payload }: InvokeCommandOutput): z.infer<typeof answerSent> {
  if (FunctionError !== undefined || !Payload) throw new Error('The function pictures has failed: see its log.');
  return z.parse(answerSent, JSON.parse(Buffer.from(Payload).toString()));
}
