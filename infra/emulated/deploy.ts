import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { isHelp, Refusal, runProgram } from '../local/program.ts';
import { port } from '../local/settings.ts';
import { takenByNpm, wordsOnTaken } from '../npm-options.ts';
import { sdkVariables } from './account.ts';
import { SAMPLE_SLUG, startEmulated } from './emulated.ts';
import { STAGE } from './stage.ts';

/** Without a setting, any free port is used. */
const settingsSchema = z.object({ PORT: port(0), MAILBOX_PORT: port(0) });

function readSettings() {
  const settings = z.safeParse(settingsSchema, process.env);
  if (!settings.success) throw new Refusal('PORT and MAILBOX_PORT must be numbers from 1 to 65535.');
  const options = { once: { type: 'boolean', default: false } } as const;
  const taken = wordsOnTaken(takenByNpm(options, process.env), 'deploy:emulated', []);
  if (taken && process.argv.length === 2) throw new Refusal(taken);
  try {
    const { once } = parseArgs({ options }).values;
    return { ports: { site: settings.data.PORT, mailbox: settings.data.MAILBOX_PORT }, once };
  } catch {
    throw new Refusal('The only option is --once: npm run deploy:emulated -- --once');
  }
}

async function check(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answers ${status}.`);
}

/**
 * `npm run deploy:emulated`: runs the stack on emulated AWS until Ctrl-C. With `--once`, only until its pages have
 * answered.
 */
await runProgram(async (closers) => {
  if (isHelp(process.argv.slice(2)))
    return console.log(`npm run deploy:emulated                runs the stack on emulated AWS, until Ctrl-C
npm run deploy:emulated -- --once      only until its pages have answered`);
  const { ports, once } = readSettings();
  const began = performance.now();
  const { siteUrl, mailboxUrl, endpoint } = await startEmulated(ports, closers, console.log);
  const pages = ['/healthz', `/campaigns/${SAMPLE_SLUG}`, `/campaigns/${SAMPLE_SLUG}/dashboard`];
  for (const page of pages) await check(`${siteUrl}${page}`);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`
Amparo is deployed on an emulated AWS after ${seconds} s. It keeps all data in memory, until you stop it.
  Campaign   ${siteUrl}/campaigns/${SAMPLE_SLUG}
  Dashboard  ${siteUrl}/campaigns/${SAMPLE_SLUG}/dashboard
  Inbox      ${mailboxUrl}
To use it with the AWS CLI or \`npm run campaign -- list --stage ${STAGE}\`, type first:
  export ${Object.entries(sdkVariables(endpoint))
    .map((pair) => pair.join('='))
    .join(' ')}`);
  if (once) return;
  console.log('Press Ctrl-C to stop.');
  await new Promise(() => undefined);
});
