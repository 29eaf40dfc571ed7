import { setMaxListeners } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalDynamoDb, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { freshPlace, javaOf, killEverything } from '../local/machine.ts';
import { seededRandom } from '../model/random.ts';
import { check, truthOf } from './check.ts';
import { clientOf } from './client.ts';
import { startFaultyTables } from './faulty-tables.ts';
import { newFindings } from './findings.ts';
import { live as liveMachine } from './life.ts';
import { watchMemory } from './memory.ts';
import { summary } from './report.ts';
import { confirm, live, newSigner, type Signer, withdraw } from './signers.ts';
import { startSlowMail } from './slow-mail.ts';
import { visitors } from './visitors.ts';

/** How a run goes. Times are milliseconds. */
export interface Plan {
  readonly seed: number;
  /** New signers and page views a second. */
  readonly signers: number;
  readonly views: number;
  /** First the machine is killed every so often, then it lives on; the tables are killed in both. */
  readonly killing: number;
  readonly steady: number;
  readonly killEvery: number;
  /** Of a thousand mails, so many are refused as too fast. */
  readonly mailThrottles: number;
}

/** How long mails may take to arrive once nothing fails any more: those that came too fast come again after minutes. */
const DRAINS_WITHIN = 240_000;

/**
 * Signs, confirms, withdraws and looks, on a machine of its own that everything happens to, and then asks whether each
 * promise held. @returns lines to print, and what did not hold.
 */
export async function runLoad(
  plan: Plan,
  say: (line: string) => void,
): Promise<{ told: string[]; violations: string[] }> {
  const random = seededRandom(plan.seed);
  const findings = newFindings();
  const place = await freshPlace();
  const folder = join(place.dataDir, 'dynamodb');
  const tables = await startFaultyTables(random);
  const mail = await startSlowMail(random, plan.mailThrottles);
  let dynamoDb: LocalDynamoDb = await startDynamoDb(folder);
  tables.lead(dynamoDb.endpoint);
  const life = await liveMachine(
    place,
    { DYNAMODB_URL: tables.endpoint, SES_URL: mail.endpoint },
    { tables, findings },
  );
  const giveUp = new AbortController();
  setMaxListeners(0, giveUp.signal);
  try {
    const client = clientOf(`http://127.0.0.1:${place.port}`, life, findings);
    const deps = { client, mail, findings, random, giveUp: giveUp.signal };
    const signers: Signer[] = [];
    const stories: Promise<void>[] = [];
    const look = visitors(client, findings, random);
    const pressed = () => signers.filter(({ confirmation }) => confirmation !== 'never').length;
    const over = new AbortController();
    const rhythm = (perSecond: number, what: () => Promise<void>) => {
      const timer = setInterval(() => stories.push(what()), 1_000 / perSecond);
      over.signal.addEventListener('abort', () => clearInterval(timer));
    };
    mail.rage(true);
    rhythm(plan.signers, () => {
      const signer = newSigner(signers.length, random);
      signers.push(signer);
      return live(signer, deps);
    });
    rhythm(plan.views, () => look(pressed));

    const killTables = async () => {
      findings.done.count('tables killed');
      tables.lead(undefined);
      for (const pid of javaOf(place.dataDir)) process.kill(pid, 'SIGKILL');
      await dynamoDb.ended;
      dynamoDb = await startDynamoDb(folder);
      tables.lead(dynamoDb.endpoint);
    };
    say(`For ${plan.killing / 1_000} s the machine and its tables are killed in turn.`);
    await killInTurn([life.kill, killTables], plan.killing, plan.killEvery);
    say(`For ${plan.steady / 1_000} s the machine lives on, while its tables are killed and fail.`);
    const memory = watchMemory(life, findings, over.signal);
    await killInTurn([killTables], plan.steady, plan.killEvery);
    over.abort();
    const held = memory.verdict();

    say('Nobody new comes, and nothing fails any more. What waits is sent …');
    tables.rage(false);
    mail.rage(false);
    const late = setTimeout(() => giveUp.abort(), DRAINS_WITHIN);
    await Promise.all(stories);
    const hasAll = () => signers.every(({ email, promised }) => mail.linksOf(email).length >= promised);
    const isSent = () => hasAll() && readdirSync(join(place.dataDir, 'queue')).length === 0;
    while (!isSent() && !giveUp.signal.aborted) await sleep(200);
    clearTimeout(late);
    const left = readdirSync(join(place.dataDir, 'queue')).length;
    if (left > 0) findings.wrong('mail', `${left} messages wait still.`);
    for (const { email, promised } of signers) {
      const got = mail.linksOf(email).length;
      if (got < promised) findings.wrong('mail', `${email} was promised ${promised} mails and got ${got}.`);
    }

    const truth = await truthOf(() => dynamoDb.endpoint, place.dataDir);
    const open = signers.filter(({ confirmation, withdrawal }) => [confirmation, withdrawal].includes('asked'));
    const first = await check(signers, truth, { wrong: findings.wrong, when: 'at rest' });
    say(`${first.counted} are counted, ${first.withdrawn} withdrawn. ${open.length} do not know, and ask again …`);
    await Promise.all(
      open.map(async (signer) => {
        if (signer.withdrawal === 'asked' && signer.links) await withdraw(signer, signer.links, deps);
        else await confirm(signer, deps);
        if ([signer.confirmation, signer.withdrawal].includes('asked'))
          findings.wrong('untold', `${signer.email} asked again, and still does not know.`);
      }),
    );
    const last = await check(signers, truth, { wrong: findings.wrong, when: 'in the end' });
    await life.stop();
    if (life.printed().includes('@load.example')) findings.wrong('log', 'An address is in what the machine printed.');
    return {
      told: summary({ findings, signers, tables, mail, held, last, printed: life.printed() }),
      violations: findings.violations(),
    };
  } finally {
    giveUp.abort();
    killEverything(life.now(), place);
    await Promise.all([tables.stop(), mail.stop()]);
    rmSync(place.dataDir, { recursive: true, force: true });
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
