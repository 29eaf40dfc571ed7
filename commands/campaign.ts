import { campaignCommand } from './campaign/command.ts';
import { processTerminal } from './terminal/terminal.ts';

/** `npm run campaign`: campaigns from a file, on this machine or on an AWS stage. docs/reference/campaign-file.md */
process.exitCode = await campaignCommand(process.argv.slice(2), processTerminal());
