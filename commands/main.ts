import { processTerminal } from './terminal/terminal.ts';

/** `npm run NAME -- …` starts this with NAME and the arguments. Only that command is loaded. */
const commands = new Map([
  ['campaign', async () => (await import('./campaign/command.ts')).campaignCommand],
  ['updates', async () => (await import('./updates/command.ts')).updatesCommand],
  ['previews', async () => (await import('./previews/command.ts')).previewsCommand],
  ['cases', async () => (await import('./cases/command.ts')).casesCommand],
  ['group', async () => (await import('./group/command.ts')).groupCommand],
  ['signatures', async () => (await import('./signatures/command.ts')).signaturesCommand],
  ['reconcile', async () => (await import('./reconcile/command.ts')).reconcileCommand],
  ['webhooks', async () => (await import('./webhooks/command.ts')).webhooksCommand],
  ['audit', async () => (await import('./audit/command.ts')).auditCommand],
  ['organisers', async () => (await import('./organisers/command.ts')).organisersCommand],
  ['token', async () => (await import('./token/command.ts')).tokenCommand],
  ['keys', async () => (await import('./keys/command.ts')).keysCommand],
  ['messages', async () => (await import('./messages/command.ts')).messagesCommand],
  ['openapi', async () => (await import('./openapi/command.ts')).openApiCommand],
  ['sbom', async () => (await import('./sbom/command.ts')).sbomCommand],
]);

const [name = '', ...args] = process.argv.slice(2);
const terminal = processTerminal();
const load = commands.get(name);
if (load) process.exitCode = await (await load())(args, terminal);
else {
  terminal.complain(`There is no command \`${name}\`. The commands are ${[...commands.keys()].join(', ')}.`);
  process.exitCode = 2;
}
