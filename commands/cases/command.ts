import { operator } from '../../functions/core/access/actor.ts';
import { fieldsYaml } from '../../functions/core/campaigns/file.ts';
import { caseStatuses } from '../../functions/core/campaigns/values.ts';
import { caseSeen } from '../../functions/core/cases/case.ts';
import { casesSeen, caseVersions, type ListedCase } from '../../functions/core/cases/list.ts';
import { onOrganised } from '../campaign/deps.ts';
import { defineCommand, stage, verb, yes } from '../command.ts';
import { out, show } from '../file.ts';
import { seenLine } from '../seen.ts';
import { Misunderstood } from '../terminal/errors.ts';
import { checkpoint } from '../terminal/terminal.ts';
import { erase, post, putFrom, speak } from './change.ts';
import { fileFields, listLines, speakerLines, versionLines } from './print.ts';

const usage = `npm run cases -- list                  lists all cases, with the campaigns that speak for them; --find NAME
npm run cases -- show ID               shows a case as YAML, which \`put\` can read; with --out FILE, writes it there. The first line
                                       says which version it is: then \`put\` replaces no other one
npm run cases -- put FILE              shows the changes that a file makes; with --yes, writes them in each campaign that speaks for
                                       the case. A new one: --campaign SLUG, or --language az for the words of one that no campaign has
npm run cases -- post ID released --on 2026-10-09
                                       says what has happened, or detained, or died; and --note "on bail" if you like; with --yes
npm run cases -- history ID            shows all versions, the newest first: time, author, changes
npm run cases -- join ID SLUG          lets a campaign speak for a case; with --yes
npm run cases -- leave ID SLUG         takes a case out of a campaign; with --yes
npm run cases -- delete ID             erases a case that no campaign has, with all its versions; with --yes

A file is YAML. Its id is the address of the page about the person:
  id: ali-karimov
  name: Ali Karimov
  status: detained

Works on the Amparo of this machine (\`npm start\`). With --stage NAME: on that AWS stage, with your credentials.`;

const AT_ONCE = 100;

/** `npm run cases`: prisoners, each of whom several campaigns may speak for. docs/guides/organisers.md */
export const casesCommand = defineCommand({
  name: 'cases',
  usage,
  verbs: {
    list: verb({
      options: { ...stage, find: { type: 'string' } },
      run: (_, { find: q, ...options }, terminal) =>
        onOrganised(options, terminal, async (deps, { name }) => {
          const all: ListedCase[] = [];
          let after: string | undefined;
          do {
            checkpoint(terminal);
            const page = await casesSeen(deps, operator, { q, after, limit: AT_ONCE });
            all.push(...page.cases);
            after = page.next;
          } while (after !== undefined);
          if (all.length === 0) terminal.print(q === undefined ? `No cases on ${name}.` : `No such cases on ${name}.`);
          for (const line of listLines(all)) terminal.print(line);
        }),
    }),
    show: verb({
      operands: ['ID'],
      options: { ...yes, ...stage, ...out },
      run: ([id], options, terminal) =>
        onOrganised(options, terminal, async (deps, { name }) => {
          const seen = await caseSeen(deps, operator, id);
          const first = seenLine({ revision: seen.record.revision, of: id, on: name });
          const yaml = fieldsYaml(fileFields(seen.record));
          await show([first, ...speakerLines(seen), yaml].join('\n'), options, terminal);
        }),
    }),
    put: verb({
      operands: ['FILE'],
      options: { ...yes, ...stage, campaign: { type: 'string' }, language: { type: 'string' } },
      run: ([path], options, terminal) => putFrom(path, options, terminal),
    }),
    post: verb({
      operands: ['ID', 'STATUS'],
      options: { ...yes, ...stage, on: { type: 'string' }, note: { type: 'string' } },
      run: ([id, status], { on, note, ...options }, terminal) => {
        if (!caseStatuses.some((one) => one === status))
          throw new Misunderstood(`STATUS must be one of ${caseStatuses.join(', ')}.`);
        if (on === undefined)
          throw new Misunderstood('`post` needs --on DAY, such as 2026-10-09; or a month, or a year.');
        return post(id, { status, on, note }, options, terminal);
      },
    }),
    history: verb({
      operands: ['ID'],
      options: stage,
      run: ([id], options, terminal) =>
        onOrganised(options, terminal, async (deps) => {
          let before: number | undefined;
          do {
            checkpoint(terminal);
            const { versions, earlier, next } = await caseVersions(deps, operator, { id, before, limit: AT_ONCE });
            for (const [i, one] of versions.entries())
              versionLines(one, versions[i + 1] ?? earlier).forEach(terminal.print);
            before = next;
          } while (before !== undefined);
        }),
    }),
    join: verb({
      operands: ['ID', 'SLUG'],
      options: { ...yes, ...stage },
      run: ([id, slug], options, terminal) => speak({ id, slug, isIn: true }, options, terminal),
    }),
    leave: verb({
      operands: ['ID', 'SLUG'],
      options: { ...yes, ...stage },
      run: ([id, slug], options, terminal) => speak({ id, slug, isIn: false }, options, terminal),
    }),
    delete: verb({
      operands: ['ID'],
      options: { ...yes, ...stage },
      run: ([id], options, terminal) => erase(id, options, terminal),
    }),
  },
});
