import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { signRoutes } from '../../functions/http/routes.ts';
import { freePort } from '../../infra/local/ports.ts';
import { startServer } from '../../infra/local/server.ts';
import { type Asked, faultsOf, isParsersRefusal } from './answer.ts';
import { belongs } from './belongs.ts';
import { type Door, lambdaDoor, socketDoor } from './doors.ts';
import { createTally, effort, lasts } from './effort.ts';
import { MARK } from './marks.ts';
import { materialOf } from './material.ts';
import { type FuzzedRequest, requests } from './request.ts';
import { callsOf, nameOf, type Route, routesOf } from './routes.ts';
import { PUBLIC_URL, startService } from './service.ts';
import { itemsOf, prototypesAreClean, usedMemory, watchOutput } from './watch.ts';

const service = await startService();
const material = await materialOf(service);
const campaigns = await itemsOf(service.table('Campaigns'));
const counts = await itemsOf(service.table('Counts'));
const output = watchOutput();
const tally = createTally();
const met = new Map<string, Set<number>>();
afterAll(async () => {
  output.stop();
  await service.stop();
  tally.print();
});

/** Sends requests through a door, and checks all rules on each answer, and on everything that was written. */
const holds = (
  part: string,
  door: Door,
  share: number,
  askedAs: (request: FuzzedRequest) => Asked,
  { routes = material.routes, turn = 0 } = {},
) =>
  fc.assert(
    fc.asyncProperty(requests({ ...material, routes }), async (request) => {
      const answer = await door(request);
      tally.count(part, answer.status);
      const route = nameOf(request.route);
      met.set(route, (met.get(route) ?? new Set()).add(answer.status));
      const written = output.taken();
      const faults = isParsersRefusal(answer) ? [] : faultsOf(answer, askedAs(request));
      expect(faults.length > 0 ? [...faults, written] : []).toEqual([]);
      expect(written).not.toContain(MARK);
      expect(prototypesAreClean()).toBe(true);
    }),
    effort(share, turn),
  );

/** A function gets every request. A server first finds the function for it. */
const asksFunction = ({ app, route, method, headers }: FuzzedRequest): Asked => ({
  method: method.toUpperCase(),
  personal: app === 'sign',
  isNavigation: isNavigation(headers),
  mayBeFrame: route.path.startsWith('/embed/'),
});
const asksServer = ({ path, route, method, headers }: FuzzedRequest): Asked => ({
  method: method.toUpperCase(),
  personal: signRoutes.some((route) => route === path),
  isNavigation: isNavigation(headers),
  mayBeFrame: route.path.startsWith('/embed/'),
});
const isNavigation = (headers: FuzzedRequest['headers']): boolean =>
  headers.some(([name, value]) => name.toLowerCase() === 'sec-fetch-mode' && value === 'navigate');

it('fuzzes every address that the apps answer and every call of the contract', () => {
  const routes = routesOf(service.apps).map(nameOf);
  expect(routes.length).toBeGreaterThan(15);
  expect(routes).toEqual(expect.arrayContaining([...callsOf().keys()]));
});

const door = lambdaDoor({
  sign: lambdaHandler(service.apps.sign, service.deps.sign),
  site: lambdaHandler(service.apps.site, service.deps.site),
});

it('answers any event of an HTTP API', lasts, async () => {
  await holds('events of an HTTP API', door, 0.1, asksFunction);
  const before = usedMemory();
  await holds('events of an HTTP API', door, 0.5, asksFunction);
  await service.takeMessages();
  expect(usedMemory() - before).toBeLessThan(48);
});

it('answers any bytes of a connection', lasts, async () => {
  const port = await freePort();
  const server = await startServer({ host: '127.0.0.1', port, publicUrl: PUBLIC_URL });
  server.open(service.all);
  try {
    await holds('a connection', socketDoor(port), 0.25, asksServer);
  } finally {
    await server.stop();
  }
});

it('got through to every address', lasts, async () => {
  // A route that only answers “not found” was not fuzzed. Chance leaves out a few: they get more requests.
  for (const route of material.routes) {
    for (let turn = 1; turn < 20 && !isThrough(route); turn++)
      await holds('addresses left out', door, 0.01, asksFunction, { routes: [route], turn });
    expect([nameOf(route), isThrough(route)]).toEqual([nameOf(route), true]);
  }
});
/** 410 means that a link was opened, and that another request withdrew the signature. */
const isIn = (status: number) => status < 400 || status === 410;
const isThrough = (route: Route) => [...(met.get(nameOf(route)) ?? [])].some(isIn);

it('leaves no foreign item in a table', async () => {
  for (const name of ['Signatures', 'Limits'] as const) {
    const items = await itemsOf(service.table(name));
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(belongs[name](item)).toBe(true);
  }
  expect(await itemsOf(service.table('Counts'))).toEqual(counts);
  expect(await itemsOf(service.table('Campaigns'))).toEqual(campaigns);
});
