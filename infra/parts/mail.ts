import { Duration, Stack } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { ConfigurationSet, ConfigurationSetTlsPolicy } from 'aws-cdk-lib/aws-ses';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { MAIL_KEPT } from '../../functions/core/keys/ring-changes.ts';
import { SUPPRESSED } from '../../functions/core/limits/suppressed.ts';
import { MAIL_HEALTH, MAIL_HOURS } from '../../functions/core/outbox/health-store.ts';
import { SEND_QUOTA } from '../../functions/core/outbox/send-quota.ts';
import { CONFIRMATION_LIFETIME } from '../../functions/core/signatures/lifetimes.ts';
import { functions } from '../functions.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { type Actor, accept, Circle, denyAllBut, inPartitions, inPartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';
import type { GuardedSecret, Vault } from './vault.ts';

/**
 * How often SQS delivers an e-mail before it sets it aside. This is the most that SQS allows: four days of failures. An e-mail
 * that SES does not accept yet comes less often. So it stays for as long as its link confirms.
 */
const DELIVERIES = 1_000;

/** E-mails a minute to one domain that is no large provider. All others wait. */
export const DOMAIN_RATE = 30;

/** E-mails a second that one place sends, even if SES is slow. */
const RATE_OF_A_PLACE = 20;
/** The places that the rate needs. Lambda allows no fewer than two. */
const placesFor = (rate: number): number => Math.max(2, Math.ceil(rate / RATE_OF_A_PLACE));

const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue'];

/** Sends the e-mails of the queue through SES, as the stage's sender. It sets aside failed ones, still sealed. */
export class Mail extends Construct {
  readonly function: PetitionFunction<'mail'>;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** How SES sends them. It reports bounces and complaints. */
  readonly sending: ConfigurationSet;
  /** Seals the e-mails in the queue. */
  readonly ring: GuardedSecret;
  readonly #senders: Circle;
  readonly #redrivers: Circle;

  constructor(
    scope: Construct,
    id: string,
    props: { stage: Stage; code: FunctionCode; vault: Vault; stores: Stores; publicUrl: string },
  ) {
    super(scope, id);
    const { stage, stores } = props;
    this.ring = props.vault.keyring(this, 'mail', 'Amparo: seals the e-mails that wait in the queue.');
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.millis(MAIL_KEPT),
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // As long as a link confirms: if the account's quota is used up, e-mails wait for a day.
      retentionPeriod: Duration.millis(CONFIRMATION_LIFETIME),
      // Six times the function's timeout, as AWS recommends.
      visibilityTimeout: Duration.seconds(6 * functions.mail.timeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: DELIVERIES },
    });
    // A configuration set of our own: the account's default could rewrite links to count clicks.
    this.sending = new ConfigurationSet(this, 'Sending', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // The account's list would keep addresses in plain text. `feedback` suppresses mailboxes by keyed hashes.
      disableSuppressionList: true,
    });
    this.function = new PetitionFunction(this, 'Mail', {
      name: 'mail',
      code: props.code,
      environment: {
        PUBLIC_URL: props.publicUrl,
        LANGUAGES: stage.languages.join(','),
        MAIL_FROM: stage.mailFrom.header,
        MAIL_REPLY_TO: stage.mailReplyTo,
        MAIL_CONFIGURATION_SET: this.sending.configurationSetName,
        MAIL_SECRET: this.ring.secretArn,
        MAIL_QUEUE_URL: this.queue.queueUrl,
        COUNTS_TABLE: stores.counts.tableName,
        LIMITS_TABLE: stores.limits.tableName,
        // Tests on the emulator send many e-mails to one domain.
        MAIL_DOMAIN_RATE: stage.isEmulated ? undefined : String(DOMAIN_RATE),
        MAIL_RATE: String(stage.mailRate),
        MAIL_PLACES: String(placesFor(stage.mailRate)),
      },
    });
    this.ring.openTo(this.function);
    this.function
      .may(['dynamodb:PutItem'], stores.counts.tableArn, inPartitions(SEND_QUOTA))
      .may(['dynamodb:GetItem'], stores.counts.tableArn, inPartitions(MAIL_HEALTH))
      .may(['dynamodb:GetItem'], stores.limits.tableArn, inPartitionsLike(SUPPRESSED))
      .may(['dynamodb:UpdateItem'], stores.limits.tableArn, inPartitions(MAIL_HOURS));
    stores.openCounts(this.function, 'read', 'write');
    stores.openLimits(this.function);
    this.function.may(['ses:GetAccount'], '*');
    accept(
      this.function,
      'IAM5[Resource::*]',
      'The sending quota belongs to the account, for which AWS has no resource name.',
    );
    // The sender's address is the limit: SES sends only as an identity that the group has verified. In the sandbox, SES also
    // requires a right to the receiver's identity. This can be any identity that the group has verified for tests.
    const asSender = { StringEquals: { 'ses:FromAddress': stage.mailFrom.address } };
    // The emulator checks only the right to send. It knows neither the identity nor the sender.
    if (stage.isEmulated) this.function.may(['ses:SendEmail'], '*');
    for (const resource of ['identity/*', `configuration-set/${this.sending.configurationSetName}`]) {
      this.function.may(['ses:SendEmail'], Stack.of(this).formatArn({ service: 'ses', resource }), asSender);
    }
    accept(
      this.function,
      `IAM5[Resource::arn:aws:ses:${stage.region}:<AWS::AccountId>:identity/*]`,
      'In the sandbox, SES also checks the identity of the receiver. The sender’s address limits the right.',
    );
    this.function.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: functions.mail.batch.size,
        maxConcurrency: placesFor(stage.mailRate),
        reportBatchItemFailures: true,
      }),
    );
    [this.#senders, this.#redrivers] = [new Circle(stage), new Circle(stage)];
    this.#close(stage);
  }

  /** Lets an actor put sealed e-mails into the queue. */
  openQueue(to: Actor): void {
    this.#senders.add(to.role);
    to.may(['sqs:SendMessage'], this.queue.queueArn);
  }

  /** Lets an actor read how many e-mails wait. */
  openLength(to: Actor): void {
    to.may(['sqs:GetQueueAttributes'], this.queue.queueArn);
  }

  /** Lets an actor send dead letters again. They stay sealed, so the actor cannot read them. */
  openRedrive(to: Actor): void {
    this.openQueue(to);
    this.#redrivers.add(to.role);
    const redrive = ['CancelMessageMoveTask', 'ListMessageMoveTasks', 'StartMessageMoveTask'];
    const move = ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
    to.may(
      [...redrive, ...move].map((action) => `sqs:${action}`),
      this.deadLetters.queueArn,
    );
  }

  /** Nobody may send dead letters: SQS itself moves them, and needs no policy for that. */
  #close(stage: Stage): void {
    const receiver = new Circle(stage);
    receiver.add(this.function.role);
    const [queue, deadLetters] = [[this.queue.queueArn], [this.deadLetters.queueArn]];
    this.queue.addToResourcePolicy(denyAllBut(receiver, RECEIVE, queue));
    this.queue.addToResourcePolicy(denyAllBut(this.#senders, ['sqs:SendMessage'], queue));
    this.deadLetters.addToResourcePolicy(denyAllBut(this.#redrivers, RECEIVE, deadLetters));
    this.deadLetters.addToResourcePolicy(denyAllBut(undefined, ['sqs:SendMessage'], deadLetters));
  }
}
