import { expect, it } from 'vitest';
import { nameOf, type Statement } from './permissions.ts';
import { petitionTemplate, prod } from './stacks.ts';

const template = petitionTemplate(prod);
const propertiesOf = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

it('takes nothing into a queue or a topic that comes without TLS', () => {
  const refusing = (type: string, things: string) =>
    propertiesOf(type).flatMap(({ PolicyDocument, [things]: [thing] }) =>
      PolicyDocument.Statement.filter(
        ({ Effect, Condition }: Statement) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
      ).map(() => nameOf(thing)),
    );
  expect(refusing('AWS::SQS::QueuePolicy', 'Queues').sort()).toEqual([
    ...['MailDeadLetters', 'MailQueue', 'WebhooksDeadLetters', 'WebhooksQueue'],
  ]);
  expect(refusing('AWS::SNS::TopicPolicy', 'Topics')).toEqual(['WatchAlarms']);
});

it('lets queues be encrypted by SQS', () => {
  for (const queue of propertiesOf('AWS::SQS::Queue')) expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
});

it('has SES count bounces and complaints of its own mails, since too many end its sending', () => {
  expect(propertiesOf('AWS::SES::ConfigurationSet')).toEqual([
    expect.objectContaining({ ReputationOptions: { ReputationMetricsEnabled: true } }),
  ]);
});
