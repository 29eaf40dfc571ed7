import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { Problem } from '../problem.ts';
import type { Victory } from './archiving.ts';
import { fileOf } from './as-file.ts';
import type { Campaign, ParsedCampaignFile } from './campaign.ts';
import { withCaseIds } from './case-ids.ts';
import { type Change, campaignChanges, type Wording } from './changes.ts';
import { again, getFence } from './fence.ts';
import { fittingTexts } from './fitting-texts.ts';
import { onNewest } from './on-newest.ts';
import { planFile, seenCampaign, written } from './organise.ts';
import type { OrganiseDeps } from './organise-deps.ts';
import type { WithPictures } from './pictures-of-others.ts';
import { type CampaignDeps, type Plan, storedCampaign } from './plan.ts';
import { type Marks, marksOf } from './state-changes.ts';
import { type OrganisedStatus, organisedStatus } from './states.ts';
import type { StoredCampaign } from './store.ts';
import { GROUP, textFields } from './text-fields.ts';
import type { Texts } from './translations.ts';
import { casesBack, type KeptCase, type SaidCase } from './undo-cases.ts';
import { queryVersion, queryVersions, type Version } from './version-store.ts';

/** The history of a campaign: what it was at each revision, and the way back to one of them. */

type Reading = Pick<CampaignDeps, 'campaigns' | 'clock'>;

/** Some versions of a campaign, the newest first. @throws {Problem} as `requireRight`; `campaign-unknown`, `campaign-deleted`. */
export async function versionsSeen(
  deps: Reading,
  actor: Actor,
  { slug, before, limit }: { readonly slug: string; readonly before: number | undefined; readonly limit: number },
): Promise<{ current: StoredCampaign; versions: Version[]; next: number | undefined }> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  const [current, found] = await Promise.all([
    storedCampaign(deps, slug),
    queryVersions(deps.campaigns, slug, { before, limit }),
  ]);
  return { current, ...found };
}

/** A version, with its file as it was checked then. */
export interface VersionSeen {
  readonly version: Version;
  readonly file: ParsedCampaignFile;
}

/** @throws {Problem} as `versionsSeen`, and `version-unknown`. */
export async function versionSeen(
  deps: Reading,
  actor: Actor,
  { slug, revision }: { readonly slug: string; readonly revision: number },
): Promise<VersionSeen & { current: StoredCampaign }> {
  requireRight(actor, 'campaign.read', { ...deps, campaign: slug });
  const [current, found] = await Promise.all([
    storedCampaign(deps, slug),
    queryVersion(deps.campaigns, slug, revision),
  ]);
  if (!found) throw new Problem('version-unknown', { campaign: slug });
  return { current, version: found.version, file: found.file as ParsedCampaignFile };
}

/** A campaign as it is now, to be compared with a version. */
export const presentSeen = ({ campaign, revision }: StoredCampaign, version: Version = { revision }): VersionSeen => ({
  version: { ...version, ...marksOf(campaign) },
  file: fileOf(campaign),
});

/** The differences between two versions of one campaign, also whether it was paused or archived. */
export const versionChanges = (before: VersionSeen, after: VersionSeen, wording?: Wording): Change[] =>
  campaignChanges(asCampaign(before.file, before.version), asCampaign(after.file, after.version), wording);

/** The differences between two files of one campaign. */
export const fileChanges = (before: ParsedCampaignFile, after: ParsedCampaignFile, wording?: Wording): Change[] =>
  campaignChanges(asCampaign(before), asCampaign(after), wording);

/** The store's other fields are no part of a comparison. */
const asCampaign = ({ $schema, ...file }: ParsedCampaignFile, marks: Marks = {}): Campaign => ({
  ...{ ...file, ...marksOf(marks), createdAt: '' },
});

/** What an undo takes back. `texts`: what an editor may change. `all`: also who sees the campaign, its dates, and its keys. */
export const undoKinds = ['texts', 'all'] as const;
export type UndoKind = (typeof undoKinds)[number];

interface Undo {
  readonly slug: string;
  readonly revision: number;
  readonly what: UndoKind;
  /** Whether it also takes back what has happened since: a victory, and releases, deaths, entries of histories. Left out: no. */
  readonly happened?: boolean;
  /** The revision that the organiser has read. Undefined: any. */
  readonly seen: number | undefined;
}

/**
 * Plans to bring back what a campaign was at a revision. That is a change like any other: what people have signed stays with them as an
 * earlier demand, and the rules of today hold. Also its state comes back with `all`, but a pause of now stays (`marksAfter`).
 * @throws {Problem} `not-allowed`, `not-fresh`; `campaign-unknown`, `campaign-deleted`, `version-unknown`. @throws {InOtherState}
 * @throws {OtherRevision} @throws {FaultyFile} if the rules of today refuse what was stored then.
 */
