import { type Actor, afterAnswer } from '../access/actor.ts';
import { audited } from '../audit/audited.ts';
import type { Db } from '../aws/db.ts';
import { transact } from '../aws/transact.ts';
import { type Clock, isoTime } from '../running/clock.ts';
import type { PrisonerCase } from './case.ts';
import { claimCase, claimIs, eraseClaimed, giveUpClaim, isClaimed, settleClaim } from './case-claim.ts';
import { aliasesIn, isOfCase, type Sketch, sketchesOf } from './case-followed.ts';
import { caseIds } from './case-ids.ts';
import { querySpeakers } from './case-index.ts';
import { onceForEach, speakersOf } from './case-speakers.ts';
import {
  type CaseRecord,
  getCaseRecord,
  notedAliases,
  noteFormerSpeaker,
  queryAllCaseVersions,
  queryFormerSpeakers,
} from './case-store.ts';
import type { MadePicture } from './picture.ts';
import type { PictureShelf } from './shelf.ts';
import { ChangedMeanwhile } from './store.ts';
import { withoutCases } from './undo-cases.ts';
import { queryVersionRecords, queryVersionTexts, strikeFromVersions } from './version-erasure.ts';
import type { WritingDeps } from './written-first.ts';

interface ErasureDeps {
  readonly campaigns: Db;
  readonly clock: Clock;
  readonly shelf?: PictureShelf | undefined;
}

/**
 * Erases a case that no campaign has: its versions, the files of its pictures that nothing else needs, and its entry in each version of
 * the campaigns that spoke for it, also from before it had an id. It is claimed first (`case-claim.ts`), so that no campaign can bring it in
 * meanwhile, and goes last: after a crash it is still there to be erased.
 * The price is that of `strikeFromVersions` and 1 read unit per 4 KB of the history for each of these campaigns, and of
 * `PictureShelf.forget` if it had a picture. The first one of an installation reads all histories: if that takes longer than a request
 * may, the same call once more goes on.
 * @param revision of the case as it was read. Undefined: it has never been written as a thing of its own.
 * @throws {ChangedMeanwhile} if somebody has changed the case since, or a campaign speaks for it. It stays as it was then.
 */
export async function eraseEverywhere(deps: ErasureDeps, id: string, revision: number | undefined): Promise<void> {
  await noteHistoriesOnce(deps.campaigns);
  await eraseFrom(deps, { id, revision, isBegun: false });
}

/** @param one.isBegun whether it was just made: then histories that it does not know may have another one of its address, and keep it. */
async function eraseFrom(
  { campaigns, clock, shelf }: ErasureDeps,
  { id, revision, isBegun }: { id: string; revision: number | undefined; isBegun: boolean },
): Promise<void> {
  const claim = await claimCase(campaigns, id, { revision, isBegun });
  // What a campaign has written before the claim is there by now, and after it none can.
  if ((await speakersOf(campaigns, id)).length > 0) {
    await giveUpClaim(campaigns, id, { claim, isSettled: false });
    throw new ChangedMeanwhile();
  }
  if (!(await settleClaim(campaigns, id, claim))) throw new ChangedMeanwhile();
  const condition = claimIs(campaigns, id, claim);
  // A campaign that lets a case go notes that before it removes its row.
  const rows = await querySpeakers(campaigns, id);
  const former: FormerSpeakers = isBegun ? new Map() : await queryFormerSpeakers(campaigns, id);
  const slugs = [...new Set([...rows, ...former.keys()])];
  const pictures = new Map<string, MadePicture>();
  const note = (made: MadePicture | undefined) => made && pictures.set(made.id, made);
  note((await getCaseRecord(campaigns, id))?.fields.picture?.made);
  for await (const { fields } of queryAllCaseVersions(campaigns, id)) note(fields.picture?.made);
  const isIts = new Map<string, IsIts>();
  for (const slug of slugs) {
    const sketches = await sketchedVersions(campaigns, slug);
    const aliases = isBegun ? undefined : new Set([...(former.get(slug) ?? []), ...aliasesIn(sketches.inOrder, id)]);
    // Once some versions are struck, nothing leads from the id to these any more: after a crash the note does.
    if (aliases && aliases.size > 0) {
      const noted = notedAliases(campaigns, slug, { id, aliases: [...aliases] });
      if (!(await transact(campaigns, [condition, noted]))) return;
    }
    // Of a case that was just made, a history may have an entry without an id, which stays.
    const ofCase: IsIts = (one) => (aliases ? isOfCase(one, id, aliases) : one.hasId && one.key === id);
    isIts.set(slug, ofCase);
    for (const one of sketches.all.flat()) if (ofCase(one)) note(one.made);
  }
  if (pictures.size > 0) await shelf?.forget([...pictures.values()], id);
  const holds = () => isClaimed(campaigns, id, claim);
  const striking = { at: isoTime(clock()), condition, holds };
  for (const slug of slugs) {
    const without = (file: StoredFile) => withoutCase(file, slug, isIts.get(slug));
    // A claim that is settled ends only when the case is erased: somebody else has done the rest.
    if (!(await strikeFromVersions(campaigns, slug, { ...striking, without }))) return;
  }
  await eraseClaimed(campaigns, id, { claim, isBegun });
}

