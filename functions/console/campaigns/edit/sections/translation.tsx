import type { Campaign } from '../../../../core/campaigns/campaign.ts';
import { olderTranslations } from '../../../../core/campaigns/older-demands.ts';
import { hintOf, plainName } from '../../../ui/labels.ts';
import { t, wordFor } from '../../../ui/words.ts';
import { sectionAt } from '../../address.ts';
import { LineField, MarkdownField } from '../fields.tsx';
import { languageName } from '../places.ts';
import type { Section } from '../section.ts';
import { lineIn, textIn } from '../typed.ts';
import { type Original, originalsOf, pagesOf, patchBetween, translationAt, withTexts } from './translated-texts.ts';

/** The fields of a file that may have paragraphs. */
const LONG: ReadonlySet<string> = new Set(['why', 'letter', 'answer', 'story', 'text']);

const isLong = (path: readonly string[]): boolean => LONG.has(path.at(-1) ?? '');

/** The name of the section of a translation. Large campaigns have several pages. */
export const translationName = (language: string, page = 1): string =>
  `translations.${language}${page > 1 ? `.${page}` : ''}`;

/**
 * The texts of a campaign in another language, each beside the original.
 * @param page from 1. @param mayPublish as `originalsOf` takes it. What its form does not show stays as it is.
 */
export function translationSection(language: string, page: number, mayPublish: boolean): Section {
  const on = (campaign: Campaign): readonly Original[] => pagesOf(originalsOf(campaign, mayPublish))[page - 1] ?? [];
  return {
    name: translationName(language, page),
    word: 'section.translations',
    title: t('translation.title', { language: languageName(language) }),
    right: 'campaign.write',
    owns: [],
    fields: (campaign) =>
      Object.fromEntries(
        on(campaign).map(({ name, path }) => [name, translationAt(campaign.translations?.[language], path)]),
      ),
    patch: (typed, campaign) => {
      const before = campaign.translations?.[language];
      const texts = withTexts(
        before,
        on(campaign).map(({ name, path }) => [path, (isLong(path) ? textIn : lineIn)(typed, name) ?? '']),
      );
      return { translations: { [language]: patchBetween(before, texts) } };
    },
    fieldOf: (path, campaign) => {
      const at = `translations.${language}.`;
      return on(campaign).find((one) => path === `${at}${one.path.join('.')}`)?.name;
    },
    labelOf: (name, campaign) => {
      const found = on(campaign).find((one) => one.name === name);
      return found && [found.entry?.words, kindLabel(found.kind)].filter(Boolean).join(', ');
    },
    next: ({ slug }) => sectionAt(slug, 'translations'),
    view: ({ typed, errors, campaign }) => {
      const isOlder = olderTranslations(campaign).includes(language);
      const olderHint = ({ name }: Original) => (isOlder && name === 'demand' ? t('translation.older') : undefined);
      return (
        <>
          <p>{t('translation.lead')}</p>
          {on(campaign).some(({ path }) => isLong(path)) && <p class="hint">{t('edit.markdown.hint')}</p>}
          {on(campaign).map((one, i, all) => {
            const field = { name: one.name, label: kindLabel(one.kind), hint: olderHint(one), typed, errors, language };
            return (
              <>
                {one.entry && one.entry.words !== all[i - 1]?.entry?.words && (
                  <h2 class="entry-name" lang={campaign.language} dir="auto">
                    {one.entry.words}
                  </h2>
                )}
                <div class="beside">
                  <div class="original">
                    <p class="label">{t('translation.original', { language: languageName(campaign.language) })}</p>
                    <p class="as-typed" lang={campaign.language} dir="auto">
                      {one.text}
                    </p>
                  </div>
                  <div>
                    {isLong(one.path) ? (
                      <MarkdownField {...field} hint={field.hint ?? hintOf(one.name) ?? ''} rows={linesFor(one.text)} />
                    ) : (
                      <LineField {...field} rows={one.text.length > 60 ? 3 : 1} />
                    )}
                  </div>
                </div>
              </>
            );
          })}
        </>
      );
    },
    state: () => 'done',
  };
}

/** So many lines that a translation of a text fits. */
const linesFor = (text: string): number => Math.min(20, 3 + Math.ceil(text.length / 60));

/** As the form of the original calls it. */
const kindLabel = (kind: string): string => wordFor(`translated.${kind}`) ?? plainName(kind);
