import { createClosers } from './closers.ts';
import { startMachine } from './machine.ts';
import { Refusal } from './refusal.ts';
import { readLocalSettings } from './settings.ts';

/** `npm start`: Amparo on this machine, until Ctrl-C. Settings: README.md */
const closers = createClosers();
let stopping: Promise<never> | undefined;

async function stop(code: number): Promise<never> {
  await closers.closeAll();
  process.exit(code);
}

/** More than one reason to stop may come: Ctrl-C reaches us twice where npm hands it on, too. */
function stopOnce(): void {
  if (stopping) return;
  console.log('Stopping …');
  stopping = stop(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopOnce);
stopWithNpm();

/** An npm that is killed tells nobody, and would leave us behind, holding its ports and its folder. */
function stopWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid === npm || stopOnce(), 250).unref();
  // What it showed us on may be gone with it.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
}

try {
  const settings = readLocalSettings(process.env, process.argv.slice(2));
  const began = performance.now();
  const machine = await startMachine(settings, closers, console.log);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`
Amparo is up after ${seconds} s. Its data is kept in ${settings.dataDir}
  Campaign   ${machine.siteUrl}
  Dashboard  ${machine.dashboardUrl}
  Inbox      ${machine.inboxUrl}
Press Ctrl-C to stop.`);
  if (settings.demo) await Promise.race([machine.fillDemo(), machine.failure]);
  await machine.failure;
} catch (error) {
  // What fails because everything is being stopped is no news.
  if (!stopping) {
    console.error(error instanceof Refusal ? error.message : error);
    stopping = stop(1);
  }
  await stopping;
}
