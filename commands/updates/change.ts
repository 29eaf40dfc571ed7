import * as z from 'zod/mini';
import { operator } from '../../functions/core/access/actor.ts';
import type { Campaign, ParsedCampaignFile } from '../../functions/core/campaigns/campaign.ts';
import { valueChanges } from '../../functions/core/campaigns/changes.ts';
import { moment } from '../../functions/core/campaigns/fields.ts';
import { parseUpdateFile } from '../../functions/core/campaigns/file.ts';
import type { OrganiseDeps } from '../../functions/core/campaigns/organise-deps.ts';
import {
  addUpdate,
  type ChangedUpdate,
  changeUpdate,
  listUpdates,
  type OrganisedUpdate,
  publishUpdate,
  removeUpdate,
  updateWith,
} from '../../functions/core/campaigns/organise-updates.ts';
import type { NewUpdate } from '../../functions/core/campaigns/parts.ts';
import { updateIds } from '../../functions/core/campaigns/updates.ts';
import { queryVersion } from '../../functions/core/campaigns/version-store.ts';
import { onOrganised } from '../campaign/deps.ts';
import { changeLines } from '../changes.ts';
import type { CommonOptions } from '../command.ts';
import { readChecked } from '../file.ts';
import { noteSeen, refuseUnseen } from '../seen.ts';
import type { Target } from '../target.ts';
import { CommandError } from '../terminal/errors.ts';
import { agreed, type Terminal } from '../terminal/terminal.ts';
import { fileFields, fileName, publicWords, updateLine } from './print.ts';

interface One {
  readonly slug: string;
  readonly id: string;
}

/** Adds the update of a file. `at` and `draft` are worth more than those of the file. @throws {CommandError} */
export async function addFrom(
  { slug, path }: { readonly slug: string; readonly path: string },
  { at, draft, ...options }: CommonOptions & { readonly at?: string | undefined; readonly draft?: boolean | undefined },
  terminal: Terminal,
): Promise<void> {
  // Reads the file first: its faults show without a server or credentials.
  const file = await readChecked(path, parseUpdateFile);
  const update: NewUpdate = { ...file, ...(at !== undefined && { at }), ...(draft && { draft }) };
  if (at !== undefined) toMoment(at);
  await onOrganised(options, terminal, async (deps, { name }) => {
    const { stored } = await listUpdates(deps, operator, slug);
    terminal.print(`New update of ${slug} on ${name}:`);
    printChanges(undefined, update, terminal);
    terminal.print(publicWords(update, stored.campaign, terminal.clock()));
    if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
    const added = await addUpdate(deps, operator, { slug, seen: undefined, update: { ...update } });
    terminal.print(`Written: ${updateLine(added.update)}`);
  });
}

/** Puts a file in place of an update. Its moment stays, if the file has none. @throws {CommandError} */
export async function changeFrom(
  { path, ...one }: One & { readonly path: string },
  options: CommonOptions,
  terminal: Terminal,
): Promise<void> {
  const file = await readChecked(path, parseUpdateFile);
  await changed(one, options, terminal, {
    path,
    after: (before) => ({ ...file, at: file.at ?? before.at }),
    write: (deps, seen, { draft, ...after }) =>
      changeUpdate(deps, operator, { ...one, seen, patch: { ...after, draft: draft ? true : null } }),
  });
}

/** Publishes an update at a moment that is still to come. @throws {CommandError} */
export async function schedule(
  { at, ...one }: One & { readonly at: string },
  options: CommonOptions,
  terminal: Terminal,
): Promise<void> {
  if (toMoment(at) <= terminal.clock())
    throw new CommandError(`${at} has passed. \`npm run updates -- publish ${one.slug} ${one.id}\` publishes it now.`);
  await changed(one, options, terminal, {
    after: ({ draft, ...before }) => ({ ...before, at }),
    write: (deps, seen) => changeUpdate(deps, operator, { ...one, seen, patch: { at, draft: null } }),
  });
}

/** Publishes an update now. One that is published stays as it is. @throws {CommandError} */
export const publish = (one: One, options: CommonOptions, terminal: Terminal): Promise<void> =>
  onUpdate(one, options, terminal, async (update, { deps, name, seen }) => {
    if (update.state === 'published') return terminal.print(`No change: ${one.id} is published since ${update.at}.`);
    terminal.print(updateLine(update));
    if (!(await agreed(`Publish it now on ${name}?`, options, terminal))) return;
    const after = await publishUpdate(deps, operator, { ...one, seen });
    terminal.print(`Published: ${updateLine(after.update)}`);
  });

