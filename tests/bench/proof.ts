import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type Browser, chromium, type Page } from 'playwright-core';
import { issueChallenge } from '../../functions/core/abuse/proof.ts';
import { parseAddress } from '../../functions/core/address.ts';
import { parseKeyring } from '../../functions/core/keys/keyring.ts';
import { launchBrowser } from '../support/journeys.ts';
import { benchAssets } from './assets.ts';
import { medianRow, type Row } from './row.ts';
import { RING } from './sample-signing.ts';

const RUNS = 15;
/** How much slower a slow phone is than this machine: an assumption. */
const SLOWER = 6;
const solver = benchAssets.href('solve.js');

/**
 * How long a slow phone works for a proof of the first level, in Chromium with the solver as it is deployed. Chromium's
 * throttle slows only the page's own thread, and keys are derived on another; so the CPU time of all of the page's threads,
 * six times over, stands beside it: that is what a phone with one such core would need.
 */
export async function* benchProof(): AsyncGenerator<Row> {
  let share = 0;
  const { server, address } = await startPage((below) => Math.min(Math.floor(below * share), below - 1));
  const launched = await launchBrowser();
  try {
    const browser = await chromium.connect(launched.wsEndpoint());
    const page = await browser.newPage();
    await page.goto(address);
    await solve(page);
    for (const [said, drawn] of [
      ['middle', 0.5],
      ['largest', 1],
    ] as const) {
      share = drawn;
      const usual: number[] = [];
      const cpu: number[] = [];
      const slow: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const before = await cpuTime(browser);
        usual.push(await solve(page));
        cpu.push((await cpuTime(browser)) - before);
        await throttle(page, SLOWER);
        slow.push(await solve(page));
        await throttle(page, 1);
      }
      const slower = cpu.map((ms) => ms * SLOWER);
      yield medianRow(`proof of the ${said} number, on this machine`, 'ms', usual);
      yield medianRow(`the same, page's thread ${SLOWER} times slower`, 'ms', slow, '≤ 1000');
      const goal = said === 'middle' ? '≤ 1000' : undefined;
      yield medianRow(`its CPU time, all threads, x ${SLOWER}: on one core`, 'ms', slower, goal);
    }
  } finally {
    await launched.close();
    server.close();
  }
}

/** A page with nothing but the solver and a way to a challenge, on this machine: WebCrypto needs such an origin. */
async function startPage(drawNumber: (below: number) => number) {
  const ring = parseKeyring(RING, 'proof');
  const parsed = parseAddress('bench@example.org');
  if (typeof parsed === 'string') throw new Error('The address is none');
  const bound = { campaign: 'bench', address: parsed.normalised };
  const app = new Hono()
    .get('/', (c) => c.html('<!doctype html><title>Bench</title>'))
    .get(solver, (c) =>
      c.body(benchAssets.file(solver.replace('/assets/', ''))?.body ?? '', 200, { 'content-type': 'text/javascript' }),
    )
    .get('/challenge', async (c) =>
      c.json(await issueChallenge(ring, { ...bound, level: 1, now: Date.now() }, drawNumber)),
    );
  return new Promise<{ server: ReturnType<typeof serve>; address: string }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ server, address: `http://127.0.0.1:${port}/` }),
    );
  });
}

/** @returns milliseconds from the challenge to its solution, by the page's clock. */
const solve = (page: Page): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const { solve } = await import(${JSON.stringify(solver)});
    const challenge = await (await fetch('/challenge', { cache: 'no-store' })).json();
    const begun = performance.now();
    const solution = await solve(challenge, new AbortController().signal);
    if (!solution) throw new Error('No solution');
    return performance.now() - begun;
  })()`);

async function throttle(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  await session.detach();
}

/** Milliseconds of CPU time that the browser's pages have used. */
async function cpuTime(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
}
