import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { LogEvent } from '../../functions/core/running/log.ts';
import { type FunctionName, functionNames, idOf, rowOf } from '../functions.ts';
import type { Stage } from '../stage.ts';
import type { FunctionParts } from './function.ts';
import type { Mail } from './mail.ts';

export interface Watched {
  readonly stage: Stage;
  readonly api: HttpApi;
  readonly parts: FunctionParts & { readonly mail: Mail };
}

const period = Duration.minutes(5);

/** Alarms, and the address that they mail. Each says what is at stake. */
export class Watch extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, { stage, api, parts }: Watched) {
    super(scope, id);
    if (stage.alarmEmail) {
      this.#topic = new Topic(this, 'Alarms', { enforceSSL: true });
      this.#topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    }
    /** How often a function logged an event. */
    const logged = (name: FunctionName, event: LogEvent): IMetric =>
      new MetricFilter(this, `Logged-${name}-${event}`, {
        logGroup: parts[name].function.lambda.logGroup,
        filterPattern: FilterPattern.stringValue('$.event', '=', event),
        metricNamespace: `Amparo/${stage.name}/${name}`,
        metricName: event,
      }).metric({ statistic: 'Sum', period });
    this.#alarm('CountsAreLate', {
      means: 'Signatures are stored but not counted. The stream keeps them for 24 hours: mend tally before.',
      metric: parts.tally.function.lambda.metric('IteratorAge', { statistic: 'Maximum', period }),
      above: Duration.minutes(2).toMilliseconds(),
    });
    for (const name of functionNames) {
      const { means, errorsAbove } = rowOf(name).alarm;
      const metric = parts[name].function.lambda.metricErrors({ period });
      this.#alarm(`${idOf(name)}Fails`, { means, metric, above: errorsAbove });
    }
    this.#alarm('RequestsFail', {
      means: 'The public is answered with errors.',
      metric: api.metricServerError({ period }),
      above: 4,
    });
    this.#alarm('MailIsLate', {
      means:
        'Confirmation mails wait, and the pages say so. Is SES out of its sandbox, and its sending rate high enough?',
      metric: parts.mail.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period }),
      above: Duration.minutes(10).toSeconds(),
    });
    this.#alarm('MailQuotaIsUsedUp', {
      means: 'SES takes no more mails today: they are kept, and the pages say so. Ask AWS for a higher quota at once.',
      metric: logged('mail', 'mail-quota-used-up'),
      above: 0,
    });
    this.#alarm('RecordIsSetAside', {
      means: 'A change of a signature made no sense and was not counted: see the log of tally for its sequence number.',
      metric: logged('tally', 'tally-record-set-aside'),
      above: 0,
    });
    this.#alarm('CountsDiffer', {
      means: 'Counts are not those of the signatures in the table: run `npm run reconcile`, docs/guides/organisers.md.',
      metric: logged('reconcile', 'counts-differ'),
      above: 0,
    });
    this.#alarm('CountsAreNotChecked', {
      means: 'A campaign was not recounted for four days: see the log of reconcile.',
      metric: logged('reconcile', 'recount-overdue'),
      above: 0,
    });
    this.#alarm('MailIsNotReadable', {
      means: 'A mail that waits was sealed with a key that is gone. Put the key back, then redrive the dead letters.',
      metric: logged('mail', 'mail-not-readable'),
      above: 0,
    });
    this.#alarm('NoTrustedRecipient', {
      means:
        'A campaign names a key that was not deployed, or none, and takes no signatures. Somebody put it there: was it one of you?',
      metric: logged('sign', 'no-trusted-recipient'),
      above: 0,
    });
    this.#alarm('KeysAreOld', {
      means:
        'Keys cannot be read again, and those read before hold. Mend it before any are rotated: see the log of sign.',
      metric: logged('sign', 'secrets-not-read'),
      above: 4,
    });
    this.#alarm('MailKeysAreOld', {
      means: 'Keys of mails cannot be read again, and those read before hold: see the log of mail.',
      metric: logged('mail', 'secrets-not-read'),
      above: 4,
    });
    this.#alarm('MailsAreRefused', {
      means: 'SES finds many mails malformed, and they are dropped. Is AMPARO_MAIL_FROM a sender that it takes?',
      metric: logged('mail', 'mail-refused'),
      above: 10,
    });
    this.#alarm('MailIsSetAside', {
      means: 'Mails could not be sent. Mend the cause, then redrive the dead letters within 14 days.',
      metric: parts.mail.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      above: 0,
    });
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
