import { scaleCommand } from './scale/command.ts';
import { processTerminal } from './terminal/terminal.ts';

/** `npm run scale`: which limits a busy second meets, and what to ask AWS for. docs/guides/scale.md */
process.exitCode = await scaleCommand(process.argv.slice(2), processTerminal());
