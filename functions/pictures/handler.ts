import { PictureFault } from '../core/pictures/fault.ts';
import type { AnswerSent, TaskSent } from '../core/pictures/sent.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { madeApart } from './apart.ts';

const worker = new URL('./worker.mjs', import.meta.url);

/** The console calls it, and waits. A file that is no picture is no failure. */
export const handler = ({ use, content }: TaskSent): Promise<AnswerSent> =>
  quietly(jsonLog, async () => {
    try {
      const { picture, files } = await madeApart(worker, { use, content: Buffer.from(content, 'base64') });
      const sent = [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const);
      return { picture, files: Object.fromEntries(sent) };
    } catch (error) {
      if (error instanceof PictureFault) return { fault: error.message };
      throw error;
    }
  });
