import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Template } from 'aws-cdk-lib/assertions';
import { vi } from 'vitest';
import { type Actor, actors, nameOf, type Statement, statementsOf } from './permissions.ts';
import { verdictOf } from './policy.ts';
import { type TableCall, tableCalls } from './table-calls.ts';

/** `test-1234-counts` or `counts` is what the stack calls `StoresCounts`. */
const resourceOf = (table: string): string =>
  `Stores${table.replace(/^(?:.*-)?(.)/, (_, first) => first.toUpperCase())}`;

const isAllowed = (statements: readonly Statement[], role: Actor, { action, table, context }: TableCall): boolean =>
  verdictOf(statements, { by: { role }, action, resource: resourceOf(table), context }, nameOf) === 'allowed';

/**
 * Runs code with the rights of a role, on tables of this computer. The role's own policy in the template decides about each
 * call of a table. A call that it does not allow fails as it would on AWS.
 * @returns `as` runs code in a role, and `unused` lists the rights to tables that none of this code needed.
 */
export function rolesOn(template: Template) {
  const acting = new AsyncLocalStorage<Actor>();
  const rights = Object.fromEntries(
    (Object.keys(actors) as Actor[]).map((actor) => [actor, tableRights(statementsOf(template, actor))]),
  ) as Record<Actor, Right[]>;
  const used = new Set<Right>();
  const may = (actor: Actor, call: TableCall): boolean =>
    isAllowed(
      rights[actor].map(({ statement }) => statement),
      actor,
      call,
    );
  const { send } = DynamoDBClient.prototype as { send: (...args: unknown[]) => unknown };
  vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(function (this: DynamoDBClient, ...args: unknown[]) {
    const actor = acting.getStore();
    for (const call of actor ? tableCalls(args[0] as never) : []) {
      if (actor && !may(actor, call)) throw refusal(actor, call);
      for (const right of actor ? rights[actor] : [])
        if (actor && isAllowed([right.statement], actor, call)) used.add(right);
    }
    return send.apply(this, args);
  } as never);
  return {
    as: <Result>(actor: Actor, work: () => Promise<Result>): Promise<Result> => acting.run(actor, work),
    may,
    unused: (actor: Actor): string[] => rights[actor].filter((right) => !used.has(right)).map(({ name }) => name),
  };
}

function refusal(actor: Actor, { action, table, context }: TableCall): Error {
  const message = `${actor} may not ${action} on ${resourceOf(table)} ${JSON.stringify(context)}`;
  return Object.assign(new Error(message), { name: 'AccessDeniedException' });
}

/** One action, on one table, in the partitions of one pattern. */
interface Right {
  readonly name: string;
  readonly statement: Statement;
}

const tableRights = (statements: readonly Statement[]): Right[] =>
  statements.flatMap((statement) =>
    [statement.Action].flat().flatMap((Action) =>
      [statement.Resource]
        .flat()
        .filter((Resource) => /^Stores[A-Z][a-z]+$/.test(nameOf(Resource)))
        .flatMap((Resource) =>
          eachPattern(statement.Condition).map((Condition) => ({
            name: `${Action} ${nameOf(Resource)} ${JSON.stringify(Condition)}`,
            statement: { ...statement, Action, Resource, Condition },
          })),
        ),
    ),
  );

/** A condition for each of its patterns: a right to two partitions is two rights. */
function eachPattern(condition: NonNullable<Statement['Condition']> = {}) {
  const operator = ['ForAllValues:StringEquals', 'ForAllValues:StringLike'].find(
    (one) => condition[one]?.['dynamodb:LeadingKeys'],
  );
  if (!operator) return [condition];
  return [condition[operator]?.['dynamodb:LeadingKeys']].flat().map((pattern) => ({
    ...condition,
    [operator]: { ...condition[operator], 'dynamodb:LeadingKeys': pattern },
  }));
}
