import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { caseIds } from '../../../../core/campaigns/case-ids.ts';
import { writableOf } from '../../../../core/cases/list.ts';
import { addCaseAt, caseAt, newCaseFor } from '../../../cases/address.ts';
import { StatusBadge } from '../../../cases/status-badge.tsx';
import { ConsoleField, fieldId } from '../../../ui/form.tsx';
import { t } from '../../../ui/words.ts';
import { fullWords } from '../../full.ts';
import { plainDigits } from '../numbers.ts';
import type { MergePatch, Row, Section, SeenBefore, Side, Typed } from '../section.ts';
import { entriesIn, isTicked, one } from '../typed.ts';

interface Known {
  /** Ids of those whose release this organiser may post: other campaigns may speak for a case, too. */
  readonly writable: ReadonlySet<string>;
}

/** For whom a campaign speaks, in which order. What is known of each is written on the page of the case. */
export const cases: Section<Known> = {
  name: 'cases',
  word: 'section.cases',
  right: 'campaign.write',
  fields: (campaign) =>
    Object.fromEntries(
      keysOf(campaign).flatMap((key, i) => [
        [`cases.${i}.key`, key],
        [`cases.${i}.place`, String(i + 1)],
      ]),
    ),
  known: async (deps, actor, { cases }) => {
    const detained = cases.flatMap(({ id, status }) => (status === 'detained' ? (id ?? []) : []));
    return { writable: await writableOf(deps, actor, detained) };
  },
  faults: (typed, campaign) =>
    placedIn(typed, campaign)
      .filter(({ place, isOut }) => place === undefined && !isOut)
      .map(({ field, at }) => {
        const [name, most] = [campaign.cases[at]?.name ?? '', campaign.cases.length];
        return { field, message: t('cases.section.place.wrong', { name, most }) };
      }),
  patch: (typed, campaign) => {
    const keys = keysOf(campaign);
    const rows = placedIn(typed, campaign);
    // Only a tick takes a case out: a form may have no row for one that somebody has added since.
    const without = keys.flatMap((_, at) => (rows.some((row) => row.at === at) ? [] : [{ at, isOut: false }]));
    const placed = [...rows, ...without];
    const out = placed.filter(({ isOut }) => isOut).map(({ at }) => at);
    return {
      cases: inOrder(placed.filter(({ isOut }) => !isOut)).map(({ at }) => ({ ...campaign.cases[at], id: keys[at] })),
      ...translationsWith(campaign, keys, out),
    };
  },
  view: ({ typed, campaign, errors, known }) => {
    const keys = keysOf(campaign);
    const full = fullWords('cases', campaign);
    return (
      <>
        <p>{t(campaign.cases.length === 0 ? 'cases.section.none' : 'cases.section.lead')}</p>
        {full === undefined ? (
          <p class="buttons">
            <a class={campaign.cases.length === 0 ? 'button' : 'button button-quiet'} href={newCaseFor(campaign.slug)}>
              {t('case.new')}
            </a>
            <a href={addCaseAt(campaign.slug)}>{t('case.add')}</a>
          </p>
        ) : (
          <p class="waits">{full}</p>
        )}
        <ul class="rows" id={fieldId('cases')} data-list>
          {entriesIn(typed, 'cases').map((number) => {
            const key = one(typed, `cases.${number}.key`);
            const found = campaign.cases[keys.indexOf(key)];
            if (!found) return null;
            return (
              <li>
                <input type="hidden" name={`cases.${number}.key`} value={key} />
                <p class="row-name" lang={campaign.language} dir="auto">
                  {found.id === undefined ? found.name : <a href={caseAt(found.id)}>{found.name}</a>}
                </p>
                <p class="row-side">
                  <StatusBadge status={found.status} />
                  {found.id !== undefined && known.writable.has(found.id) && (
                    <a href={`${caseAt(found.id)}/status`}>
                      {t('case.post')} <span class="hidden">{found.name}</span>
                    </a>
                  )}
                </p>
                <div class="row-more placing choices">
                  <ConsoleField
                    name={`cases.${number}.place`}
                    label={t('cases.section.place')}
                    errors={errors}
                    input={(control) => (
                      <input
                        {...control}
                        class="short"
                        type="text"
                        inputmode="numeric"
                        value={one(typed, `cases.${number}.place`)}
                      />
                    )}
                  />
                  <div class="choice">
                    <input
                      type="checkbox"
                      id={fieldId(`cases.${number}.out`)}
                      name={`cases.${number}.out`}
                      value="yes"
                      checked={isTicked(typed, `cases.${number}.out`)}
                    />
                    <label for={fieldId(`cases.${number}.out`)}>
                      {t('cases.section.out')} <span class="hidden">{found.name}</span>
                    </label>
                  </div>
                </div>
              </li>
            );
          })}
        </ul>
        {campaign.cases.some(({ id }) => id === undefined) && <p class="hint">{t('cases.section.own')}</p>}
      </>
    );
  },
  labelOf: (name) => (name === 'cases' ? t('section.cases') : undefined),
  rowsOf: (unit, side, campaign) => (unit === 'cases' ? rowsOf(side, campaign) : undefined),
  isIdle: ({ cases }) => cases.length === 0,
  state: ({ cases }) => (cases.length > 0 ? 'done' : 'optional'),
  shortcut: ({ slug }) => ({ href: newCaseFor(slug), word: 'case.new' }),
};

