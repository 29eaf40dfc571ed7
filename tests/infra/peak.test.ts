import { expect, it } from 'vitest';
import { signPaths } from '../../functions/http/routes.ts';
import { NEW_TABLE } from '../../infra/peak.ts';
import { dev, petitionTemplate, prod } from './stacks.ts';

const warmthIn = (environment: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.values(petitionTemplate(environment).findResources('AWS::DynamoDB::GlobalTable')).map(({ Properties }) => [
      Properties.TableName.replace(/^amparo-[a-z]+-/, ''),
      Properties.WarmThroughput,
    ]),
  );
/** The requests in a second and at once that each route accepts. */
const throttlesIn = (environment: Record<string, string>) => {
  const { DefaultRouteSettings, RouteSettings } = Object.values(
    petitionTemplate(environment).findResources('AWS::ApiGatewayV2::Stage'),
  )[0]!.Properties;
  return Object.fromEntries(
    Object.entries<Record<string, number>>({ others: DefaultRouteSettings, ...RouteSettings }).map(
      ([route, { ThrottlingRateLimit, ThrottlingBurstLimit }]) => [route, [ThrottlingRateLimit, ThrottlingBurstLimit]],
    ),
  );
};
const ready = (signatures: number, more = {}) => ({
  ...prod,
  AMPARO_SIGNATURES_PER_SECOND: String(signatures),
  ...more,
});

it('lets a flood of pages take no request from people who sign: each route has a bucket of its own', () => {
  const limits = (signing: number[], others: number[]) => ({
    ...Object.fromEntries(signPaths.map((path) => [`ANY ${path}`, signing])),
    ...Object.fromEntries(
      ['/organise', '/organise/{rest+}', '/api/organise/{rest+}'].map((path) => [`ANY ${path}`, [250, 500]]),
    ),
    $default: [250, 500],
    others,
  });
  expect(throttlesIn(dev)).toEqual(limits([500, 1_000], [750, 1_500]));
  expect(throttlesIn(ready(400))).toEqual(limits([2_000, 4_000], [2_250, 4_500]));
  // No more at once than AWS lets an account have.
  expect(throttlesIn(ready(1_000))).toEqual(limits([5_000, 5_000], [5_250, 5_000]));
});

it('makes the stage after its routes, since AWS knows no limit of a route that is not there', () => {
  const template = petitionTemplate(dev);
  const routes = Object.entries(template.findResources('AWS::ApiGatewayV2::Route'));
  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
  const { DependsOn, Properties } = stage as { DependsOn: string[]; Properties: { RouteSettings: object } };
  expect(DependsOn).toEqual(expect.arrayContaining(routes.map(([id]) => id)));
  expect(routes.map(([, route]) => route.Properties.RouteKey).sort()).toEqual(
    Object.keys(Properties.RouteSettings).sort(),
  );
});

it('warms no table that has enough when it is new, since AWS bills it and never lowers it again', () => {
  const cold = { campaigns: undefined, signatures: undefined, counts: undefined, limits: undefined };
  for (const environment of [dev, prod, ready(2_000), ready(10_000, { AMPARO_WARM_TABLES: 'off' })])
    expect(warmthIn(environment)).toEqual(cold);
});

it('warms the two tables of signing to twice the load, and no value below that of a new table', () => {
  expect(warmthIn(ready(10_000))).toEqual({
    campaigns: undefined,
    signatures: { ReadUnitsPerSecond: NEW_TABLE.read, WriteUnitsPerSecond: 20_000 },
    counts: undefined,
    limits: { ReadUnitsPerSecond: 20_000, WriteUnitsPerSecond: 20_000 },
  });
  expect(warmthIn(ready(3_000)).limits).toEqual({ ReadUnitsPerSecond: NEW_TABLE.read, WriteUnitsPerSecond: 6_000 });
});

it.each(['0', '20001', '1e3', '-5', 'many'])(
  'refuses a stage that is to be ready for %s signatures a second',
  (text) => {
    expect(() => petitionTemplate({ ...prod, AMPARO_SIGNATURES_PER_SECOND: text })).toThrow(
      'AMPARO_SIGNATURES_PER_SECOND must be a number of signatures a second from 1 to 20000',
    );
  },
);
