import { operator } from '../../functions/core/access/actor.ts';
import { duplicateCampaign } from '../../functions/core/campaigns/duplicate.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import { storedCampaign } from '../../functions/core/campaigns/plan.ts';
import type { SaidCase } from '../../functions/core/campaigns/undo-cases.ts';
import type { Version } from '../../functions/core/campaigns/version-store.ts';
import {
  planUndo,
  presentSeen,
  type SaidVictory,
  type UndoPlan,
  versionChanges,
  versionSeen,
  versionsSeen,
} from '../../functions/core/campaigns/versions.ts';
import { changeLines } from '../changes.ts';
import { stage, verb, yes } from '../command.ts';
import { amount } from '../terminal/amount.ts';
import { Misunderstood } from '../terminal/errors.ts';
import { checkpoint } from '../terminal/terminal.ts';
import { act } from './change.ts';
import { onOrganised } from './deps.ts';

/** Versions that are read at once. */
const AT_ONCE = 50;

/** The history of a campaign, the way back, and a copy. */
export const historyVerbs = {
  history: verb({
    operands: ['SLUG'],
    options: stage,
    run: ([slug], options, terminal) =>
      onOrganised(options, terminal, async (deps) => {
        let [before, shown]: [number | undefined, number] = [undefined, 0];
        do {
          checkpoint(terminal);
          const page = await versionsSeen(deps, operator, { slug, before, limit: AT_ONCE });
          for (const one of page.versions) terminal.print(versionLine(one, page.current.revision));
          shown += page.versions.length;
          before = page.next;
        } while (before !== undefined);
        if (shown === 0) terminal.print(`${slug} has no history yet. It begins with the next change.`);
      }),
  }),
  compare: verb({
    operands: ['SLUG', 'FROM', '[TO]'],
    options: stage,
    run: ([slug, fromText, toText], options, terminal) => {
      const from = versionIn(fromText, 'FROM');
      const to = toText === undefined ? undefined : versionIn(toText, 'TO');
      return onOrganised(options, terminal, async (deps) => {
        const [before, after] = [await versionAt(deps, slug, from), await versionAt(deps, slug, to)];
        const changes = versionChanges(before, after);
        const words = to === undefined ? `version ${from} and now` : `versions ${from} and ${to}`;
        if (changes.length === 0) return terminal.print(`${slug} is the same in ${words}.`);
        terminal.print(`${slug} differs between ${words}:`);
        for (const line of changes.flatMap(changeLines)) terminal.print(`  ${line}`);
      });
    },
  }),
  undo: verb({
    operands: ['SLUG', 'VERSION'],
    options: { ...yes, ...stage, all: { type: 'boolean' }, happened: { type: 'boolean' } },
    run: ([slug, version], { all = false, happened = false, ...options }, terminal) => {
      const revision = versionIn(version);
      const what = all ? 'all' : 'texts';
      return act(options, terminal, {
        plan: async (deps, actor) => {
          const plan = await planUndo(deps, actor, { slug, revision, what, happened, seen: undefined });
          for (const line of stateLines(plan)) terminal.print(line);
          if (plan.victory) terminal.print(victoryLine(plan.victory, { happened, revision }));
          for (const one of plan.said) terminal.print(saidLine(one, { happened, revision }));
          for (const { name } of plan.kept)
            terminal.print(`! ${name} is in other campaigns, too: it comes as it is now.`);
          for (const at of plan.erased)
            terminal.print(
              `! Version ${revision} had a case that was erased on ${at.slice(0, 10)}. It does not come back.`,
            );
          return plan;
        },
        unchanged: () => `is as in version ${revision}${all ? '' : ', with its own dates, keys and visibility'}`,
      });
    },
  }),
  duplicate: verb({
    operands: ['SLUG', 'NEW'],
    options: { ...stage, title: { type: 'string' } },
    run: ([slug, copy], { title, ...options }, terminal) => {
      if (title === undefined)
        throw new Misunderstood('`duplicate` needs --title TEXT, the title of the new campaign.');
      return onOrganised(options, terminal, async (deps, { name }) => {
        await duplicateCampaign(deps, operator, { slug, as: { slug: copy, title } });
        terminal.print(`Made: ${copy} on ${name}, a draft with the texts of ${slug}.`);
        terminal.print('It has none of its pictures, dates, updates and hand-overs.');
      });
    },
  }),
};

/** What becomes of the state of a campaign. */
function stateLines({ state: { now, back }, keepsPause }: UndoPlan): string[] {
  if (keepsPause) return ['! It is paused now, and stays so. `open` ends the pause.'];
  if (now === back) return [];
  const signs = { open: ' People can sign it at once.', paused: ' Nobody can sign it until `open`.' };
  return [`! Its state is ${now} now, and becomes ${back}.${back === 'open' || back === 'paused' ? signs[back] : ''}`];
}

/** What becomes of somebody to whom something has happened since a version. */
function saidLine(
  { name, now, back, others }: SaidCase,
  { happened, revision }: { happened: boolean; revision: number },
): string {
  const states = `${name} is ${now} now, and ${back} in version ${revision}`;
  if (!happened) return `! ${states}, and stays so. --happened brings the earlier state back.`;
  return `! ${states}. The earlier state comes back, also in ${amount(others, 'other campaign')}.`;
}

/** What becomes of a victory that was said since a version, or before it alone. */
function victoryLine(
  { now, back }: SaidVictory,
  { happened, revision }: { happened: boolean; revision: number },
): string {
  const words = (one: SaidVictory['now']) => (one === undefined ? 'none' : `“${one.words}”`);
  const both = `The victory is ${words(now)} now, and ${words(back)} in version ${revision}`;
  return happened ? `! ${both}. The earlier one comes back.` : `! ${both}, and stays so. --happened brings that back.`;
}

/** A version of a campaign. @param revision undefined: as it is now. */
export async function versionAt(deps: Pick<OrganiseDeps, 'campaigns' | 'clock'>, slug: string, revision?: number) {
  if (revision === undefined) return presentSeen(await storedCampaign(deps, slug));
  return versionSeen(deps, operator, { slug, revision });
}

/** The number of a version. @throws {Misunderstood} @param name of the operand. */
export function versionIn(text: string, name = 'VERSION'): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Misunderstood(`${name} must be a number such as 3, from \`npm run campaign -- history SLUG\`.`);
  return Number(text);
}

/** `12  2026-11-29 14:59 UTC  operator (command)  campaign.undo to 3  now`. */
function versionLine({ revision, at, by, client, act: kind, broughtBack }: Version, current: number): string {
  const made =
    at === undefined
      ? ['before there was a history']
      : [`${at.slice(0, 10)} ${at.slice(11, 16)} UTC`, `${by} (${client})`, didWords(kind, broughtBack)];
  return [String(revision).padStart(4), ...made, ...(revision === current ? ['now'] : [])].join('  ');
}

const didWords = (act = '', broughtBack?: number): string =>
  broughtBack === undefined ? act : `${act} to ${broughtBack}`;
