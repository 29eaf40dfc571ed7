import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

export interface Watched {
  readonly stage: Stage;
  readonly api: HttpApi;
  readonly functions: {
    readonly [Name in 'site' | 'sign' | 'tally' | 'mail' | 'retention' | 'fold' | 'reconcile']: LambdaFunction;
  };
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

const period = Duration.minutes(5);

/** Alarms, and whom they mail. Each says what is at stake. */
export class Watch extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, { stage, api, functions, queue, deadLetters }: Watched) {
    super(scope, id);
    if (stage.alarmEmail) {
      this.#topic = new Topic(this, 'Alarms', { enforceSSL: true });
      this.#topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    }
    this.#alarm('CountsAreLate', {
      means: 'Signatures are stored but not counted. The stream keeps them for 24 hours: mend tally before.',
      metric: functions.tally.metric('IteratorAge', { statistic: 'Maximum', period }),
      above: Duration.minutes(2).toMilliseconds(),
    });
    for (const [name, { metric, above }] of Object.entries({
      Site: { metric: functions.site.metricErrors({ period }), above: 4 },
      Sign: { metric: functions.sign.metricErrors({ period }), above: 0 },
      Tally: { metric: functions.tally.metricErrors({ period }), above: 0 },
      Mail: { metric: functions.mail.metricErrors({ period }), above: 0 },
      Retention: { metric: functions.retention.metricErrors({ period }), above: 0 },
      Fold: { metric: functions.fold.metricErrors({ period }), above: 0 },
      Reconcile: { metric: functions.reconcile.metricErrors({ period }), above: 0 },
    })) {
      this.#alarm(`${name}Fails`, { means: `The function ${name.toLowerCase()} fails: see its log.`, metric, above });
    }
    this.#alarm('RequestsFail', {
      means: 'The public is answered with errors.',
      metric: api.metricServerError({ period }),
      above: 4,
    });
    this.#alarm('MailIsLate', {
      means:
        'Confirmation mails wait, and signers are told. Is SES out of its sandbox, and its sending rate high enough?',
      metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period }),
      above: Duration.minutes(10).toSeconds(),
    });
    this.#alarm('MailQuotaIsUsedUp', {
      means: 'SES takes no more mails today: they are kept, and signers are told. Ask AWS for a higher quota at once.',
      metric: this.#logged(['mail', functions.mail], 'mail-quota-used-up', stage),
      above: 0,
    });
    this.#alarm('RecordIsSetAside', {
      means: 'A change of a signature made no sense and was not counted: see the log of tally for its sequence number.',
      metric: this.#logged(['tally', functions.tally], 'tally-record-set-aside', stage),
      above: 0,
    });
    this.#alarm('CountsDiffer', {
      means: 'Counts are not those of the signatures in the table: run `npm run reconcile`, docs/guides/organisers.md.',
      metric: this.#logged(['reconcile', functions.reconcile], 'counts-differ', stage),
      above: 0,
    });
    this.#alarm('CountsAreNotChecked', {
      means: 'A campaign was not recounted for four days: see the log of reconcile.',
      metric: this.#logged(['reconcile', functions.reconcile], 'recount-overdue', stage),
      above: 0,
    });
    this.#alarm('MailIsNotReadable', {
      means: 'A mail that waits was sealed with a key that is gone. Put the key back, then redrive the dead letters.',
      metric: this.#logged(['mail', functions.mail], 'mail-not-readable', stage),
      above: 0,
    });
    this.#alarm('NoTrustedRecipient', {
      means:
        'A campaign names a key that was not deployed, or none, and takes no signatures. Somebody put it there: was it one of you?',
      metric: this.#logged(['sign', functions.sign], 'no-trusted-recipient', stage),
      above: 0,
    });
    this.#alarm('KeysAreOld', {
      means:
        'Keys cannot be read again, and those read before hold. Mend it before any are rotated: see the log of sign.',
      metric: this.#logged(['sign', functions.sign], 'secrets-not-read', stage),
      above: 4,
    });
    this.#alarm('MailKeysAreOld', {
      means: 'Keys of mails cannot be read again, and those read before hold: see the log of mail.',
      metric: this.#logged(['mail', functions.mail], 'secrets-not-read', stage),
      above: 4,
    });
    this.#alarm('MailsAreRefused', {
      means: 'SES finds many mails malformed, and they are dropped. Is AMPARO_MAIL_FROM a sender that it takes?',
      metric: this.#logged(['mail', functions.mail], 'mail-refused', stage),
      above: 10,
    });
    this.#alarm('MailIsSetAside', {
      means: 'Mails could not be sent. Mend the cause, then redrive the dead letters within 14 days.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      above: 0,
    });
  }

  /** How often a function logged an event. */
  #logged([name, of]: readonly [string, LambdaFunction], event: string, stage: Stage): IMetric {
    const filter = new MetricFilter(this, `Logged-${name}-${event}`, {
      logGroup: of.logGroup,
      filterPattern: FilterPattern.stringValue('$.event', '=', event),
      metricNamespace: `Amparo/${stage.name}/${name}`,
      metricName: event,
    });
    return filter.metric({ statistic: 'Sum', period });
  }

  #alarm(id: string, { means, metric, above }: { means: string; metric: IMetric; above: number }): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: means,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (this.#topic) alarm.addAlarmAction(new SnsAction(this.#topic));
  }
}
