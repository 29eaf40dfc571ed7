import { expect, it } from 'vitest';
import { NEW_TABLE } from '../../infra/peak.ts';
import { dev, petitionTemplate, prod } from './stacks.ts';

const warmthIn = (environment: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.values(petitionTemplate(environment).findResources('AWS::DynamoDB::GlobalTable')).map(({ Properties }) => [
      Properties.TableName.replace(/^amparo-[a-z]+-/, ''),
      Properties.WarmThroughput,
    ]),
  );
const throttleIn = (environment: Record<string, string>) => {
  const { ThrottlingRateLimit, ThrottlingBurstLimit } = Object.values(
    petitionTemplate(environment).findResources('AWS::ApiGatewayV2::Stage'),
  )[0]!.Properties.DefaultRouteSettings;
  return [ThrottlingRateLimit, ThrottlingBurstLimit];
};
const ready = (signatures: number, more = {}) => ({
  ...prod,
  AMPARO_SIGNATURES_PER_SECOND: String(signatures),
  ...more,
});

it('allows the requests for signing, and for pages that no cache has', () => {
  expect(throttleIn(dev)).toEqual([750, 1_500]);
  expect(throttleIn(ready(400))).toEqual([2_250, 4_500]);
  // No more at once than AWS lets an account have.
  expect(throttleIn(ready(1_000))).toEqual([5_250, 5_000]);
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
