import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Db, type Item, ifConditionHolds, queryPartition } from '../aws/db.ts';
import type { Past } from '../overview/events.ts';
import type { Delivery } from './delivery.ts';
import { type Endpoint, wants } from './endpoint.ts';
import { type WebhookEvent, webhookEvent } from './event.ts';
import { WEBHOOKS_KEPT } from './schedule.ts';

/**
 * Webhooks table: endpoints in one partition, events of the last days in another, and the last attempt of each delivery in a
 * partition of its endpoint. The table is apart from all others, since its function talks to strangers' servers.
 */
export const ENDPOINTS = 'endpoints';
export const EVENTS = 'events';
const deliveriesTo = (endpoint: string) => `deliveries#${endpoint}`;
/** A pattern of the partitions of deliveries, for roles. */
export const DELIVERIES = deliveriesTo('*');
/** All that enabling an endpoint writes of it. */
export const enablingAttributes = ['pk', 'sk', 'disabled', 'disabledAt', 'failingSince'] as const;
/** All that the function writes of an endpoint: it can change no address, and no secret. */
export const healthAttributes = [...enablingAttributes, 'failedAt'] as const;

const store = (item: object): Item => marshall(item, { removeUndefinedValues: true });
/** Seconds since the epoch. */
const expiry = (now: number): number => Math.floor((now + WEBHOOKS_KEPT) / 1_000);

function toEndpoint(item: Item): Endpoint {
  const { pk, sk, ...endpoint } = unmarshall(item);
  return { ...endpoint, id: sk } as Endpoint;
}

/** All endpoints, the oldest first. 0.5 read units per 4 KB. */
export async function listEndpoints(db: Db): Promise<Endpoint[]> {
  const items = await queryPartition(db, ENDPOINTS, { consistent: false });
  return items.map(toEndpoint).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** An endpoint as it was written last. 1 read unit. */
export async function getEndpoint({ client, table }: Db, id: string): Promise<Endpoint | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: marshall({ pk: ENDPOINTS, sk: id }), ConsistentRead: true }),
  );
  return Item && toEndpoint(Item);
}

/**
 * Stores an endpoint. 1 write unit.
 * @param replacing the generation of the secret that the writer has read. Left out: the endpoint is new.
 * @returns false if somebody else wrote it meanwhile. Nothing is written then.
 */
export function putEndpoint(
  { client, table }: Db,
  { id, ...endpoint }: Endpoint,
  replacing?: number,
): Promise<boolean> {
  return ifConditionHolds(() =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: store({ ...endpoint, pk: ENDPOINTS, sk: id }),
        ConditionExpression: replacing === undefined ? 'attribute_not_exists(pk)' : 'secret.generation = :seen',
        ...(replacing !== undefined && { ExpressionAttributeValues: marshall({ ':seen': replacing }) }),
      }),
    ),
  );
}

/** @returns false if there is none. 1 write unit. */
export const deleteEndpoint = ({ client, table }: Db, id: string): Promise<boolean> =>
  ifConditionHolds(() =>
    client.send(
      new DeleteItemCommand({
        TableName: table,
        Key: marshall({ pk: ENDPOINTS, sk: id }),
        ConditionExpression: 'attribute_exists(pk)',
      }),
    ),
  );

/**
 * Notes how an endpoint does. 1 write unit.
 * @param health what to write, and nothing else of the endpoint. Undefined removes an attribute: the endpoint is enabled, or
 * does not fail.
 * @returns false if the endpoint was removed meanwhile.
 */
