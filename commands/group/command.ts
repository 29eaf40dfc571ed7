import { readFile } from 'node:fs/promises';
import { operator } from '../../functions/core/access/actor.ts';
import { FaultyCampaign } from '../../functions/core/campaigns/faults.ts';
import { groupJsonSchema, groupYaml, parseGroupFile } from '../../functions/core/campaigns/file.ts';
import type { ParsedGroupFile } from '../../functions/core/campaigns/group.ts';
import { carryOutGroup, planGroup } from '../../functions/core/campaigns/group-plan.ts';
import { getGroup } from '../../functions/core/campaigns/group-store.ts';
import { CampaignChanged } from '../../functions/core/campaigns/store.ts';
import { changeLines, faultLines } from '../campaign/print.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { onTarget } from '../target.ts';
import { CommandError, fileError } from '../terminal/errors.ts';
import { agreed } from '../terminal/terminal.ts';

const usage = `npm run group -- check FILE    checks a group's file (YAML or JSON); needs no server
npm run group -- put FILE      shows the changes that the file makes; with --yes, writes them
npm run group -- show          shows the group as YAML, which \`put\` can read
npm run group -- schema        prints the JSON Schema of such a file, for editors

Signers see the group on forms, pages and e-mails. A campaign can name another one: \`group\` in its file.
Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with your credentials.`;

/** `npm run group`. docs/reference/group-file.md */
export const groupCommand = defineCommand({
  name: 'group',
  usage,
  verbs: {
    check: verb({
      operands: ['FILE'],
      async run([path], _, { print }) {
        const { name } = await readGroupFile(path);
        print(`No faults: ${path} is the file of ${name}.`);
      },
    }),
    put: verb({
      operands: ['FILE'],
      options: { ...yes, ...stage },
      async run([path], options, terminal) {
        // Reads the file first: its faults show without a server or credentials.
        const file = await readGroupFile(path);
        await onTarget(options, terminal, async ({ db, name }) => {
          const deps = { campaigns: db };
          const plan = await planGroup(deps, operator, file);
          if (plan.changes.length === 0) return terminal.print(`No change: the group on ${name} is as the file says.`);
          terminal.print(plan.before ? `The group on ${name} changes:` : `New group on ${name}:`);
          for (const line of plan.changes.flatMap(changeLines)) terminal.print(`  ${line}`);
          if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
          await carryOutGroup(deps, operator, plan).catch(refuse);
          terminal.print(`Written: the group on ${name}. Signers see it within seconds.`);
        });
      },
    }),
    show: verb({
      options: stage,
      run: (_, options, terminal) =>
        onTarget(options, terminal, async ({ db, name }) => {
          const group = await getGroup(db);
          if (!group) throw new CommandError(`No group is set on ${name}. Write group.yaml, and \`put\` it.`);
          terminal.print(groupYaml(group).trimEnd());
        }),
    }),
    schema: verb({ run: (_, __, { print }) => print(groupJsonSchema().trimEnd()) }),
  },
});

/** @throws {CommandError} with all faults, each with its line, its field and the reason. */
async function readGroupFile(path: string): Promise<ParsedGroupFile> {
  const bytes = await readFile(path).catch((error) => {
    throw fileError(path, 'read', error);
  });
  try {
    return parseGroupFile(bytes);
  } catch (error) {
    throw error instanceof FaultyCampaign ? new CommandError(...faultLines(error, path)) : error;
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof CampaignChanged)) throw error;
  throw new CommandError('Nothing written: somebody else has just changed the group. Run again to compare.');
}
