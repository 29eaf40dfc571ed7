import * as z from 'zod/mini';
import { hasRight } from '../../../../core/access/rights.ts';
import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { mayBeSigned } from '../../../../core/campaigns/demands.ts';
import { language as languageField } from '../../../../core/campaigns/fields.ts';
import { olderTranslations } from '../../../../core/campaigns/older-demands.ts';
import { Choices } from '../../../ui/form.tsx';
import { hintOf, labelOf } from '../../../ui/labels.ts';
import { t } from '../../../ui/words.ts';
import { type Back, sectionAt } from '../../address.ts';
import { LineField } from '../fields.tsx';
import { byLanguageName, languageName, languageTag } from '../places.ts';
import type { Section } from '../section.ts';
import { all, textIn } from '../typed.ts';
import { originalsOf, pagesOf, translationAt } from './translated-texts.ts';
import { translationName, translationSection } from './translation.tsx';

interface Known {
  readonly mayPublish: boolean;
  /** Whether somebody may have signed its words. */
  readonly maybeSigned: boolean;
}

/** The languages of a campaign: those that it has, and one more. Each is written on pages of its own. */
export const translations: Section<Known> = {
  name: 'translations',
  word: 'section.translations',
  right: 'campaign.write',
  known: async ({ clock }, actor, campaign) => ({
    mayPublish: hasRight(actor, 'campaign.publish', campaign.slug),
    maybeSigned: mayBeSigned(campaign, clock()),
  }),
  fields: () => ({ 'new-language': '', 'removed-languages': [] }),
  faults: (typed, campaign) => {
    const tag = languageTag(textIn(typed, 'new-language') ?? '');
    if (tag === '') return [];
    const field = 'new-language';
    if (!z.safeParse(languageField, tag).success) return [{ field, message: t('translations.unknown') }];
    return tag === campaign.language ? [{ field, message: t('translations.own') }] : [];
  },
  patch: (typed, campaign) => {
    const removed = all(typed, 'removed-languages').filter((tag) => tagsOf(campaign).includes(tag));
    return removed.length === 0 ? {} : { translations: Object.fromEntries(removed.map((tag) => [tag, null])) };
  },
  next: ({ slug }, typed) => {
    const tag = languageTag(textIn(typed, 'new-language') ?? '');
    return tag === '' ? undefined : sectionAt(slug, translationName(tag));
  },
  view: ({ typed, errors, campaign, back, known }) => (
    <>
      <p>{t('translations.lead', { language: languageName(campaign.language) })}</p>
      {tagsOf(campaign).length > 0 && (
        <ul class="rows">
          {tagsOf(campaign).map((tag) => (
            <LanguageRow {...{ campaign, tag, back }} mayPublish={known.mayPublish} />
          ))}
        </ul>
      )}
      <LineField name="new-language" {...{ typed, errors }} />
      {tagsOf(campaign).length > 0 && known.maybeSigned && !known.mayPublish && (
        <p class="hint">{t('translations.kept')}</p>
      )}
      {tagsOf(campaign).length > 0 && (!known.maybeSigned || known.mayPublish) && (
        <Choices
          type="checkbox"
          name="removed-languages"
          {...{
            errors,
            legend: labelOf('removed-languages'),
            hint: known.maybeSigned ? hintOf('removed-languages') : undefined,
          }}
          options={tagsOf(campaign).map((tag) => ({
            ...{ value: tag, label: languageName(tag), chosen: all(typed, 'removed-languages').includes(tag) },
          }))}
        />
      )}
    </>
  ),
  state: (campaign) =>
    olderTranslations(campaign).length > 0 ? 'missing' : tagsOf(campaign).length > 0 ? 'done' : 'optional',
  left: (campaign, mayPublish) => {
    const older = olderTranslations(campaign);
    if (older.length > 0) return t('translations.older.in', { languages: older.map(languageName).join(', ') });
    const missing = tagsOf(campaign).reduce((sum, tag) => sum + missingIn(campaign, tag, mayPublish), 0);
    return missing === 0 ? undefined : t('translations.missing', { missing });
  },
};

/** By their names. */
export const tagsOf = ({ translations = {} }: Campaign): string[] => byLanguageName(Object.keys(translations));

/** How many texts a language lacks. A summary may be left empty. */
export function missingIn(campaign: Campaign, tag: string, mayPublish: boolean): number {
  const texts = campaign.translations?.[tag];
  return originalsOf(campaign, mayPublish).filter(
    ({ name, path }) => name !== 'summary' && translationAt(texts, path) === '',
  ).length;
}

/** A language, its pages, and how much of it is missing. */
const LanguageRow = ({
  campaign,
  tag,
  back,
  mayPublish,
}: {
  campaign: Campaign;
  tag: string;
  back: Back;
  mayPublish: boolean;
}) => {
  const missing = missingIn(campaign, tag, mayPublish);
  const isOlder = olderTranslations(campaign).includes(tag);
  return (
    <li>
      <p class="row-name">
        <a href={sectionAt(campaign.slug, translationName(tag), back)}>{languageName(tag)}</a>
        {pagesOf(originalsOf(campaign, mayPublish))
          .slice(1)
          .map((_, i) => (
            <>
              {' '}
              <a href={sectionAt(campaign.slug, translationName(tag, i + 2), back)}>
                {t('translations.page', { page: i + 2 })}
              </a>
            </>
          ))}
      </p>
      <p class="row-side">
        {isOlder && <span class="state state-waits">{t('translations.older')}</span>}{' '}
        {missing > 0 ? t('translations.missing', { missing }) : !isOlder && t('task.done')}
      </p>
    </li>
  );
};

/** The section that an address names: `translations.az`, or `translations.az.2`. @param mayPublish as `originalsOf` takes it. */
export function translationNamed(name: string, mayPublish: boolean): Section | undefined {
  const [, tag, page = '1'] = /^translations\.([A-Za-z0-9-]{2,35})(?:\.([1-9]\d?))?$/.exec(name) ?? [];
  if (tag === undefined || languageTag(tag) !== tag) return undefined;
  return z.safeParse(languageField, tag).success ? translationSection(tag, Number(page), mayPublish) : undefined;
}
