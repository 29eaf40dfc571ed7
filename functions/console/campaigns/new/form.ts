import type { OrganiserActor } from '../../../core/access/actor.ts';
import { checkCampaign } from '../../../core/campaigns/faults.ts';
import { isTimeZone } from '../../../core/campaigns/fields.ts';
import { getCampaignHead } from '../../../core/campaigns/head-store.ts';
import { inZone } from '../../../core/campaigns/local-time.ts';
import { campaignMadeBy, createCampaign } from '../../../core/campaigns/organise.ts';
import { slugFor } from '../../../core/campaigns/slug.ts';
import { summaryFrom } from '../../../core/campaigns/summary.ts';
import { Problem } from '../../../core/problem.ts';
import type { ConsoleDeps } from '../../deps.ts';
import type { FieldError } from '../../ui/form.tsx';
import { madeBy } from '../../ui/form-id.tsx';
import { t } from '../../ui/words.ts';
import { dateFaults, dayFields, dayIn, END_OF_DAY, isWrong, momentIn } from '../edit/dates.tsx';
import { errorsOf, faultsIn } from '../edit/errors.ts';
import { wholeNumber } from '../edit/numbers.ts';
import { languageTag } from '../edit/places.ts';
import type { Typed } from '../edit/section.ts';
import { zoneTyped } from '../edit/sections/dates.tsx';
import { contentOf, lineIn, one, textIn } from '../edit/typed.ts';

/** What the form of a new campaign has before anything is typed. @param now milliseconds since the epoch. */
export const blank = (now: number): Typed => ({
  ...{ title: '', slug: '', demand: '', summary: '', why: '', 'targets.0.name': '', goal: '1000', language: 'English' },
  ...{ ...dayFields('opensAt', inZone('Z', now)), ...dayFields('closesAt', undefined), timeZone: '' },
});

/** What became of the form. */
type Made = { readonly slug: string } | FaultyForm;

/** What the form shows when it comes back. */
export interface FaultyForm {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** The short name that the title makes. Undefined: it makes none, or nobody has looked whether it is free. */
  readonly becomes?: string | undefined;
}

/** Makes a draft of what was typed. If no short name was typed, it is made from the title. @throws {Problem} `not-allowed`. */
export async function makeCampaign(deps: ConsoleDeps, actor: OrganiserActor, sent: Typed): Promise<Made> {
  // An empty field stays empty when the form comes back: the title may still change.
  const typed = { ...sent, slug: one(sent, 'slug').trim().toLowerCase() };
  const by = madeBy(actor, sent, contentOf(sent));
  const becomes = typed.slug === '' ? await freeSlug(deps, one(sent, 'title'), by) : undefined;
  const slug = becomes ?? textIn(typed, 'slug');
  const zone = zoneTyped(typed);
  const dayOf = (name: string) => {
    const day = dayIn(typed, name);
    return day !== undefined && !isWrong(day) && day.length < 10 ? 'wrong' : day;
  };
  const wrong = [
    ...(slug === undefined && textIn(sent, 'title') ? [{ field: 'slug', message: t('new.no-slug') }] : []),
    ...dateFaults('opensAt', dayOf('opensAt'), { isNeeded: true }),
    ...dateFaults('closesAt', dayOf('closesAt'), { isNeeded: false }),
  ];
  const target = textIn(typed, 'targets.0.name');
  const clocks = zone !== undefined && isTimeZone(zone) ? zone : 'Z';
  const [demand, summary] = [lineIn(typed, 'demand') ?? '', lineIn(typed, 'summary')];
  const language = languageTag(one(typed, 'language'));
  const hasFault = (name: string) => wrong.some(({ field }) => field === name || field.startsWith(`${name}.`));
  const fields = {
    ...{ slug: slug ?? 'not-named-yet', title: lineIn(typed, 'title') ?? '', demand },
    ...{ summary: summary ?? summaryFrom(demand, language), why: textIn(typed, 'why') ?? '' },
    ...{ goal: wholeNumber(textIn(typed, 'goal')), language },
    ...(zone !== undefined && { timeZone: zone }),
    // One that is wrong has its words already.
    opensAt: hasFault('opensAt') ? inZone('Z', deps.clock()) : momentIn(typed, 'opensAt', clocks),
    ...(!hasFault('closesAt') && { closesAt: momentIn(typed, 'closesAt', clocks, END_OF_DAY) }),
    targets: [{ name: target ?? '' }],
  };
  try {
    // Also where something is wrong already: all faults come at once.
    if (wrong.length === 0) return { slug: (await createCampaign(deps, actor, fields, { madeBy: by })).campaign.slug };
    checkCampaign(fields);
    return { typed, errors: wrong, becomes };
  } catch (error) {
    if (error instanceof Problem && error.kind === 'slug-taken')
      return { typed, errors: [{ field: 'slug', message: t('new.slug-taken') }], becomes };
    const errors = errorsOf(faultsIn(error), {
      ...{ typed, shown: blank(0), labels: { 'targets.0.name': t('new.target') } },
    });
    // Without a demand, there is none to take it from: that is one fault, and the demand's.
    const shown = summary === undefined ? errors.filter(({ field }) => field !== 'summary') : errors;
    return { typed, errors: [...shown, ...wrong], becomes };
  }
}

/** Tries of other names, if one is taken. */
const MOST_TRIES = 9;

/** A short name from a title that no campaign has but the one that the same form has made. Up to 18 read units, mostly one. */
export async function freeSlug(
  { campaigns }: Pick<ConsoleDeps, 'campaigns'>,
  title: string,
  by: string | undefined,
): Promise<string | undefined> {
  const proposed = slugFor(title);
  if (proposed === undefined) return undefined;
  for (let n = 1; n <= MOST_TRIES; n++) {
    const slug = n === 1 ? proposed : `${proposed}-${n}`;
    const isFree = (await getCampaignHead(campaigns, slug)) === undefined;
    if (isFree || (await campaignMadeBy({ campaigns }, slug, by))) return slug;
  }
  return proposed;
}
