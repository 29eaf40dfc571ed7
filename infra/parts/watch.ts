import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LogEvent } from '../../functions/core/running/log.ts';
import { ACCESS_LOG_WORDS } from '../access-log.ts';
import { type FunctionName, functionNames, idOf, rowOf } from '../functions.ts';
import type { Stage } from '../stage.ts';
import { alarmsOf, PERIOD as period } from './alarms.ts';
import type { FunctionParts } from './function.ts';
import type { Mail } from './mail.ts';
import type { PublicApi } from './public-api.ts';
import type { Webhooks } from './webhooks.ts';

export interface Watched {
  readonly stage: Stage;
  readonly publicApi: PublicApi;
  readonly parts: FunctionParts & { readonly mail: Mail; readonly webhooks: Webhooks };
}

/** A line of a request that the API refused by itself. `sign` refuses networks that are too busy, which is no fault. */
const THROTTLED = FilterPattern.spaceDelimited(...ACCESS_LOG_WORDS)
  .whereNumber('status', '=', 429)
  .whereString('integration', '=', '-');

/** The alarms of the service. Each says what is at stake. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, { stage, publicApi, parts }: Watched) {
    super(scope, id);
    const alarm = alarmsOf(this, stage);
    /** How often a function logged an event. */
    const logged = (name: FunctionName, event: LogEvent): IMetric =>
      new MetricFilter(this, `Logged-${name}-${event}`, {
        logGroup: parts[name].function.lambda.logGroup,
        filterPattern: FilterPattern.stringValue('$.event', '=', event),
        metricNamespace: `Amparo/${stage.name}/${name}`,
        metricName: event,
      }).metric({ statistic: 'Sum', period });
    alarm('CountsAreLate', {
      means: 'Signatures are stored, but not counted. Repair tally within 24 hours: the stream keeps them no longer.',
      metric: parts.tally.function.lambda.metric('IteratorAge', { statistic: 'Maximum', period }),
      when: { above: Duration.minutes(2).toMilliseconds() },
    });
    for (const name of functionNames) {
      const { means, errorsAbove } = rowOf(name).alarm;
      const metric = parts[name].function.lambda.metricErrors({ period });
      alarm(`${idOf(name)}Fails`, { means, metric, when: { above: errorsAbove } });
    }
    alarm('RequestsFail', {
      means: 'Visitors get errors from the API. See the logs of site and sign.',
      metric: publicApi.api.metricServerError({ period }),
      when: { above: 4 },
    });
    // The metrics of an HTTP API count a 429 together with each mistyped address. So its log is counted.
    alarm('RequestsAreThrottled', {
      means:
        'The API refuses requests (429): more come than the stage prepares for. Raise AMPARO_SIGNATURES_PER_SECOND, or is it a flood?',
      metric: new MetricFilter(this, 'Logged-api-throttled', {
        logGroup: publicApi.log,
        filterPattern: THROTTLED,
        metricNamespace: `Amparo/${stage.name}/api`,
        metricName: 'throttled',
      }).metric({ statistic: 'Sum', period }),
      when: { above: 0 },
    });
    // One metric for the whole region: the functions of an account share one limit.
    alarm('FunctionsAreThrottled', {
      means:
        'Lambda refuses calls of functions in this region. Ask AWS for more concurrent executions of this account at once.',
      metric: LambdaFunction.metricAllThrottles({ period }),
      when: { above: 0 },
    });
    alarm('MailIsLate', {
      means: 'E-mails are late, and the pages say so. Is SES out of its sandbox? Is its sending rate high enough?',
      metric: parts.mail.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period }),
      when: { above: Duration.minutes(10).toSeconds() },
    });
    alarm('MailQuotaIsUsedUp', {
      means: 'SES accepts no more e-mails today. They wait, and the pages say so. Ask AWS for a higher quota at once.',
      metric: logged('mail', 'mail-quota-used-up'),
      when: { above: 0 },
    });
    alarm('MailBounces', {
      means:
        'More than 3 % of the e-mails bounce. All campaigns are strict until an hour after the last: docs/guides/organisers.md.',
      metric: logged('feedback', 'mail-bounces-high'),
      when: { above: 0 },
    });
    alarm('MailComplaints', {
      means:
        'More than 0.05 % of the e-mails are marked as spam. All campaigns are strict meanwhile: docs/guides/organisers.md.',
      metric: logged('feedback', 'mail-complaints-high'),
      when: { above: 0 },
    });
    alarm('PublishIsLate', {
      means: 'For five minutes, public numbers did not move as they should. Does publish run? See its log.',
      metric: logged('publish', 'numbers-published'),
      when: { below: 1 },
    });
    alarm('RecordIsSetAside', {
      means: 'A change of a signature was invalid, and was not counted. The log of tally has its sequence number.',
      metric: logged('tally', 'tally-record-set-aside'),
      when: { above: 0 },
    });
    alarm('RecordsAreForged', {
      means:
        'Somebody called tally with records that are not in the stream. They were not counted. Who may invoke functions?',
      metric: logged('tally', 'tally-records-forged'),
      when: { above: 0 },
    });
    alarm('CountsDiffer', {
      means: 'Counts differ from the signatures in the table. Run `npm run reconcile`: docs/guides/organisers.md.',
      metric: logged('reconcile', 'counts-differ'),
      when: { above: 0 },
    });
    alarm('CountsAreNotChecked', {
      means: 'A campaign was not recounted for four days. See the log of reconcile.',
      metric: logged('reconcile', 'recount-overdue'),
      when: { above: 0 },
    });
    alarm('MailIsNotReadable', {
      means: 'An e-mail that waits is sealed with a removed key. Put the key back, then redrive the dead letters.',
      metric: logged('mail', 'mail-not-readable'),
      when: { above: 0 },
    });
    alarm('NoTrustedRecipient', {
      means:
        'Nobody can sign a campaign: it names a key that was not deployed, or no key. Did one of you change the campaign?',
      metric: logged('sign', 'no-trusted-recipient'),
      when: { above: 0 },
    });
    alarm('KeysAreOld', {
      means:
        'The function sign cannot read its keys again, and uses the earlier ones. Repair this before you rotate keys.',
      metric: logged('sign', 'secrets-not-read'),
      when: { above: 4 },
    });
    alarm('MailKeysAreOld', {
      means: 'The function mail cannot read its keys again, and uses the earlier ones. See its log.',
      metric: logged('mail', 'secrets-not-read'),
      when: { above: 4 },
    });
    alarm('MailsAreRefused', {
      means: 'SES rejects many e-mails as malformed, and they are dropped. Does it accept AMPARO_MAIL_FROM as sender?',
      metric: logged('mail', 'mail-refused'),
      when: { above: 10 },
    });
    alarm('MailIsSetAside', {
      means: 'E-mails could not be sent. Repair the cause, then redrive the dead letters within 14 days.',
      metric: parts.mail.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      when: { above: 0 },
    });
    alarm('WebhooksAreSetAside', {
      means: 'An endpoint did not take a webhook for days: `npm run webhooks -- list`. Then replay the dead letters.',
      metric: parts.webhooks.deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      when: { above: 0 },
    });
    alarm('WebhookIsDisabled', {
      means:
        'An endpoint gets no webhooks any more: it failed for five days, or answered 410. See `npm run webhooks -- list`.',
      metric: logged('webhooks', 'webhook-endpoint-disabled'),
      when: { above: 0 },
    });
  }
}
