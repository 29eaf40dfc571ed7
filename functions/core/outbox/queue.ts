import type { Keyring } from '../keys/keyring.ts';
import type { Clock } from '../running/clock.ts';
import type { QueuedMail } from './queued-mail.ts';

/** Where mails wait. The queue keeps them until the mail function has sent them. */
export interface Outbox {
  put(mail: QueuedMail): Promise<void>;
}

/** How long the queue is. */
export interface Line {
  /**
   * About how many mails wait, as SQS counts them. This includes those that are being sent and those that were put off.
   */
  waiting(): Promise<number>;
}

/**
 * An outbox on SQS. It loads the code that seals and sends with the first mail, since a link that confirms needs none
 * of it.
 * @param keys seal each message: see `queued-mail`.
 */
export function createOutbox({
  queueUrl,
  keys,
  clock,
}: {
  queueUrl: string;
  keys: () => Promise<Keyring>;
  clock: Clock;
}): Outbox & Line {
  const loaded = async () => (await import('../aws/sqs.ts')).sqsQueue(queueUrl);
  let queue: ReturnType<typeof loaded> | undefined;
  const used = () => {
    queue ??= loaded();
    return queue;
  };
  return {
    async put(mail) {
      const { sealMail } = await import('./queued-mail.ts');
      const body = sealMail(await keys(), mail, clock());
      await (await used()).send(body);
    },
    waiting: async () => (await used()).length(),
  };
}
