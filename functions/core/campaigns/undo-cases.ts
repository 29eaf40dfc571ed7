import type { Actor } from '../access/actor.ts';
import type { Db } from '../aws/db.ts';
import type { PrisonerCase } from './case.ts';
import { refusalOf } from './case-changes.ts';
import { copyOf, differencesOf } from './case-copy.ts';
import { storedCase } from './case-speakers.ts';
import type { StoredCampaign } from './store.ts';
import type { Texts } from './translations.ts';

/** A case that an undo does not bring back as it was. */
export interface KeptCase {
  readonly name: string;
  /** `out`: it stays out of the campaign. `now`: it stays, or comes back, as it is now. */
  readonly how: 'out' | 'now';
}

type Fields = Readonly<Record<string, unknown>>;
const casesIn = ({ cases }: Fields): readonly PrisonerCase[] => (Array.isArray(cases) ? cases : []);

/**
 * What an undo may write of the cases of a version: all but those that the actor may not bring back as they were. Others may speak for
 * the same prisoner, or only admins may write the case by now. All other fields come back. About 10 read units for each case that differs.
 */
export async function casesBack(
  { campaigns }: { readonly campaigns: Db },
  actor: Actor,
  { campaign }: StoredCampaign,
  fields: Fields,
): Promise<{ readonly fields: Fields; readonly kept: readonly KeptCase[] }> {
  const kept: KeptCase[] = [];
  let back = fields;
  const language = typeof fields.language === 'string' ? fields.language : campaign.language;
  for (const one of casesIn(fields)) {
    const old = campaign.cases.find(({ id }) => id === one.id);
    if (one.id === undefined || (old && differencesOf(old, one).length === 0)) continue;
    const { record, speakers } = await storedCase(campaigns, one.id);
    const others = speakers.filter((each) => each.campaign.slug !== campaign.slug);
    const refusal = refusalOf(actor, { record, others, old, one, language });
    if (!refusal || !record) continue;
    if (old) back = withOther(back, one, old, campaign.translations);
    else if (refusal.why === 'differs') back = withOther(back, one, copyOf(record, one, language), undefined);
    else back = withoutCases(back, [one]);
    kept.push({ name: one.name, how: old || refusal.why === 'differs' ? 'now' : 'out' });
  }
  return { fields: back, kept };
}

/** A file without some of its cases, and without the translations of these. */
export function withoutCases(file: Fields, gone: readonly PrisonerCase[]): Fields {
  const names = gone.map(nameOf);
  const cases = casesIn(file).filter((one) => !gone.includes(one));
  return withTranslations({ ...file, cases }, (words) =>
    Object.fromEntries(Object.entries(words).filter(([name]) => !names.includes(name))),
  );
}

/** A file with another copy of a case, and with the words that this copy has in other languages. */
function withOther(file: Fields, one: PrisonerCase, other: PrisonerCase, translations: Fields | undefined): Fields {
  const cases = casesIn(file).map((each) => (each === one ? other : each));
  const name = nameOf(one);
  return withTranslations({ ...file, cases }, ({ [name]: _, ...words }, tag) => {
    const own = (translations?.[tag] as Texts | undefined)?.cases;
    const said = typeof own === 'object' && Object.hasOwn(own, name) ? own[name] : undefined;
    return said === undefined ? words : { ...words, [name]: said };
  });
}

/** Translations name a case by its id, or by its name. */
const nameOf = ({ id, name }: PrisonerCase): string => id ?? name;

function withTranslations(file: Fields, change: (words: Texts, tag: string) => Texts): Fields {
  if (typeof file.translations !== 'object') return file;
  const translations = Object.entries(file.translations as Record<string, Texts>).map(([tag, texts]) => {
    const { cases = {}, ...others } = texts;
    const words = typeof cases === 'object' ? change(cases, tag) : {};
    return [tag, Object.keys(words).length > 0 ? { ...others, cases: words } : others] as const;
  });
  return { ...file, translations: Object.fromEntries(translations) };
}
