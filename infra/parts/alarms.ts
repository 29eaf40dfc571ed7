import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

/** What an alarm sums up at once. */
export const PERIOD = Duration.minutes(5);

/** Makes an alarm. It has the same name in the console, in its e-mail and in the docs: `amparo-prod-CountsDiffer`. */
export type MakeAlarm = (id: string, of: AlarmOf) => void;

interface AlarmOf {
  readonly means: string;
  readonly metric: IMetric;
  /** Rings above this number, or below it. Below, it also rings if there is nothing to count. */
  readonly when: { readonly above: number } | { readonly below: number };
}

/** The alarms of a stack, and the e-mail address that gets them. An alarm reaches only a topic of its own region. */
export function alarmsOf(scope: Construct, stage: Stage): MakeAlarm {
  const topic = stage.alarmEmail ? topicFor(scope, stage.alarmEmail) : undefined;
  return (id, { means, metric, when }) => {
    const alarm = new Alarm(scope, id, {
      alarmName: `amparo-${stage.name}-${id}`,
      alarmDescription: means,
      metric,
      ...('above' in when
        ? {
            threshold: when.above,
            comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.NOT_BREACHING,
          }
        : {
            threshold: when.below,
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }),
      evaluationPeriods: 1,
    });
    if (topic) alarm.addAlarmAction(new SnsAction(topic));
  };
}

function topicFor(scope: Construct, email: string): Topic {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  topic.addSubscription(new EmailSubscription(email));
  // `enforceSSL` gives the topic a policy, which replaces AWS's own. Without this statement, no alarm could publish.
  const { account } = Stack.of(scope);
  const alarms = Stack.of(scope).formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': alarms } },
    }),
  );
  return topic;
}
