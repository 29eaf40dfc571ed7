import * as z from 'zod/mini';
import { operator } from '../../functions/core/access/actor.ts';
import { type SharedCase, sharedOf } from '../../functions/core/campaigns/case.ts';
import { differencesOf } from '../../functions/core/campaigns/case-copy.ts';
import type { CaseRecord } from '../../functions/core/campaigns/case-store.ts';
import { checkCase } from '../../functions/core/campaigns/faults.ts';
import { language as languageTag } from '../../functions/core/campaigns/fields.ts';
import { parseCaseFile } from '../../functions/core/campaigns/file.ts';
import { mergePatch } from '../../functions/core/campaigns/merge-patch.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import { storedCampaign } from '../../functions/core/campaigns/plan.ts';
import { caseSeen, type SeenCase } from '../../functions/core/cases/case.ts';
import { changeCase, removeCase } from '../../functions/core/cases/change.ts';
import { createCase } from '../../functions/core/cases/create.ts';
import { patchOfEvent } from '../../functions/core/cases/happened.ts';
import { addCaseToCampaign, removeCaseFromCampaign } from '../../functions/core/cases/in-campaign.ts';
import { caseVersions } from '../../functions/core/cases/list.ts';
import { Problem } from '../../functions/core/problem.ts';
import { onOrganised } from '../campaign/deps.ts';
import type { CommonOptions } from '../command.ts';
import { readChecked } from '../file.ts';
import { noteSeen, refuseUnseen } from '../seen.ts';
import { onStage, type Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { differenceLines, warningLines } from './print.ts';

interface NewCase {
  readonly campaign?: string | undefined;
  readonly language?: string | undefined;
}

/** Puts the file of a case: makes the case, or changes it everywhere. @throws {CommandError} */
export async function putFrom(
  path: string,
  { campaign, language, ...options }: CommonOptions & NewCase,
  terminal: Terminal,
): Promise<void> {
  if (language !== undefined && !z.safeParse(languageTag, language).success)
    throw new CommandError(`--language must be a tag such as az or pt-BR, not ${JSON.stringify(language)}.`);
  // Reads the file first: its faults show without a server or credentials.
  const { id, ...fields } = await readChecked(path, parseCaseFile);
  await onOrganised(options, terminal, async (deps, target) => {
    const seen = await found(deps, id);
    if (!seen) return add({ id, fields, campaign, language }, options, { deps, target, terminal });
    if (campaign !== undefined || language !== undefined)
      throw new CommandError(
        `--campaign and --language are for a new case, and ${id} is there. \`npm run cases -- join ${id} SLUG${onStage(target.stage)}\` lets a campaign speak for it.`,
      );
    const after = sharedOf(fields);
    const stored = { revision: seen.record.revision, of: id, on: target.name };
    if (differencesOf(seen.record.fields, after).length > 0)
      await refuseUnseen(path, stored, (revision) => changedSince(deps, seen.record, revision));
    const written = await change(seen, after, options, { deps, target, terminal });
    // If the file cannot be written, the next `put` shows what has changed since the version that it names.
    if (written) await noteSeen(path, { ...stored, revision: written.revision }).catch(() => undefined);
  });
}

/** What has changed in a case since a version. @returns undefined if there is no such version. */
async function changedSince(deps: OrganiseDeps, now: CaseRecord, seen: number): Promise<string[] | undefined> {
  const { versions } = await caseVersions(deps, operator, { id: now.id, before: seen + 1, limit: 1 });
  const [then] = versions;
  return then?.revision === seen ? differenceLines(then.fields, now.fields) : undefined;
}

/** Adds what has happened to a prisoner to the history of the case. @throws {CommandError} */
export const post = (
  id: string,
  event: { readonly status: string; readonly on: string; readonly note?: string | undefined },
  options: CommonOptions,
  terminal: Terminal,
): Promise<void> =>
  onOrganised(options, terminal, async (deps, target) => {
    const seen = await caseSeen(deps, operator, id);
    const { fields } = seen.record;
    const { note, ...rest } = event;
    const patch = patchOfEvent(fields, { ...rest, ...(note !== undefined && { note }) });
    await change(seen, sharedOf(checkCase(mergePatch(fields, patch))), options, { deps, target, terminal });
  });

/** Lets a campaign speak for a case, or takes the case out of it. @throws {CommandError} */
export const speak = (
  { id, slug, isIn }: { readonly id: string; readonly slug: string; readonly isIn: boolean },
  options: CommonOptions,
  terminal: Terminal,
): Promise<void> =>
  onOrganised(options, terminal, async (deps, { name }) => {
    const [{ revision }, { record, campaigns }] = [
      await storedCampaign(deps, slug),
      await caseSeen(deps, operator, id),
    ];
    if (campaigns.some(({ campaign }) => campaign.slug === slug) === isIn)
      return terminal.print(
        `No change: ${slug} ${isIn ? 'speaks for this case already' : 'does not speak for this case'}.`,
      );
    terminal.print(
      isIn
        ? `${slug} on ${name} will speak for ${record.fields.name}.`
        : `${slug} on ${name} loses ${record.fields.name}, with the translations there.`,
    );
    if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
    const work = isIn ? addCaseToCampaign : removeCaseFromCampaign;
    await work(deps, operator, { slug, id, seen: revision });
    terminal.print(`Written: ${slug} on ${name} ${isIn ? 'speaks' : 'no longer speaks'} for ${id}.`);
  });

/** Erases a case that no campaign has, after a clear yes. @throws {CommandError} */
export const erase = (id: string, options: CommonOptions, terminal: Terminal): Promise<void> =>
  onOrganised(options, terminal, async (deps, { name }) => {
    const { record, campaigns } = await caseSeen(deps, operator, id);
    if (campaigns.length > 0) throw new Problem('case-spoken-for');
    terminal.print(`${id} on ${name}: ${record.fields.name}.`);
    terminal.print('! It is erased with all its versions, its picture, and its words in older versions of campaigns.');
    terminal.print('! The audit trail keeps what was written before, and backups keep it for 14 days.');
    if (!(await agreed('Erase it?', options, terminal, 'Nothing erased'))) return;
    await removeCase(deps, operator, { id, seen: record.revision });
    terminal.print(`Erased: ${id} on ${name}.`);
  });

interface On {
  readonly deps: OrganiseDeps;
  readonly target: Target;
  readonly terminal: Terminal;
}

async function add(
  made: NewCase & { readonly id: string; readonly fields: SharedCase },
  options: CommonOptions,
  { deps, target, terminal }: On,
): Promise<void> {
  const { id, fields, campaign } = made;
  if (campaign !== undefined) await storedCampaign(deps, campaign);
  terminal.print(`New case on ${target.name}, ${campaign === undefined ? 'in no campaign yet' : `in ${campaign}`}:`);
  for (const line of differenceLines(undefined, fields)) terminal.print(`  ${line}`);
  if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
  await createCase(deps, operator, made);
  terminal.print(`Written: ${id} on ${target.name}.`);
}

/**
 * Shows what changes in a case, asks, and writes it: the case, and each campaign that speaks for it.
 * @returns the case as it is written; undefined if it is not.
 */
async function change(
  seen: SeenCase,
  after: SharedCase,
  options: CommonOptions,
  { deps, target: { name }, terminal }: On,
): Promise<CaseRecord | undefined> {
  const { id, fields, revision } = seen.record;
  const isChanged = differencesOf(fields, after).length > 0;
  if (!isChanged && seen.behind.length === 0) {
    terminal.print(`No change: ${id} on ${name} is as the file says.`);
    return undefined;
  }
  if (isChanged) terminal.print(`${id} on ${name} changes:`);
  else
    terminal.print(
      `A change of ${id} stopped half way. These campaigns do not have it yet: ${seen.behind.join(', ')}.`,
    );
  for (const line of differenceLines(fields, after)) terminal.print(`  ${line}`);
  if (isChanged) warningLines(seen, after).forEach(terminal.print);
  if (!(await agreed(isChanged ? 'Write this?' : 'Finish it?', options, terminal, 'Nothing written'))) return undefined;
  const gone = Object.keys(fields).filter((field) => !(field in after));
  const patch = { ...after, ...Object.fromEntries(gone.map((field) => [field, null])) };
  const { record } = await changeCase(deps, operator, { id, patch, seen: revision });
  terminal.print(`Written: ${id} on ${name}.`);
  return record;
}

/** @returns undefined if there is no such case. */
const found = (deps: OrganiseDeps, id: string): Promise<SeenCase | undefined> =>
  caseSeen(deps, operator, id).catch((error) => {
    if (error instanceof Problem && error.kind === 'case-unknown') return undefined;
    throw error;
  });