/** The id of each case: its own, or the one that its public page has until now. */
const keysOf = ({ slug, cases }: SeenBefore): string[] => caseIds(slug, cases);

/** A case, and where it goes. */
interface Placed {
  /** Where it stands among the cases of the campaign. */
  readonly at: number;
  /** From 1, as it was typed. Undefined: it stays. */
  readonly place?: number | undefined;
  readonly isOut: boolean;
}

/** The cases for which a form has a row. */
function placedIn(typed: Typed, campaign: SeenBefore): (Placed & { /** Of its place. */ readonly field: string })[] {
  const keys = keysOf(campaign);
  return entriesIn(typed, 'cases').flatMap((number) => {
    const at = keys.indexOf(one(typed, `cases.${number}.key`));
    const field = `cases.${number}.place`;
    const text = plainDigits(one(typed, field).trim());
    const place = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    const isPlace = place >= 1 && place <= keys.length;
    const isOut = isTicked(typed, `cases.${number}.out`);
    return at < 0 ? [] : [{ at, field, isOut, place: isPlace ? place : undefined }];
  });
}

/** Each case whose number was changed goes to that place, after others of the same number. The rest keep their order around them. */
function inOrder(placed: readonly Placed[]): readonly Placed[] {
  const placeOf = ({ place, at }: Placed) => place ?? at + 1;
  const isMoved = (one: Placed) => placeOf(one) !== one.at + 1;
  const order = placed.filter((one) => !isMoved(one)).toSorted((a, b) => a.at - b.at);
  let next = 0;
  for (const one of placed.filter(isMoved).toSorted((a, b) => placeOf(a) - placeOf(b) || a.at - b.at)) {
    next = Math.max(placeOf(one) - 1, next);
    order.splice(next++, 0, one);
  }
  return order;
}

/** What one writer did to the list. Of what is saved: the list as it is, and who is not in it any more. */
function rowsOf({ typed, isSaved, was }: Side, campaign: Campaign): Row[] {
  if (!isSaved) return rowsIn(typed, was ?? campaign);
  const keys = new Set(keysOf(campaign));
  const gone = was ? keysOf(was).flatMap((key, at) => (keys.has(key) ? [] : (was.cases[at] ?? []))) : [];
  return [...rowsIn(typed, campaign), ...gone.map(({ name }) => ({ label: name, words: t('cases.section.gone') }))];
}

/** Who goes where, and who goes out. Of a form that changes none of these, all are there. */
function rowsIn(typed: Typed, campaign: SeenBefore): Row[] {
  const rows = placedIn(typed, campaign).map(({ at, place = at + 1, isOut }) => ({
    ...{ isChanged: isOut || place !== at + 1, label: campaign.cases[at]?.name },
    words: isOut ? t('cases.section.out') : placeWords(at + 1, place),
  }));
  const changed = rows.filter(({ isChanged }) => isChanged);
  return changed.length > 0 ? changed : rows;
}

const placeWords = (from: number, to: number): string =>
  t('cases.section.place.is', { place: from === to ? String(to) : `${from} → ${to}` });

/** Translations name a case by its id. They follow one that gets an id, and leave with one that goes. */
function translationsWith(
  { cases, translations = {} }: Campaign,
  keys: readonly string[],
  out: readonly number[],
): MergePatch {
  const changed = Object.entries(translations).flatMap(([tag, texts]) => {
    const words = Object(texts.cases) as Record<string, unknown>;
    const moved = cases.flatMap(({ id, name }, i): [string, unknown][] => {
      const was = id ?? name;
      const now = keys[i] ?? was;
      if (words[was] === undefined || (!out.includes(i) && was === now)) return [];
      return [[was, null], ...(out.includes(i) ? [] : ([[now, words[was]]] as const))] as [string, unknown][];
    });
    return moved.length > 0 ? [[tag, { cases: Object.fromEntries(moved) }] as const] : [];
  });
  return changed.length > 0 ? { translations: Object.fromEntries(changed) } : {};
}
