import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { askedOfListed, HEADS } from '../../functions/core/campaigns/head-store.ts';
import { webhooksQueueName } from '../../functions/core/webhooks/names.ts';
import { ATTEMPTS } from '../../functions/core/webhooks/schedule.ts';
import {
  DELIVERIES,
  ENDPOINTS,
  EVENTS,
  enablingAttributes,
  healthAttributes,
} from '../../functions/core/webhooks/store.ts';
import { functions } from '../functions.ts';
import type { Stage } from '../stage.ts';
import { type FunctionCode, PetitionFunction } from './function.ts';
import { type Actor, Circle, denyAllBut, inPartitions, inPartitionsLike } from './iam.ts';
import type { Stores } from './stores.ts';
import type { Vault } from './vault.ts';

/** How many functions send at once, at most. Lambda allows no fewer than two. */
const PLACES = 5;

/** The longest that SQS keeps a message. */
const KEPT = Duration.days(14);

const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue'];

/** Limits a write to these attributes of endpoints, without an answer that has others. */
const onlyThese = (attributes: readonly string[]) => ({
  ...inPartitionsLike(ENDPOINTS),
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes] },
  StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
});

/**
 * Sends events to the endpoints of the group. It is in no private network, and has a table, a queue and a secret of its own: of
 * what it talks to strangers' servers about, it can read nothing but what is announced, and whether a campaign is listed.
 */
export class Webhooks extends Construct {
  readonly function: PetitionFunction<'webhooks'>;
  /** Where endpoints are, and where webhooks wait. */
  readonly settings: { readonly WEBHOOKS_TABLE: string; readonly WEBHOOKS_QUEUE_URL: string };
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #senders: Circle;

  constructor(scope: Construct, id: string, props: { stage: Stage; code: FunctionCode; vault: Vault; stores: Stores }) {
    super(scope, id);
    const { stage, vault, stores } = props;
    const ring = vault.keyring(this, 'webhooks', 'Amparo: makes the secrets that sign webhooks.');
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: webhooksQueueName(stage.name, 'dead-letters'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: webhooksQueueName(stage.name, 'queue'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
      // Six times the function's timeout, as AWS recommends.
      visibilityTimeout: Duration.seconds(6 * functions.webhooks.timeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTEMPTS },
    });
    const table = stores.webhooks.tableArn;
    this.settings = { WEBHOOKS_TABLE: stores.webhooks.tableName, WEBHOOKS_QUEUE_URL: this.queue.queueUrl };
    this.function = new PetitionFunction(this, 'Webhooks', {
      name: 'webhooks',
      code: props.code,
      environment: {
        CAMPAIGNS_TABLE: stores.campaigns.tableName,
        WEBHOOKS_SECRET: ring.secretArn,
        ...this.settings,
      },
    })
      .may(['dynamodb:Query'], table, inPartitionsLike(ENDPOINTS, EVENTS))
      .may(['dynamodb:GetItem'], table, inPartitionsLike(ENDPOINTS, EVENTS, DELIVERIES))
      .may(['dynamodb:PutItem'], table, inPartitionsLike(EVENTS, DELIVERIES))
      // The events of a campaign that was deleted or hidden.
      .may(['dynamodb:DeleteItem'], table, inPartitions(EVENTS))
      // It can change no address, and so send nothing elsewhere.
      .may(['dynamodb:UpdateItem'], table, onlyThese(healthAttributes));
    // Whether a campaign is still listed, and no text of it.
    this.function.may(['dynamodb:GetItem'], stores.campaigns.tableArn, {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [HEADS], 'dynamodb:Attributes': [...askedOfListed] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    });
    ring.openTo(this.function);
    stores.openWebhooks(this.function);
    this.function.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: functions.webhooks.batch.size,
        maxConcurrency: PLACES,
        reportBatchItemFailures: true,
      }),
    );
    this.#senders = new Circle(stage);
    this.openQueue(this.function);
    this.#openTo(vault.keeper, stores);
    this.#close(stage, vault.keeper);
  }

  /** Lets an actor announce events. */
  openQueue(to: Actor): void {
    this.#senders.add(to.role);
    to.may(['sqs:SendMessage'], this.queue.queueArn);
  }

  /** Lets a person announce events, who must find the queue first. */
  openToPerson(to: Actor): void {
    this.openQueue(to);
    to.may(['sqs:GetQueueUrl'], this.queue.queueArn);
  }

  /**
   * Admins see in the console how endpoints do, have them tested, and enable one. It can add none, change no address, and make no secret:
   * it has no key.
   */
  openToConsole(to: Actor, stores: Stores): void {
    const table = stores.webhooks.tableArn;
    to.may(['dynamodb:Query'], table, inPartitionsLike(ENDPOINTS, DELIVERIES))
      .may(['dynamodb:GetItem'], table, inPartitionsLike(ENDPOINTS, EVENTS, DELIVERIES))
      .may(['dynamodb:UpdateItem'], table, onlyThese(enablingAttributes));
    stores.openWebhooks(to);
    this.openQueue(to);
  }

  /** The keeper of keys manages endpoints, since to add one shows its secret. */
  #openTo(keeper: Actor, stores: Stores): void {
    const table = stores.webhooks.tableArn;
    keeper
      // An endpoint may name the campaigns that it hears of.
      .may(['dynamodb:GetItem'], stores.campaigns.tableArn, inPartitions(HEADS))
      .may(['dynamodb:Query'], table, inPartitionsLike(ENDPOINTS, DELIVERIES))
      .may(['dynamodb:GetItem'], table, inPartitionsLike(ENDPOINTS, EVENTS, DELIVERIES))
      .may(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], table, inPartitions(ENDPOINTS))
      .may(['sqs:GetQueueUrl', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], this.deadLetters.queueArn);
    stores.openWebhooks(keeper);
    this.openToPerson(keeper);
  }

  /** Nobody may send dead letters: SQS itself moves them, and needs no policy for that. */
  #close(stage: Stage, keeper: Actor): void {
    const [receiver, replayer] = [new Circle(stage), new Circle(stage)];
    receiver.add(this.function.role);
    replayer.add(keeper.role);
    const [queue, deadLetters] = [[this.queue.queueArn], [this.deadLetters.queueArn]];
    this.queue.addToResourcePolicy(denyAllBut(receiver, RECEIVE, queue));
    this.queue.addToResourcePolicy(denyAllBut(this.#senders, ['sqs:SendMessage'], queue));
    this.deadLetters.addToResourcePolicy(denyAllBut(replayer, RECEIVE, deadLetters));
    this.deadLetters.addToResourcePolicy(denyAllBut(undefined, ['sqs:SendMessage'], deadLetters));
  }
}