export async function planUndo(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, revision, what, happened = false, seen }: Undo,
): Promise<UndoPlan> {
  requireRight(actor, 'campaign.write', { ...deps, campaign: slug });
  const fence = await getFence(deps.campaigns);
  const before = await seenCampaign(deps, slug, seen);
  const then = await queryVersion(deps.campaigns, slug, revision);
  if (!then) throw new Problem('version-unknown', { campaign: slug });
  const back = withCaseIds(slug, undone(fileOf(before.campaign), then.file, { what, happened }), before.campaign);
  const { fields, kept, said } = await casesBack(deps, actor, before, back, happened);
  const marks = what === 'all' ? then.version : undefined;
  const plan = await planFile(deps, actor, before, fields, { earlier: { file: then.file as WithPictures, marks } });
  const now = deps.clock();
  const state = { now: organisedStatus(before.campaign, now), back: organisedStatus(plan.after, now) };
  // With its marks, not only fields of its file decide who can sign it.
  const right = marks !== undefined && state.now !== state.back ? 'campaign.publish' : plan.right;
  requireRight(actor, right ?? 'campaign.write', { ...deps, campaign: slug });
  const keepsPause = what === 'all' && state.back === 'paused' && then.version.pausedAt === undefined;
  const victory = otherVictory(before.campaign.won, (then.file as Partial<ParsedCampaignFile>).won);
  const found = { kept, said, victory, state, keepsPause, erased: then.version.erased ?? [] };
  return { ...plan, right, act: 'campaign.undo', broughtBack: revision, fence, ...found };
}

/** A plan to bring back a version, as far as it can come back. */
export interface UndoPlan extends Plan {
  /** Cases that the actor may not bring back as they were. */
  readonly kept: readonly KeptCase[];
  /** Cases to which something else has happened since. Unless that was to be taken back, they are as they are now. */
  readonly said: readonly SaidCase[];
  /** A victory that was said since, or not yet, or in other words. Unless it was to be taken back, it is as it is now. */
  readonly victory: SaidVictory | undefined;
  /** What the campaign is, and what it becomes. */
  readonly state: { readonly now: OrganisedStatus; readonly back: OrganisedStatus };
  /** Whether it stays paused, although the version was not. */
  readonly keepsPause: boolean;
  /** When cases were erased that the version had (ISO 8601). They never come back. */
  readonly erased: readonly string[];
}

/** What a campaign has reached, now and in a version. Undefined: nothing. */
export interface SaidVictory {
  readonly now?: Victory;
  readonly back?: Victory;
}

const otherVictory = (now: Victory | undefined, back: Victory | undefined): SaidVictory | undefined =>
  now?.on === back?.on && now?.words === back?.words ? undefined : { ...(now && { now }), ...(back && { back }) };

/**
 * What a campaign becomes, if an older version of it comes back. News and hand-overs stay as they are now, with their translations: they
 * say what has happened, and a colleague may have drafts there. So does a victory, unless it is to be taken back; and the group in each language,
 * if only texts come back: it is no text that an editor may change. Nor may they remove a language that people may have signed, so
 * languages stay then that the version did not have.
 */
export function undone(
  now: Fields,
  then: Fields,
  { what, happened }: { readonly what: UndoKind; readonly happened: boolean },
): Fields {
  const back = what === 'all' ? then : { ...without(now), ...only(then) };
  const kept = [...NEWS, ...(happened ? [] : ['won']), ...(what === 'texts' ? [GROUP] : [])];
  const file = withNewsOf(now, back, kept);
  const translations = { ...(what === 'texts' && languagesSince(now, file)), ...translationsWithNews(now, back, kept) };
  return { ...file, ...(Object.keys(translations).length > 0 && { translations }) };
}

type Fields = Readonly<Record<string, unknown>>;
const NEWS = ['updates', 'handedOver'];

/** A file, or the words of a language, with the news of another one. */
const withNewsOf = (now: Fields, back: Fields, kept: readonly string[]): Fields =>
  Object.fromEntries([
    ...Object.entries(back).filter(([field]) => !kept.includes(field)),
    ...Object.entries(now).filter(([field]) => kept.includes(field)),
  ]);

/** The languages that the older version did not speak, without the words of what it did not have. */
const languagesSince = ({ translations = {} }: Fields, file: Fields): Fields =>
  Object.fromEntries(
    Object.entries(translations as Readonly<Record<string, Texts>>)
      .filter(([tag]) => tag !== file.language && !Object.hasOwn(Object(file.translations), tag))
      .map(([tag, texts]) => [tag, fittingTexts(texts, file)]),
  );

/** A language that the older version did not speak takes its news with it. */
function translationsWithNews(
  { translations: now = {} }: Fields,
  { translations: back }: Fields,
  kept: readonly string[],
): Fields {
  if (typeof back !== 'object' || back === null) return {};
  const languages = now as Readonly<Record<string, Fields>>;
  const texts = Object.entries(back).map(
    ([tag, words]) => [tag, withNewsOf(languages[tag] ?? {}, words, kept)] as const,
  );
  return Object.fromEntries(texts);
}

const only = (file: Fields) => Object.fromEntries(Object.entries(file).filter(([field]) => textFields.has(field)));
const without = (file: Fields) => Object.fromEntries(Object.entries(file).filter(([field]) => !textFields.has(field)));

/** Brings back what a campaign was at a revision. If it is so already, nothing is written. @throws as `planUndo`. */
export const undoCampaign = (
  deps: OrganiseDeps,
  actor: Actor,
  undo: Undo,
): Promise<StoredCampaign & Pick<UndoPlan, 'kept' | 'said' | 'victory' | 'erased'>> =>
  onNewest(actor, undo.seen, () =>
    again(actor, async () => {
      const plan = await planUndo(deps, actor, undo);
      const { kept, said, victory, erased } = plan;
      const back = plan.changes.length === 0 && plan.before ? plan.before : await written(deps, actor, plan);
      return { ...back, kept, said, victory, erased };
    }),
  );