export function putHealth(
  { client, table }: Db,
  id: string,
  health: Partial<Pick<Endpoint, Exclude<(typeof healthAttributes)[number], 'pk' | 'sk'>>>,
): Promise<boolean> {
  const all = Object.entries(health);
  const given = all.filter(([, value]) => value !== undefined);
  const left = all.filter(([, value]) => value === undefined).map(([name]) => name);
  const values = Object.fromEntries(given.map(([name, value]) => [`:${name}`, value]));
  return ifConditionHolds(() =>
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ pk: ENDPOINTS, sk: id }),
        ConditionExpression: 'attribute_exists(pk)',
        UpdateExpression: [
          given.length > 0 ? `SET ${given.map(([name]) => `${name} = :${name}`).join(', ')}` : '',
          left.length > 0 ? `REMOVE ${left.join(', ')}` : '',
        ].join(' '),
        ...(given.length > 0 && { ExpressionAttributeValues: marshall(values) }),
      }),
    ),
  );
}

/** Keeps an event, so that it can be sent again for some days. The same one again changes nothing. 1 write unit. */
export async function putEvent({ client, table }: Db, { id, ...event }: WebhookEvent, now: number): Promise<void> {
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: store({ ...event, pk: EVENTS, sk: id, expiresAt: expiry(now) }),
    }),
  );
}

/** An event of the last days. 0.5 read units. */
export async function getEvent({ client, table }: Db, id: string): Promise<WebhookEvent | undefined> {
  const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: marshall({ pk: EVENTS, sk: id }) }));
  if (!Item) return undefined;
  const { pk, sk, expiresAt, ...event } = unmarshall(Item);
  return webhookEvent.parse({ ...event, id: sk });
}

/**
 * Erases the kept events that say what a campaign no longer says. 1 read unit per 4 KB of all events, and 1 write unit for
 * each that it erases.
 */
export async function eraseEvents(db: Db, past: Past): Promise<void> {
  const { client, table } = db;
  const items = await queryPartition(db, EVENTS, { consistent: true });
  for (const item of items)
    if (saysPast(unmarshall(item), past))
      await client.send(new DeleteItemCommand({ TableName: table, Key: { pk: item.pk, sk: item.sk } as Item }));
}

/** It parses no event: an earlier version may have written it. */
function saysPast({ type, data }: Record<string, NativeAttributeValue>, { slug, only }: Past): boolean {
  if (data?.slug !== slug) return false;
  if (!only) return true;
  if (type === 'campaign.won') return only.won;
  return only.released.some(({ id, name }) => data.case?.id === id && data.case?.name === name);
}

/** Notes the last attempt of a delivery. 1 write unit. */
export async function putDelivery({ client, table }: Db, delivery: Delivery): Promise<void> {
  const { endpoint, event, ...rest } = delivery;
  const item = { ...rest, pk: deliveriesTo(endpoint), sk: event, expiresAt: expiry(delivery.at) };
  await client.send(new PutItemCommand({ TableName: table, Item: store(item) }));
}

/** The last attempt of a delivery, as it was written last. 1 read unit. */
export async function getDelivery(
  { client, table }: Db,
  endpoint: string,
  event: string,
): Promise<Delivery | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: deliveriesTo(endpoint), sk: event }),
      ConsistentRead: true,
    }),
  );
  return Item && toDelivery(endpoint, Item);
}

/** Whether an event is for an endpoint: it asks for such ones, or was sent this one before. 1 read unit if it does not ask. */
export const isFor = async (db: Db, endpoint: Endpoint, event: WebhookEvent): Promise<boolean> =>
  wants(endpoint, event) || (await getDelivery(db, endpoint.id, event.id)) !== undefined;

/** The last attempts of all deliveries to an endpoint, the newest first. 0.5 read units per 4 KB. */
export async function listDeliveries(db: Db, endpoint: string): Promise<Delivery[]> {
  const items = await queryPartition(db, deliveriesTo(endpoint), { consistent: false });
  return items.map((item) => toDelivery(endpoint, item)).sort((a, b) => b.at - a.at || (a.event < b.event ? -1 : 1));
}

function toDelivery(endpoint: string, item: Item): Delivery {
  const { pk, sk, expiresAt, ...delivery } = unmarshall(item);
  return { ...delivery, endpoint, event: sk } as Delivery;
}
