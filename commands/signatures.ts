import { signaturesCommand } from './signatures/command.ts';
import { processTerminal } from './terminal/terminal.ts';

/** `npm run signatures`: suspicious signatures decided on in bulk, and the hand-over. docs/guides/organisers.md */
process.exitCode = await signaturesCommand(process.argv.slice(2), processTerminal());
