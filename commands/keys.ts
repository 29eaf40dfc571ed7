import { keysCommand } from './keys/command.ts';
import { processTerminal } from './terminal/terminal.ts';

/** `npm run keys`: the group's keys, and those of the service. docs/guides/keys.md */
process.exitCode = await keysCommand(process.argv.slice(2), processTerminal());
