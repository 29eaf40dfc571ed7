import { reconcileCommand } from './reconcile/command.ts';
import { processTerminal } from './terminal/terminal.ts';

/** `npm run reconcile`: whether counts are those of the signatures, and their correction. docs/guides/organisers.md */
process.exitCode = await reconcileCommand(process.argv.slice(2), processTerminal());