/** Deletes an update, after a clear yes. @throws {CommandError} */
export const remove = (one: One, options: CommonOptions, terminal: Terminal): Promise<void> =>
  onUpdate(one, options, terminal, async (update, { deps, name, seen }) => {
    terminal.print(updateLine(update));
    if (update.state === 'published')
      terminal.print('! It is published: people may have read it, and feed readers keep it.');
    if (!(await agreed(`Delete it on ${name}?`, options, terminal, 'Nothing deleted'))) return;
    await removeUpdate(deps, operator, { ...one, seen });
    terminal.print(`Deleted: ${one.id} of ${one.slug}.`);
  });

interface OnUpdate {
  readonly deps: OrganiseDeps;
  readonly name: Target['name'];
  readonly campaign: Campaign;
  /** The revision of the campaign that was shown: an act on another one is refused. */
  readonly seen: number;
}

const onUpdate = (
  { slug, id }: One,
  options: CommonOptions,
  terminal: Terminal,
  work: (update: OrganisedUpdate, on: OnUpdate) => Promise<void>,
): Promise<void> =>
  onOrganised(options, terminal, async (deps, { name }) => {
    const found = await listUpdates(deps, operator, slug);
    const { campaign, revision: seen } = found.stored;
    await work(updateWith(id, found), { deps, name, campaign, seen });
  });

interface Edit {
  /** The file that says what comes, if one does. */
  readonly path?: string;
  readonly after: (before: NewUpdate & { readonly at: string }) => NewUpdate;
  readonly write: (deps: OrganiseDeps, seen: number, after: NewUpdate) => Promise<ChangedUpdate>;
}

/** Shows what changes in an update, asks, and writes it. */
const changed = (
  one: One,
  options: CommonOptions,
  terminal: Terminal,
  { path, after: edited, write }: Edit,
): Promise<void> =>
  onUpdate(one, options, terminal, async (update, { deps, name, campaign, seen }) => {
    const before = fileFields(update);
    const after = edited({ ...before, at: update.at });
    if (changesOf(before, after).length === 0) return terminal.print(`No change: ${one.id} is so already.`);
    const stored = { revision: seen, of: fileName(one), on: name };
    if (path !== undefined)
      await refuseUnseen(path, stored, (revision) => changedSince(deps, { ...one, now: before, revision }));
    terminal.print(`${one.id} of ${one.slug} on ${name} changes:`);
    printChanges(before, after, terminal);
    terminal.print(publicWords(after, campaign, terminal.clock()));
    if (!(await agreed('Write this?', options, terminal, 'Nothing written'))) return;
    const written = await write(deps, seen, after);
    terminal.print(`Written: ${updateLine(written.update)}`);
    // If the file cannot be written, the next `change` shows what has changed since the version that it names.
    if (path !== undefined)
      await noteSeen(path, { ...stored, revision: written.stored.revision }).catch(() => undefined);
  });

/** What has changed in an update since a version of its campaign. @returns undefined if that version has no such update. */
async function changedSince(
  { campaigns }: OrganiseDeps,
  { slug, id, now, revision }: One & { readonly now: NewUpdate; readonly revision: number },
): Promise<string[] | undefined> {
  const file = (await queryVersion(campaigns, slug, revision))?.file as ParsedCampaignFile | undefined;
  const updates = file?.updates ?? [];
  const then = updates[updateIds(updates).indexOf(id)];
  return then && changesOf(fileFields(then), now).flatMap(changeLines);
}

const changesOf = (before: NewUpdate | undefined, after: NewUpdate) =>
  (['title', 'at', 'draft', 'text'] as const).flatMap((field) =>
    valueChanges(field, field === 'draft' ? before?.draft || undefined : before?.[field], after[field] || undefined),
  );

function printChanges(before: NewUpdate | undefined, after: NewUpdate, { print }: Terminal): void {
  for (const line of changesOf(before, after).flatMap(changeLines)) print(`  ${line}`);
}

/** @throws {CommandError} */
function toMoment(at: string): number {
  if (!z.safeParse(moment, at).success)
    throw new CommandError(`--at must be a moment such as 2026-12-10T08:00:00Z, not ${JSON.stringify(at)}.`);
  return Date.parse(at);
}
