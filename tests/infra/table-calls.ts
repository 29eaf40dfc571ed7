import type { Item } from '../../functions/core/aws/db.ts';
import type { Context } from './policy.ts';

/** A call of a table, as IAM sees it. A transaction is one call for each of its parts. */
export interface TableCall {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  readonly table: string;
  readonly context: Context;
}

interface Input {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly ProjectionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

const PARTS = ['ConditionCheck', 'Delete', 'Put', 'Update'] as const;
type Transaction = { readonly TransactItems: readonly Partial<Record<(typeof PARTS)[number], Input>>[] };

type Batch = {
  readonly RequestItems: Readonly<
    Record<string, { readonly Keys: readonly Item[]; readonly ProjectionExpression?: string }>
  >;
};

/** @param command of the SDK. @throws {Error} for one that Amparo does not use, so that nobody forgets it here. */
export function tableCalls({
  constructor: { name },
  input,
}: {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}): TableCall[] {
  const action = name.replace(/Command$/, '');
  if (action === 'TransactWriteItems') {
    return (input as Transaction).TransactItems.flatMap((item) =>
      PARTS.flatMap((part) => (item[part] ? [callOf(`${part}Item`, item[part])] : [])),
    );
  }
  if (action === 'BatchGetItem') {
    return Object.entries((input as Batch).RequestItems).map(([table, { Keys, ProjectionExpression }]) => ({
      action: 'dynamodb:BatchGetItem',
      table,
      context: {
        'dynamodb:LeadingKeys': [...new Set(Keys.map((Key) => partitionOf({ TableName: table, Key })))],
        'dynamodb:Attributes': attributesOf({
          TableName: table,
          Key: Keys[0]!,
          ...(ProjectionExpression && { ProjectionExpression }),
        }),
        'dynamodb:Select': ProjectionExpression ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES',
      },
    }));
  }
  // It is about the table, and names no partition.
  if (action === 'DescribeTable')
    return [{ action: 'dynamodb:DescribeTable', table: (input as Input).TableName, context: {} }];
  if (!['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].includes(action))
    throw new Error(`A call that this test does not know: ${action}`);
  return [callOf(action, input as Input)];
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function callOf(action: string, input: Input): TableCall {
  const { TableName: table, ReturnValues, Select, ProjectionExpression } = input;
  const asked = action === 'Query' || action === 'GetItem';
  return {
    action: `dynamodb:${action}`,
    table,
    context: {
      'dynamodb:LeadingKeys': [partitionOf(input)],
      'dynamodb:Attributes': attributesOf(input),
      ...(ReturnValues && { 'dynamodb:ReturnValues': ReturnValues }),
      ...(asked && {
        'dynamodb:Select': Select ?? (ProjectionExpression ? 'SPECIFIC_ATTRIBUTES' : 'ALL_ATTRIBUTES'),
      }),
    },
  };
}

function partitionOf({ Key, Item, KeyConditionExpression = '', ExpressionAttributeValues = {} }: Input): string {
  const [, value = ''] = /\bpk = (:\w+)/.exec(KeyConditionExpression) ?? [];
  const partition = (Key ?? Item)?.pk ?? ExpressionAttributeValues[value];
  if (partition?.S === undefined) throw new Error('A call without a partition');
  return partition.S;
}

const WORDS =
  /^(?:SET|ADD|REMOVE|DELETE|AND|OR|NOT|BETWEEN|IN|if_not_exists|attribute_(?:not_)?exists|attribute_type|contains|size|begins_with|list_append)$/;

/** The names of all attributes in a call: its key, what it writes, and what its expressions ask for. */
function attributesOf({ Key, Item, ExpressionAttributeNames: names = {}, ...input }: Input): string[] {
  const { ProjectionExpression, KeyConditionExpression, FilterExpression, ConditionExpression, UpdateExpression } =
    input;
  const expressions = [
    ProjectionExpression,
    KeyConditionExpression,
    FilterExpression,
    ConditionExpression,
    UpdateExpression,
  ];
  const used = expressions
    .flatMap((one) => one?.match(/[#:]?[A-Za-z_]\w*/g) ?? [])
    .filter((word) => !word.startsWith(':') && !WORDS.test(word))
    .map((word) => names[word] ?? word);
  return [...new Set([...Object.keys({ ...Key, ...Item }), ...used])];
}
