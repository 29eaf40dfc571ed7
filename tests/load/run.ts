import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../model/random.ts';
import { clientOf } from './client.ts';
import { newFindings } from './findings.ts';
import { judgeMemory, watchMemory } from './memory.ts';
import { summary } from './report.ts';
import { drain, settle } from './settle.ts';
import { newSigner, type Signer, storyOf } from './signers.ts';
import { visitors } from './visitors.ts';
import { makeWorld } from './world.ts';

/** How a run goes. Times are milliseconds. */
export interface Plan {
  readonly seed: number;
  /** New signers and page views a second. */
  readonly signers: number;
  readonly views: number;
  /** First the machine and its tables are killed in turn, at intervals; then the tables alone. */
  readonly killing: number;
  readonly steady: number;
  readonly killEvery: number;
  /** How many of a thousand e-mails are refused as too fast. */
  readonly mailThrottles: number;
  /** How long mails may take to arrive once nothing fails any more: those that came too fast come again after minutes. */
  readonly drainsWithin: number;
}

/**
 * Signs, confirms, withdraws and looks, on a machine whose parts fail, and then checks each promise.
 * @returns lines to print, and the broken promises.
 */
export async function runLoad(
  plan: Plan,
  say: (line: string) => void,
): Promise<{ told: string[]; violations: string[] }> {
  const random = seededRandom(plan.seed);
  const findings = newFindings();
  const world = await makeWorld(random, findings, plan.mailThrottles);
  const { life, mail } = world;
  const giveUp = new AbortController();
  setMaxListeners(0, giveUp.signal);
  const client = clientOf(world.site, life, findings);
  const deps = { client, mail, findings, random, giveUp: giveUp.signal };
  try {
    const signers: Signer[] = [];
    const stories: Promise<void>[] = [];
    const over = new AbortController();
    const rhythm = (perSecond: number, what: () => Promise<void>) => {
      const timer = setInterval(() => stories.push(what()), 1_000 / perSecond);
      over.signal.addEventListener('abort', () => clearInterval(timer));
    };
    rhythm(plan.signers, () => {
      const signer = newSigner(signers.length, random);
      signers.push(signer);
      return storyOf(signer, deps);
    });
    const look = visitors(client, findings, random);
    const pressed = () => signers.filter(({ confirmation }) => confirmation !== 'never').length;
    rhythm(plan.views, () => look(pressed));

    say(`For ${plan.killing / 1_000} s the machine and its tables are killed in turn.`);
    await killInTurn([life.kill, world.killTables], plan.killing, plan.killEvery);
    say(`For ${plan.steady / 1_000} s the machine lives on, while its tables are killed and fail.`);
    const samples = watchMemory(life, over.signal);
    await killInTurn([world.killTables], plan.steady, plan.killEvery);
    over.abort();
    const held = judgeMemory(samples, findings);

    say('Nobody new comes, and nothing fails any more. What waits is sent …');
    world.calm();
    const late = setTimeout(() => giveUp.abort(), plan.drainsWithin);
    await Promise.all(stories);
    await drain(signers, world, findings, giveUp.signal);
    clearTimeout(late);
    const last = await settle(signers, world, deps, say);
    await life.stop();
    const printed = life.printed();
    if (printed.includes('@load.example')) findings.wrong('log', 'An address is in what the machine printed.');
    return { told: summary({ findings, signers, world, held, last, printed }), violations: findings.violations() };
  } finally {
    giveUp.abort();
    await world.end();
  }
}

/** Kills one after another, evenly over a time. */
async function killInTurn(kills: readonly (() => Promise<void>)[], lasts: number, every: number): Promise<void> {
  const until = Date.now() + lasts;
  for (let turn = 0; Date.now() + every < until; turn++) {
    await sleep(every);
    await kills[turn % kills.length]?.();
  }
  await sleep(Math.max(0, until - Date.now()));
}
