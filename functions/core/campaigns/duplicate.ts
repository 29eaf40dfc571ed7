import type { Actor } from '../access/actor.ts';
import { requireRight } from '../access/rights.ts';
import { fileOf } from './as-file.ts';
import type { ParsedCampaignFile } from './campaign.ts';
import { localTime } from './local-time.ts';
import { createCampaign } from './organise.ts';
import type { OrganiseDeps } from './organise-deps.ts';
import { storedCampaign } from './plan.ts';
import type { StoredCampaign } from './store.ts';
import type { Texts } from './translations.ts';

/**
 * Makes a draft with the texts of another campaign. What has happened to that one stays there: its numbers, dates, updates, hand-overs
 * and its success. Its pictures stay, too: each campaign has a folder of its own.
 * @throws {Problem} `not-allowed` without the right to make campaigns; as `storedCampaign`; `slug-taken`. @throws {FaultyFile}
 */
export async function duplicateCampaign(
  deps: OrganiseDeps,
  actor: Actor,
  { slug, as }: { readonly slug: string; readonly as: { readonly slug: string; readonly title: string } },
): Promise<StoredCampaign> {
  // Who may make campaigns sees all of them.
  requireRight(actor, 'campaign.create', deps);
  const { campaign } = await storedCampaign(deps, slug);
  const now = deps.clock();
  return createCampaign(deps, actor, {
    ...copied(fileOf(campaign)),
    ...{ slug: as.slug, title: as.title, visibility: 'draft', opensAt: localTime(campaign, now) },
  });
}

function copied({
  closesAt,
  won,
  handedOver,
  updates,
  picture,
  cases,
  group,
  translations,
  ...file
}: ParsedCampaignFile): object {
  return {
    ...file,
    cases: cases.map(({ picture, ...one }) => one),
    ...(group && { group: { ...group, logo: undefined } }),
    ...(translations && {
      translations: Object.fromEntries(Object.entries(translations).map(([tag, texts]) => [tag, copiedTexts(texts)])),
    }),
  };
}

/** A translation may have no words for what is not there. */
function copiedTexts({ won, handedOver, updates, picture, cases, ...texts }: Texts): Texts {
  if (typeof cases !== 'object') return texts;
  const left = Object.entries(cases).flatMap(([name, words]): [string, Texts][] => {
    if (typeof words !== 'object') return [];
    const { picture, ...rest } = words;
    return [[name, rest]];
  });
  return { ...texts, cases: Object.fromEntries(left) };
}
