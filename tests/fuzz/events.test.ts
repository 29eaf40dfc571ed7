import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { faultsOf } from './answer.ts';
import { answerOfEvent, eventOf } from './doors.ts';
import { createTally, effort, lasts } from './effort.ts';
import { MARK } from './marks.ts';
import { materialOf } from './material.ts';
import { requests } from './request.ts';
import { startService } from './service.ts';
import { anyText, mostly } from './texts.ts';
import { prototypesAreClean, watchOutput } from './watch.ts';

const service = await startService();
const events = requests(await materialOf(service)).map(({ app, ...request }) => ({
  app,
  event: eventOf({ app, ...request }),
}));
const output = watchOutput();
const tally = createTally();
afterAll(async () => {
  output.stop();
  await service.stop();
  tally.print();
});

/** Where an event may be wrong, and how: a missing value, another type, or another text. */
const places = [
  ['version'],
  ['rawPath'],
  ['rawQueryString'],
  ['headers'],
  ['headers', 'content-type'],
  ['headers', 'content-length'],
  ['headers', 'bad name\n'],
  ['headers', '__proto__'],
  ['cookies'],
  ['body'],
  ['isBase64Encoded'],
  ['requestContext'],
  ['requestContext', 'domainName'],
  ['requestContext', 'http'],
  ['requestContext', 'http', 'method'],
  ['requestContext', 'http', 'path'],
  ['requestContext', 'http', 'sourceIp'],
] as const;
const wrong: fc.Arbitrary<unknown> = mostly(
  fc.constantFrom<unknown>(
    undefined,
    null,
    0,
    -1,
    true,
    [],
    ['a'],
    {},
    { a: 1 },
    '',
    `x-${MARK}\r\nx: y`,
    'TRACE',
    '\ud800',
  ),
  anyText,
  3,
);

function spoilt(event: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (typeof event !== 'object' || event === null) return event;
  const inner = spoilt((event as Record<string, unknown>)[name], rest, value);
  const copy = Object.fromEntries(Object.entries(event).filter(([key]) => key !== name));
  return inner === undefined ? copy : Object.defineProperty(copy, name, { value: inner, enumerable: true });
}

it('answers events that do not come from an HTTP API, and logs nothing of them', lasts, async () => {
  const { apps, deps } = service;
  const handlers = { sign: lambdaHandler(apps.sign, deps.sign), site: lambdaHandler(apps.site, deps.site) };
  const changes = fc.array(fc.tuple(fc.constantFrom<readonly string[]>(...places), wrong), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(events, changes, async ({ app, event }, list) => {
      const bad = list.reduce<unknown>((made, [place, value]) => spoilt(made, place, value), event);
      const answer = answerOfEvent(await handlers[app](bad as APIGatewayProxyEventV2));
      tally.count('malformed events', answer.status);
      const method = (bad as { requestContext?: { http?: { method?: unknown } } }).requestContext?.http?.method;
      const written = output.taken();
      const faults = faultsOf(answer, {
        method: String(method).toUpperCase(),
        personal: false,
        isNavigation: true,
        mayBeFrame: app === 'site',
      });
      expect(faults.length > 0 ? [...faults, written] : []).toEqual([]);
      expect(written).not.toContain(MARK);
      expect(prototypesAreClean()).toBe(true);
    }),
    effort(0.1),
  );
});

it.each([undefined, null, 'x', 7, [], {}, { rawPath: '/' }])('answers %j in place of an event', async (event) => {
  const { statusCode } = await lambdaHandler(
    service.apps.site,
    service.deps.site,
  )(event as unknown as APIGatewayProxyEventV2);
  expect(statusCode).toBe(400);
});
