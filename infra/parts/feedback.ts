import { EventBus, EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Invoke } from 'aws-cdk-lib/aws-events-targets';
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { MAILBOX_TAG, SUPPRESSED } from '../../functions/core/limits/suppressed.ts';
import type { ReportKind } from '../../functions/core/outbox/health.ts';
import { MAIL_HEALTH, MAIL_HOURS } from '../../functions/core/outbox/health-store.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { inPartitions, inPartitionsLike } from './iam.ts';
import type { Mail } from './mail.ts';
import type { Stores } from './stores.ts';

/**
 * The events of SES that are reports. Only SES itself can put an event with this source on the bus. Soft bounces are left
 * out: the mailbox may be full today, and AWS does not count them, either.
 */
const REPORTS = {
  bounce: { type: 'Email Bounced', detail: { bounce: { bounceType: ['Permanent'] } } },
  complaint: { type: 'Email Complaint Received', detail: {} },
} as const satisfies Record<ReportKind, { type: string; detail: object }>;

/**
 * Takes reports of SES about bounces and complaints. May count them, suppress mailboxes and make the stage strict. It never
 * gets an address, and has no secret.
 */
export class Feedback extends Construct {
  readonly function: PetitionFunction<'feedback'>;

  constructor(scope: Construct, id: string, props: { code: FunctionCode; stores: Stores; mail: Mail }) {
    super(scope, id);
    const { stores, mail } = props;
    this.function = new PetitionFunction(this, 'Feedback', {
      name: 'feedback',
      code: props.code,
      environment: { LIMITS_TABLE: stores.limits.tableName, COUNTS_TABLE: stores.counts.tableName },
    })
      .may(['dynamodb:PutItem'], stores.limits.tableArn, inPartitionsLike(SUPPRESSED))
      .may(['dynamodb:Query', 'dynamodb:UpdateItem'], stores.limits.tableArn, inPartitions(MAIL_HOURS))
      .may(['dynamodb:UpdateItem'], stores.counts.tableArn, inPartitions(MAIL_HEALTH));
    stores.openLimits(this.function);
    stores.openCounts(this.function, 'write');
    const name = mail.sending.configurationSetName;
    // Only the default bus gets events of SES.
    mail.sending.addEventDestination('Reports', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    for (const [kind, { type, detail }] of Object.entries(REPORTS)) {
      new Rule(this, kind === 'bounce' ? 'Bounces' : 'Complaints', {
        description: `Amparo: takes reports of SES (${kind}).`,
        eventPattern: {
          source: ['aws.ses'],
          detailType: [type],
          // Others may send from the same account. An e-mail of ours always has a tag.
          detail: { ...detail, mail: { tags: { 'ses:configuration-set': [name], [MAILBOX_TAG]: Match.exists() } } },
        },
        targets: [
          new Invoke(this.function.lambda, {
            // Nothing else of the event goes on: neither an address, nor the answer of a mail server.
            event: RuleTargetInput.fromObject({
              kind,
              mailbox: EventField.fromPath(`$.detail.mail.tags.${MAILBOX_TAG}`),
            }),
          }),
        ],
      });
    }
  }
}
