/** A queue's name in AWS, the same for the stack and for the commands that people run with their own credentials. */
export const webhooksQueueName = (stage: string, queue: 'queue' | 'dead-letters'): string =>
  queue === 'queue' ? `amparo-${stage}-webhooks` : `amparo-${stage}-webhooks-dead-letters`;
