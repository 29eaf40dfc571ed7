import { Worker } from 'node:worker_threads';
import type { MadePicture } from '../core/campaigns/picture.ts';
import { PictureFault } from '../core/pictures/fault.ts';
import type { Made, PictureUse } from '../core/pictures/made.ts';

/** What the worker gets. */
export interface Task {
  readonly content: Uint8Array;
  readonly use: PictureUse;
}

/** What it answers: a picture, or why there is none. */
export type Answer =
  | { readonly picture: MadePicture; readonly files: readonly (readonly [name: string, content: Uint8Array])[] }
  | { readonly fault: string };

/** A photo takes a second or two. The person who sends one waits, so this is less than the console does. */
const WITHIN = 7_000;

/**
 * Makes a picture in a worker of its own. It has no environment and no memory of pictures before, and is ended when it takes too long.
 * The decoders are WebAssembly: a fault in one reaches the memory of this worker, not the process.
 * @param worker the bundle of `worker.ts` (`infra/bundle/decoder.ts`). @param within milliseconds.
 * @throws {PictureFault}
 */
export async function madeApart(worker: URL, task: Task, within = WITHIN): Promise<Made> {
  const thread = new Worker(worker, {
    workerData: task,
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      thread.once('message', resolve);
      // A decoder that fails in an unknown way, or has no more memory.
      thread.once('error', () => reject(new PictureFault(DAMAGED)));
      thread.once('exit', () => reject(new PictureFault(DAMAGED)));
      timer = setTimeout(
        () => reject(new PictureFault('could not be opened in time. Try again, or take a smaller one.')),
        within,
      );
    });
    if ('fault' in answer) throw new PictureFault(answer.fault);
    return { picture: answer.picture, files: new Map(answer.files) };
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

const DAMAGED = 'is damaged: it cannot be opened.';
