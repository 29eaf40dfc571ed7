import {
  campaignJsonSchema,
  campaignYaml,
  fieldsYaml,
  parseCampaignFile,
} from '../../functions/core/campaigns/file.ts';
import { planCampaign, planStrictness } from '../../functions/core/campaigns/plan.ts';
import { getStoredCampaign } from '../../functions/core/campaigns/store.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { out, readChecked, show } from '../file.ts';
import { seenLine } from '../seen.ts';
import { noCampaign, onTarget } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { addressLines, publicUrlOf } from './addresses.ts';
import { change } from './change.ts';
import { deleteCampaign } from './delete.ts';
import { onOrganised } from './deps.ts';
import { historyVerbs, versionAt, versionIn } from './history.ts';
import { listCampaigns } from './list.ts';
import { prepareOn, preparePictures } from './pictures.ts';
import { schemaLines } from './schema-path.ts';
import { turnVerbs } from './turns.ts';
import { noteWritten, refuseUnseenCampaign } from './unseen.ts';

const usage = `npm run campaign -- put FILE           shows the changes that a file (YAML or JSON) makes; with --yes, writes them
                                       and the pictures beside it, and prints the links to share
npm run campaign -- preview FILE       shows a file as a page on this computer; stores nothing
npm run campaign -- list               lists all campaigns; or --find TEXT, --state paused, --language az; with --needs, those that
                                       need somebody come first; --state waits: with signatures under review
npm run campaign -- show SLUG          shows a campaign as YAML, which \`put\` can read; with --out FILE, writes it there;
                                       \`show SLUG 3\` shows its version 3. The first line says which version it is: then
                                       \`put\` replaces no other one
npm run campaign -- open SLUG          opens a draft, now or at its opensAt, or ends a pause; --unlisted: only for those who have its
                                       address; with --yes
npm run campaign -- take-back SLUG     makes a campaign that has not opened yet a draft again; with --yes
npm run campaign -- pause SLUG         nobody can sign until \`open\`; with --yes
npm run campaign -- close SLUG         closes a campaign now, or --at 2026-10-09T08:00:00Z: a later moment opens a closed one again;
                                       with --yes
npm run campaign -- win SLUG --on 2026-10-09 --words TEXT
                                       says that the demand is met, and what was reached; with --yes
npm run campaign -- archive SLUG       lists begin without a closed campaign, or a draft, and a search finds it; with --yes
npm run campaign -- bring-back SLUG    brings an archived campaign back to the lists; with --yes
npm run campaign -- history SLUG       lists all versions, the newest first: number, time, author, act
npm run campaign -- compare SLUG 3     shows what has changed since version 3; \`compare SLUG 3 5\`: between the two
npm run campaign -- undo SLUG 3        brings back the texts of version 3; with --all, its dates, keys and readers, too; with --happened,
                                       also takes back victories, releases, deaths and histories since; with --yes
npm run campaign -- duplicate SLUG NEW --title TEXT
                                       makes a draft NEW with the same texts
npm run campaign -- delete SLUG        deletes a campaign, after two questions; in a script with --yes and --really
npm run campaign -- strict SLUG        under attack: every signature with a signal waits for review; with --yes
npm run campaign -- relax SLUG         ends strict mode; with --yes
npm run campaign -- schema             prints the JSON Schema of campaign files, for editors; with --out FILE, writes it there

Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with your credentials.`;

const strictness = (strict: boolean) =>
  verb({
    operands: ['SLUG'],
    options: { ...yes, ...stage },
    run: ([slug], options, terminal) =>
      change(options, terminal, {
        plan: (deps, actor) => planStrictness(deps, actor, { slug, strict }),
        unchanged: () => (strict ? 'is strict already' : 'is not strict'),
      }),
  });

/** A campaign as it was. */
const showVersion = (slug: string, version: number, options: Parameters<typeof show>[1], terminal: Terminal) =>
  onOrganised(options, terminal, async (deps) =>
    show(fieldsYaml((await versionAt(deps, slug, version)).file), options, terminal),
  );

/** `npm run campaign`. docs/reference/campaign-file.md */
export const campaignCommand = defineCommand({
  name: 'campaign',
  usage,
  verbs: {
    put: verb({
      operands: ['FILE'],
      options: { ...yes, ...stage },
      async run([path], options, terminal) {
        // Reads the file first: its faults show without a server or credentials.
        const file = await readChecked(path, parseCampaignFile);
        for (const line of await schemaLines(path, file)) terminal.print(line);
        const prepared = await preparePictures(file, path);
        for (const line of prepared.lines) terminal.print(line);
        await change(options, terminal, {
          plan: async (deps, actor, target) => {
            const plan = await planCampaign(deps, actor, prepared.file, await prepareOn(prepared, target));
            await refuseUnseenCampaign(deps, plan, path, target);
            return plan;
          },
          unchanged: () => 'is as the file says',
          files: prepared.files,
          after: async (campaign, target) => {
            await noteWritten(path, campaign, target);
            return addressLines(campaign, publicUrlOf(target, terminal));
          },
        });
      },
    }),
    preview: verb({
      operands: ['FILE'],
      run: async ([path], _, terminal) => {
        // Building pages needs more than any other verb loads.
        const { preview } = await import('./preview.ts');
        await preview(path, terminal);
      },
    }),
    list: verb({
      options: {
        ...stage,
        ...{ find: { type: 'string' }, state: { type: 'string' }, language: { type: 'string' } },
        needs: { type: 'boolean' },
      },
      run: (_, { find, state, language, needs, ...options }, terminal) =>
        listCampaigns({ find, state, language, needs }, options, terminal),
    }),
    show: verb({
      operands: ['SLUG', '[VERSION]'],
      options: { ...yes, ...stage, ...out },
      run: ([slug, version], options, terminal) => {
        if (version !== undefined) return showVersion(slug, versionIn(version), options, terminal);
        return onTarget(options, terminal, async (target) => {
          const stored = await getStoredCampaign(target.db, slug);
          if (!stored) throw noCampaign(slug, target);
          const { campaign, revision } = stored;
          if (campaign.deletedAt)
            throw new CommandError(`${slug} was deleted from ${target.name} on ${campaign.deletedAt.slice(0, 10)}.`);
          const line = seenLine({ revision, of: slug, on: target.name });
          await show(`${line}\n${campaignYaml(campaign)}`, options, terminal);
        });
      },
    }),
    ...turnVerbs,
    ...historyVerbs,
    delete: verb({
      operands: ['SLUG'],
      options: { ...yes, ...stage, really: { type: 'boolean' } },
      run: ([slug], options, terminal) => deleteCampaign(slug, options, terminal),
    }),
    strict: strictness(true),
    relax: strictness(false),
    schema: verb({
      options: { ...yes, ...out },
      run: (_, options, terminal) => show(campaignJsonSchema(), options, terminal),
    }),
  },
});
