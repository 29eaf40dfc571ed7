import { costCommand } from './cost/command.ts';
import { processTerminal } from './terminal/terminal.ts';

/** `npm run cost`: what signatures and views cost, line by line. docs/guides/cost.md */
process.exitCode = await costCommand(process.argv.slice(2), processTerminal());
