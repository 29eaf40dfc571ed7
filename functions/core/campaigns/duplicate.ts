import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { fileOf } from './as-file.ts';
import type { ParsedCampaignFile } from './campaign.ts';
import { again, getFence } from './fence.ts';
import { localTime } from './local-time.ts';
import { olderTranslations } from './older-demands.ts';
import { createCampaign } from './organise.ts';
import type { OrganiseDeps } from './organise-deps.ts';
import { storedCampaign } from './plan.ts';
import type { StoredCampaign } from './store.ts';
import type { Texts } from './translations.ts';

/**
 * Makes a draft with the texts of another campaign. What has happened to that one stays there: its numbers, dates, updates, hand-overs
 * and its success. The copy has its pictures, from a folder of its own. A translated demand that is older than the original is so in the copy.
 * @throws {Problem} `not-allowed` without the right to make campaigns; as `storedCampaign`; `slug-taken`. @throws {FaultyFile}
 */
export const duplicateCampaign = (deps: OrganiseDeps, actor: Actor, copy: Copy): Promise<StoredCampaign> =>
  again(actor, () => duplicateOnce(deps, actor, copy));

interface Copy {
  readonly slug: string;
  readonly as: { readonly slug: string; readonly title: string };
  /** As `createCampaign` takes it. */
  readonly madeBy?: string | undefined;
}

async function duplicateOnce(deps: OrganiseDeps, actor: Actor, { slug, as, madeBy }: Copy): Promise<StoredCampaign> {
  // Who may make campaigns sees all of them.
  requireRight(actor, 'campaign.create', deps);
  const fence = await getFence(deps.campaigns);
  const { campaign } = await storedCampaign(deps, slug);
  await deps.shelf.keep(campaign);
  const file = fileOf(campaign);
  // One whose files are gone for ever cannot be shown again.
  const gone = new Set(await deps.shelf.missing(undefined, { ...file, visibility: 'draft' }));
  const now = deps.clock();
  const fields = { slug: as.slug, title: as.title, visibility: 'draft', opensAt: localTime(campaign, now) };
  const olderDemands = olderTranslations(campaign);
  return createCampaign(deps, actor, { ...copied(file, gone), ...fields }, { madeBy, fence, olderDemands });
}

function copied(
  { closesAt, won, handedOver, updates, picture, cases, group, translations, ...file }: ParsedCampaignFile,
  gone: ReadonlySet<string>,
): object {
  const isGone = (i: number) => gone.has(`cases[${i}].picture`);
  const unpictured = new Set(cases.flatMap(({ id, name }, i) => (isGone(i) ? [id ?? name] : [])));
  return {
    ...file,
    ...(picture && !gone.has('picture') && { picture }),
    cases: cases.map(({ picture, ...one }, i) => (picture && !isGone(i) ? { ...one, picture } : one)),
    ...(group && { group: gone.has('group.logo') ? { ...group, logo: undefined } : group }),
    ...(translations && {
      translations: Object.fromEntries(
        Object.entries(translations).map(([tag, texts]) => [tag, copiedTexts(texts, gone.has('picture'), unpictured)]),
      ),
    }),
  };
}

/** A translation may have no words for what is not there. @param unpictured the cases whose pictures are gone. */
function copiedTexts(
  { won, handedOver, updates, picture, cases, ...texts }: Texts,
  isGone: boolean,
  unpictured: ReadonlySet<string>,
): Texts {
  const left = Object.entries(typeof cases === 'object' ? cases : {}).flatMap(([name, words]): [string, Texts][] => {
    if (typeof words !== 'object') return [];
    const { picture, ...rest } = words;
    return [[name, unpictured.has(name) ? rest : words]];
  });
  return {
    ...texts,
    ...(picture !== undefined && !isGone && { picture }),
    ...(cases !== undefined && { cases: Object.fromEntries(left) }),
  };
}
