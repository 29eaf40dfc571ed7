import type { Db } from '../aws/db.ts';
import { type Clock, isoTime } from '../running/clock.ts';
import type { PrisonerCase } from './case.ts';
import { caseIds } from './case-ids.ts';
import { querySpeakers } from './case-index.ts';
import { speakersOf } from './case-speakers.ts';
import { type CaseRecord, eraseCase, getCaseRecord, queryCaseVersions, queryFormerSpeakers } from './case-store.ts';
import type { MadePicture } from './picture.ts';
import type { PictureShelf } from './shelf.ts';
import { withoutCases } from './undo-cases.ts';
import { queryVersionFiles, strikeFromVersions } from './version-store.ts';

interface ErasureDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
  readonly shelf?: PictureShelf | undefined;
}

/** More versions than a case ever has. */
const ALL = 10_000;

/**
 * Erases a case: its versions, the files of its pictures that nothing else needs, and its entry in each version of the campaigns that
 * spoke for it. The case itself goes last: after a crash it is still there to be erased. The price is that of `strikeFromVersions` for
 * each of these campaigns, and of `PictureShelf.forget` if it had a picture.
 */
export async function eraseEverywhere({ campaigns, clock, shelf }: ErasureDeps, id: string): Promise<void> {
  const slugs = [...new Set([...(await querySpeakers(campaigns, id)), ...(await queryFormerSpeakers(campaigns, id))])];
  const pictures = new Map<string, MadePicture>();
  const note = (made: MadePicture | undefined) => made && pictures.set(made.id, made);
  note((await getCaseRecord(campaigns, id))?.fields.picture?.made);
  for (const { fields } of await queryCaseVersions(campaigns, id, ALL)) note(fields.picture?.made);
  for (const slug of slugs)
    for await (const { file } of queryVersionFiles(campaigns, slug))
      for (const one of entriesOf(file, slug, id)) note(one.picture?.made);
  await shelf?.forget([...pictures.values()], id);
  const at = isoTime(clock());
  for (const slug of slugs) await strikeFromVersions(campaigns, slug, (file) => withoutCase(file, slug, id), at);
  await eraseCase(campaigns, id);
}

/** Erases a case for which no campaign speaks. Any other one stays. */
export async function eraseUnspoken(deps: ErasureDeps, id: string): Promise<void> {
  if ((await speakersOf(deps.campaigns, id)).length === 0) await eraseEverywhere(deps, id);
}

/** Erases a case that was just made for a campaign, if the campaign was not written. */
export async function eraseBegun(deps: ErasureDeps, { id, at, by }: CaseRecord): Promise<void> {
  const record = await getCaseRecord(deps.campaigns, id);
  // Somebody else may have made it at the same moment.
  if (record?.revision === 1 && record.at === at && record.by === by) await eraseUnspoken(deps, id);
}

type StoredFile = Readonly<Record<string, unknown>>;
const casesOf = ({ cases }: StoredFile): readonly PrisonerCase[] => (Array.isArray(cases) ? cases : []);

/** A case in a file, also as it was before it had an id. */
function entriesOf(file: StoredFile, slug: string, id: string): PrisonerCase[] {
  const ids = caseIds(slug, casesOf(file));
  return casesOf(file).filter((_, i) => ids[i] === id);
}

/** A file without a case and its translations. @returns undefined if it has none. */
function withoutCase(file: StoredFile, slug: string, id: string): StoredFile | undefined {
  const gone = entriesOf(file, slug, id);
  if (gone.length === 0) return undefined;
  return withoutCases(file, gone);
}
