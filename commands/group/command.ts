import { operator } from '../../functions/core/access/actor.ts';
import { groupJsonSchema, groupYaml } from '../../functions/core/campaigns/file.ts';
import { carryOutGroup, planGroup } from '../../functions/core/campaigns/group-plan.ts';
import { getStoredGroup } from '../../functions/core/campaigns/group-store.ts';
import { ChangedMeanwhile } from '../../functions/core/campaigns/store.ts';
import { putPictures, removeLogo } from '../../functions/core/pictures/store.ts';
import { changeLines } from '../changes.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { out, show } from '../file.ts';
import { assertLogoStored } from '../pictures/stored.ts';
import { noteSeen, refuseUnseen, seenLine } from '../seen.ts';
import { onStage, onTarget } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import { agreed } from '../terminal/terminal.ts';
import { prepareGroup } from './prepare.ts';

const usage = `npm run group -- check FILE    checks a group's file (YAML or JSON); needs no server
npm run group -- put FILE      shows the changes that the file makes; with --yes, writes them and the logo beside it
npm run group -- show          shows the group as YAML, which \`put\` can read; with --out FILE, writes it there. The first line
                               says which version it is: then \`put\` replaces no other one
npm run group -- schema        prints the JSON Schema of such a file, for editors; with --out FILE, writes it there

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
        const { file, lines } = await prepareGroup(path);
        for (const line of lines) print(line);
        print(`No faults: ${path} is the file of ${file.name}.`);
      },
    }),
    put: verb({
      operands: ['FILE'],
      options: { ...yes, ...stage },
      async run([path], options, terminal) {
        // Reads the file first: its faults show without a server or credentials.
        const { file, files, lines } = await prepareGroup(path);
        for (const line of lines) terminal.print(line);
        await onTarget(options, terminal, async (target) => {
          const { db, pictures, audit, name } = target;
          const deps = { campaigns: db, pictures, audit, clock: terminal.clock };
          const plan = await planGroup(deps, operator, file);
          await assertLogoStored({ file, files }, plan.before, target);
          if (plan.changes.length === 0) return terminal.print(`No change: the group on ${name} is as the file says.`);
          const stored = { revision: plan.replacing, of: 'group', on: name };
          await refuseUnseen(path, stored, async () => undefined);
          terminal.print(plan.before ? `The group on ${name} changes:` : `New group on ${name}:`);
          for (const line of plan.changes.flatMap(changeLines)) terminal.print(`  ${line}`);
          if (plan.signedBefore.length > 0)
            terminal.print(
              `! The name changes, or who is responsible for the data, and people may have signed ${plan.signedBefore.join(', ')}. They agreed that the earlier group keeps their data, and no other.`,
            );
          if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
          await putPictures(deps, operator, files, 'group');
          await carryOutGroup(deps, operator, plan).catch(refuse);
          await removeLogo(deps, operator, plan);
          await noteSeen(path, { ...stored, revision: plan.replacing + 1 }).catch(() => undefined);
          terminal.print(`Written: the group on ${name}. Signers see it within seconds.`);
        });
      },
    }),
    show: verb({
      options: { ...yes, ...stage, ...out },
      run: (_, options, terminal) =>
        onTarget(options, terminal, async ({ db, name, stage }) => {
          const stored = await getStoredGroup(db);
          if (!stored)
            throw new CommandError(
              `No group is set on ${name}. Write group.yaml, then \`npm run group -- put group.yaml${onStage(stage)}\`.`,
            );
          const first = seenLine({ revision: stored.revision, of: 'group', on: name });
          await show(`${first}\n${groupYaml(stored.group)}`, options, terminal);
        }),
    }),
    schema: verb({
      options: { ...yes, ...out },
      run: (_, options, terminal) => show(groupJsonSchema(), options, terminal),
    }),
  },
});

function refuse(error: unknown): never {
  if (!(error instanceof ChangedMeanwhile)) throw error;
  throw new CommandError('Nothing written: somebody else has just changed the group. Run again to compare.');
}