type FormerSpeakers = Awaited<ReturnType<typeof queryFormerSpeakers>>;

/** Notes which cases each history has: a campaign that lost one before there were such notes has it there still. */
const noteHistoriesOnce = (campaigns: Db): Promise<void> =>
  onceForEach(campaigns, { what: 'histories', aWhile: 8 }, async (slug) => {
    const ids = new Set<string>();
    for await (const { file } of queryVersionTexts(campaigns, slug))
      for (const id of caseIds(slug, casesOf(file ?? {}))) ids.add(id);
    await noteFormerSpeaker(campaigns, slug, [...ids]);
  });

/** How often a case is read again, if somebody changes it at the same moment. */
const TRIES = 5;

/** Erases a case for which no campaign speaks. Any other one stays. */
export async function eraseUnspoken(deps: ErasureDeps, id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const record = await getCaseRecord(deps.campaigns, id);
    if ((await speakersOf(deps.campaigns, id)).length > 0) return;
    try {
      return await eraseEverywhere(deps, id, record?.revision);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || tries === TRIES) throw error;
    }
  }
}

/**
 * Erases a case that was just made for a campaign, if the campaign was not written. Its picture stays where it was uploaded: a person who
 * tries again names it again. Other histories may have a case of this address from before, and keep it. The trail says that it went, as it
 * said that it was made.
 */
export async function eraseBegun(
  { campaigns, ...trail }: WritingDeps,
  actor: Actor,
  { id, at, by }: CaseRecord,
): Promise<void> {
  const [record, speakers] = await Promise.all([getCaseRecord(campaigns, id), speakersOf(campaigns, id)]);
  // Somebody else may have made it at the same moment.
  if (record?.revision !== 1 || record.at !== at || record.by !== by || speakers.length > 0) return;
  await audited(trail, afterAnswer(actor), 'case.remove', id, { before: { revision: 1 } }, () =>
    eraseFrom({ campaigns, clock: trail.clock }, { id, revision: 1, isBegun: true }),
  );
}

type StoredFile = Readonly<Record<string, unknown>>;
const casesOf = ({ cases }: StoredFile): readonly PrisonerCase[] => (Array.isArray(cases) ? cases : []);

type IsIts = (one: Sketch) => boolean;

/** The cases of all versions, and of those with a record from the oldest to the newest. 1 read unit per 4 KB of the history. */
async function sketchedVersions(
  db: Db,
  slug: string,
): Promise<{ readonly all: readonly Sketch[][]; readonly inOrder: readonly Sketch[][] }> {
  const byText = new Map<string, Sketch[]>();
  const moved = new Map<string, string>();
  for await (const one of queryVersionTexts(db, slug))
    if (one.moved) moved.set(one.text, one.moved.to);
    else byText.set(one.text, sketchesOf(slug, casesOf(one.file)));
  const inOrder: Sketch[][] = [];
  for await (const record of queryVersionRecords(db, slug)) {
    let { text } = record;
    for (let to = moved.get(text); to; to = moved.get(to)) text = to;
    const sketches = byText.get(text);
    if (sketches && sketches !== inOrder.at(-1)) inOrder.push(sketches);
  }
  return { all: [...byText.values()], inOrder };
}

/** A file without a case and its translations. @returns undefined if it has none. */
function withoutCase(file: StoredFile, slug: string, isIts: IsIts = () => false): StoredFile | undefined {
  const cases = casesOf(file);
  const sketches = sketchesOf(slug, cases);
  const gone = cases.filter((_, i) => sketches[i] !== undefined && isIts(sketches[i]));
  if (gone.length === 0) return undefined;
  return withoutCases(file, gone);
}
