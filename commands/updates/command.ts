import { operator } from '../../functions/core/access/actor.ts';
import { fieldsYaml } from '../../functions/core/campaigns/file.ts';
import { listUpdates, updateWith } from '../../functions/core/campaigns/organise-updates.ts';
import { onOrganised } from '../campaign/deps.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { out, show } from '../file.ts';
import { seenLine } from '../seen.ts';
import { Misunderstood } from '../terminal/errors.ts';
import { addFrom, changeFrom, publish, remove, schedule } from './change.ts';
import { fileFields, fileName, updateLine } from './print.ts';

const usage = `npm run updates -- list SLUG               lists the updates of a campaign, drafts and scheduled ones, too
npm run updates -- show SLUG ID            shows one as YAML, which \`change\` can read; with --out FILE, writes it there. The first line
                                           says of which version of the campaign it is: then \`change\` replaces no other words
npm run updates -- add SLUG FILE           adds the update of a file: title and text, and at and draft if you like; with --yes.
                                           It is published at once; --draft: nobody sees it yet; --at 2026-12-10T08:00:00Z: from then on
npm run updates -- change SLUG ID FILE     puts a file in place of an update, after showing the changes; with --yes
npm run updates -- schedule SLUG ID --at 2026-12-10T08:00:00Z
                                           publishes a draft at a moment, or moves that moment; with --yes
npm run updates -- publish SLUG ID         publishes a draft or a scheduled update now; with --yes
npm run updates -- delete SLUG ID          deletes an update, with its translations; with --yes

A file is YAML:
  title: Ali Karimov is free
  text: |
    He was released this morning.

Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with your credentials.`;

const at = { at: { type: 'string' } } as const;
const draft = { draft: { type: 'boolean' } } as const;
const one = ['SLUG', 'ID'] as const;

/** `npm run updates`: what a campaign tells its readers. docs/guides/organisers.md */
export const updatesCommand = defineCommand({
  name: 'updates',
  usage,
  verbs: {
    list: verb({
      operands: ['SLUG'],
      options: stage,
      run: ([slug], options, terminal) =>
        onOrganised(options, terminal, async (deps) => {
          const { updates } = await listUpdates(deps, operator, slug);
          if (updates.length === 0) terminal.print(`${slug} has no updates.`);
          for (const line of updates.map(updateLine)) terminal.print(line);
        }),
    }),
    show: verb({
      operands: one,
      options: { ...yes, ...stage, ...out },
      run: ([slug, id], options, terminal) =>
        onOrganised(options, terminal, async (deps, { name }) => {
          const found = await listUpdates(deps, operator, slug);
          const yaml = fieldsYaml(fileFields(updateWith(id, found)));
          const first = seenLine({ revision: found.stored.revision, of: fileName({ slug, id }), on: name });
          await show(`${first}\n${yaml}`, options, terminal);
        }),
    }),
    add: verb({
      operands: ['SLUG', 'FILE'],
      options: { ...yes, ...stage, ...at, ...draft },
      run: ([slug, path], options, terminal) => addFrom({ slug, path }, options, terminal),
    }),
    change: verb({
      operands: ['SLUG', 'ID', 'FILE'],
      options: { ...yes, ...stage },
      run: ([slug, id, path], options, terminal) => changeFrom({ slug, id, path }, options, terminal),
    }),
    schedule: verb({
      operands: one,
      options: { ...yes, ...stage, ...at },
      run: ([slug, id], { at: moment, ...options }, terminal) => {
        if (moment === undefined)
          throw new Misunderstood('`schedule` needs --at MOMENT, such as 2026-12-10T08:00:00Z.');
        return schedule({ slug, id, at: moment }, options, terminal);
      },
    }),
    publish: verb({
      operands: one,
      options: { ...yes, ...stage },
      run: ([slug, id], options, terminal) => publish({ slug, id }, options, terminal),
    }),
    delete: verb({
      operands: one,
      options: { ...yes, ...stage },
      run: ([slug, id], options, terminal) => remove({ slug, id }, options, terminal),
    }),
  },
});
