/** What AWS decides by a policy, as far as our templates use it. What it does not know, it rejects. */

export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A call of AWS, by a role of the account or a service of AWS. `context` has what conditions ask for. */
export interface Call {
  readonly by: { readonly role: string } | { readonly service: string };
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** A key of a call may have several values, such as the attributes of an item. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

export const ACCOUNT = 'AWS::AccountId';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

/** Writes a value of a template as text: `{"Fn::GetAtt": ["Table1", "Arn"]}` is `Table1.Arn`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return Ref;
  if (Array.isArray(attribute)) return attribute.join('.');
  if (Array.isArray(join)) return (join[1] as unknown[]).map(textOf).join('');
  throw new Error(`A value that this test does not know: ${JSON.stringify(value)}`);
}

/** `*` stands for anything, as in policies. */
export const isLike = (text: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(text);

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function meansCaller(principal: unknown, by: Call['by']): boolean {
  if (principal === '*') return true;
  return Object.entries(principal as object).some(([kind, values]) =>
    list(values).some((value) => {
      const named = textOf(value);
      if (kind === 'Service') return 'service' in by && by.service === named;
      if (kind !== 'AWS') throw new Error(`A principal that this test does not know: ${kind}`);
      return named === '*' || ('role' in by && (named === ROOT || named === by.role));
    }),
  );
}

const comparisons: Record<string, (text: string, expected: string) => boolean> = {
  StringEquals: (text, expected) => text === expected,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: (text, expected) => text === expected,
};

function isMet(operator: string, actual: Context[string] | undefined, expected: readonly string[]): boolean {
  const [, ofAll] = /^ForAllValues:(String\w+)$/.exec(operator) ?? [];
  // Without a value, every one is as it should be: a statement must not rely on a key that a call may leave out.
  if (ofAll) return list(actual ?? []).every((value) => isMet(ofAll, value as string, expected));
  if (Array.isArray(actual)) throw new Error(`Several values need a condition of all or any: ${operator}`);
  return isMetByOne(operator, actual as string | undefined, expected);
}

function isMetByOne(operator: string, actual: string | undefined, expected: readonly string[]): boolean {
  const [, negated, ifExists] =
    /^(?:Arn|String)(Not)Like$/.exec(operator) ?? /^()\w+?(IfExists)?$/.exec(operator) ?? [];
  const compare = comparisons[operator.replace('Not', '').replace('IfExists', '')];
  if (!compare) throw new Error(`A condition that this test does not know: ${operator}`);
  if (actual === undefined) return Boolean(negated || ifExists);
  return expected.some((one) => compare(actual, one)) !== Boolean(negated);
}

function contextOf({ by, context }: Call): Context {
  const caller = 'role' in by ? { 'aws:PrincipalArn': by.role } : {};
  return {
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': String('service' in by),
    ...caller,
    ...context,
  };
}

/** Whether a statement is about a call. @param arnOf writes a resource of a statement as calls write it. */
function isAbout(statement: PolicyStatement, call: Call, arnOf: (value: unknown) => string): boolean {
  const { Principal, Action, Resource = '*', Condition = {} } = statement;
  const context = contextOf(call);
  return (
    (Principal === undefined || meansCaller(Principal, call.by)) &&
    list(Action).some((action) => isLike(call.action, action as string)) &&
    list(Resource).some((resource) => isLike(call.resource, arnOf(resource))) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) =>
        operator === 'Null'
          ? (context[key] === undefined) === (expected === 'true')
          : isMet(operator, context[key], list(expected).map(textOf)),
      ),
    )
  );
}

/**
 * What the statements of a resource say about a call. Within an account, `nothing` is enough for a role whose own policy
 * allows the call. A service needs `allowed`, and so does everybody who uses a KMS key or a role.
 */
export function verdictOf(
  statements: readonly PolicyStatement[],
  call: Call,
  arnOf: (value: unknown) => string = textOf,
): 'allowed' | 'denied' | 'nothing' {
  const effects = statements.filter((statement) => isAbout(statement, call, arnOf)).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'nothing';
}
