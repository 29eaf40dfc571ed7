import { startMachine } from './machine.ts';
import { isHelp, runProgram } from './program.ts';
import { readyPeople } from './provider/people.ts';
import { readLocalSettings } from './settings.ts';

/** `npm start`: Amparo on this machine, until Ctrl-C. Settings: README.md */
const USAGE = `npm start                           runs Amparo on this computer, until Ctrl-C
npm start -- --demo                 also adds four campaigns, and invented signatures
npm start -- --engine NAME          chooses the database engine: dynoxide or dynamodb-local
Settings: PORT, MAILBOX_PORT, DATA_DIR and others in docs/reference/settings.md`;

await runProgram(async (closers) => {
  if (isHelp(process.argv.slice(2))) return console.log(USAGE);
  const settings = readLocalSettings(process.env, process.argv.slice(2));
  const began = performance.now();
  const machine = await startMachine(settings, closers, console.log);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`
Amparo is up after ${seconds} s. Its data is kept in ${settings.dataDir}
  Campaign   ${machine.siteUrl}
  Dashboard  ${machine.dashboardUrl}
  Inbox      ${machine.inboxUrl}
  Console    ${machine.consoleUrl}
             Sign in as ${readyPeople.map(({ address }) => address).join(' or ')}, without a password (${machine.signInUrl}).
One computer is for trying out. For a real campaign, deploy to AWS: everybody who uses this computer can read the inbox.
Press Ctrl-C to stop.`);
  if (settings.demo) await Promise.race([machine.fillDemo(), machine.failure]);
  await machine.failure;
});
