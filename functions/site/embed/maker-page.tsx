import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { isListed } from '../../core/campaigns/visibility.ts';
import {
  accentNames,
  type Choices,
  framePath,
  heightOf,
  queryOf,
  shows,
  themes,
} from '../../ui/browser/embed/choices.ts';
import { badgePath, type CodeName, codesOf, type Embedded, wordsOf } from '../../ui/browser/embed/snippets.ts';
import { languageOf } from '../../ui/language.ts';
import { Page, renderPage } from '../../ui/layout.tsx';
import type { MessageKey, Translator } from '../../ui/messages/messages.ts';
import { languages } from '../../ui/messages/speak.ts';
import type { SiteDeps } from '../deps.ts';
import type { Found } from '../find.ts';
import { spokenView } from '../pages.tsx';
import { spokenEmbed, spokenFor } from './words.ts';

/**
 * Makes the code that shows a campaign on another site: choices as a form that needs no script, a preview, and code to copy.
 * @param asked the choices, with the language of the code. @param shownIn that of the page.
 */
export async function makerPage(
  deps: SiteDeps,
  found: Found,
  asked: Choices,
  shownIn: string | undefined,
): Promise<string> {
  // Only what can work in the code: a cache keeps this page.
  const chosen: Choices = {
    ...asked,
    lang: languages.find((tag) => tag === asked.lang),
    source: found.campaign.sources.find((source) => source === asked.source),
  };
  // Code that is made on a page in Arabic speaks Arabic, until somebody chooses another language.
  const choices: Choices = { ...chosen, lang: chosen.lang ?? languages.find((tag) => tag === shownIn) };
  const { campaign, ...view } = await spokenView(deps, found, { lang: shownIn });
  const { t } = view.translator;
  const { slug, title, language, sources } = campaign;
  const spoken = ['', ...languages].map(async (lang) => {
    const { campaign, translator } = await spokenFor(deps, found, lang);
    return [lang, spokenEmbed(campaign, translator, lang)] as const;
  });
  const embedded: Embedded = {
    ...{ publicUrl: deps.publicUrl, slug },
    spoken: Object.fromEntries(await Promise.all(spoken)),
    pinned: pinnedScript(deps),
  };
  const codes = codesOf(embedded, choices);
  const code = (name: CodeName, label: MessageKey) => (
    <Code name={name} label={t(label)} code={codes[name]} translator={view.translator} />
  );
  return renderPage(
    <Page {...view} title={t('embed.title')} at={`/campaigns/${slug}/embed${queryOf(chosen)}`} sheet="more">
      <div class="wide">
        <div class="prose">
          <h1>{t('embed.title')}</h1>
          <p class="lead" {...languageOf(campaign, view.translator)}>
            {title}
          </p>
          <p>{t('embed.lead')}</p>
          {!isListed(campaign) && <p class="notice">{t('embed.unlisted')}</p>}
        </div>
        <div class="maker">
          <form method="get" data-embedded={JSON.stringify(embedded)} aria-labelledby="choices">
            <h2 id="choices">{t('embed.choices')}</h2>
            <Choice name="show" label={t('embed.show')} chosen={choices.show} options={worded(shows, t, 'show')} />
            <Choice name="theme" label={t('embed.theme')} chosen={choices.theme} options={worded(themes, t, 'theme')} />
            <Choice
              name="accent"
              label={t('embed.accent')}
              chosen={choices.accent}
              options={worded(accentNames, t, 'accent')}
            />
            {languages.length > 1 && (
              <Choice
                name="lang"
                label={t('embed.language')}
                chosen={choices.lang ?? languages.find((tag) => tag === language) ?? view.translator.locale}
                options={languages.map((tag) => [tag, languageName(tag)])}
              />
            )}
            {sources.length > 0 && (
              <Choice
                name="source"
                label={t('embed.source')}
                chosen={choices.source ?? ''}
                options={[['', t('embed.source.none')], ...sources.map((one): [string, string] => [one, one])]}
              />
            )}
            <div class="tick">
              <input type="checkbox" id="compact" name="compact" value="1" checked={choices.compact} />
              <label for="compact">{t('embed.compact')}</label>
            </div>
            <p class="actions">
              <button class="button button-quiet" type="submit">
                {t('embed.apply')}
              </button>
            </p>
          </form>
          <section aria-labelledby="preview">
            <h2 id="preview">{t('embed.preview')}</h2>
            <iframe
              data-preview
              src={framePath(slug, choices)}
              title={t('embed.preview')}
              height={heightOf(choices.show, wordsOf(embedded, choices).title)}
            />
          </section>
        </div>
        <div class="codes">
          <section aria-labelledby="privacy">
            <h2 id="privacy">{t('embed.privacy')}</h2>
            <ul>
              <li>{t('embed.privacy.sees')}</li>
              <li>{t('embed.privacy.we')}</li>
              <li>{t('embed.privacy.element')}</li>
              <li>{t('embed.privacy.link')}</li>
            </ul>
          </section>
          <section aria-labelledby="frame">
            <h2 id="frame">{t('embed.frame')}</h2>
            <p>{t('embed.frame.hint')}</p>
            {code('frame', 'embed.frame')}
            <p>{t('embed.values')}</p>
            <ul dir="ltr">
              {Object.entries({
                show: shows,
                theme: themes,
                accent: accentNames,
                compact: ['1'],
                lang: languages,
                source: sources,
              })
                .filter(([, values]) => values.length > 0)
                .map(([name, values]) => (
                  <li>
                    <code>
                      {name}: {values.join(', ')}
                    </code>
                  </li>
                ))}
            </ul>
          </section>
          <section aria-labelledby="element">
            <h2 id="element">{t('embed.element')}</h2>
            <p>{t('embed.element.hint')}</p>
            {code('element', 'embed.element')}
            <p class="hint">{t('embed.element.hosts', { origin: new URL(deps.publicUrl).origin })}</p>
            <details>
              <summary>{t('embed.pinned')}</summary>
              <p>{t('embed.pinned.hint')}</p>
              {code('pinned', 'embed.pinned')}
            </details>
          </section>
          <section aria-labelledby="badge">
            <h2 id="badge">{t('embed.badge')}</h2>
            <p>{t('embed.badge.hint')}</p>
            <p>
              <img data-badge src={badgePath(slug, choices.lang)} alt={wordsOf(embedded, choices).badge} height="20" />
            </p>
            <h3>{t('embed.badge.html')}</h3>
            {code('html', 'embed.badge.html')}
            <h3>{t('embed.badge.markdown')}</h3>
            {code('markdown', 'embed.badge.markdown')}
          </section>
          <section aria-labelledby="address">
            <h2 id="address">{t('embed.address')}</h2>
            <p>{t('embed.address.hint')}</p>
            {code('address', 'embed.address')}
          </section>
        </div>
        <p class="actions">
          <a href={view.translator.href(`/campaigns/${slug}`)}>{t('message.to-campaign')}</a>
        </p>
      </div>
      <script type="module" src={deps.assets.href('maker.js')}></script>
    </Page>,
  );
}

/** Options of a choice, with the words of the catalogue for each value. */
const worded = <Value extends string, Group extends 'show' | 'theme' | 'accent'>(
  values: readonly Value[],
  t: Translator['t'],
  group: Group,
): [string, string][] => values.map((value) => [value, t(`embed.${group}.${value}` as MessageKey)]);

/** A language in its own words. */
const languageName = (tag: string): string => new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;

const Choice = ({
  name,
  label,
  chosen,
  options,
}: {
  name: string;
  label: string;
  chosen: string;
  options: readonly (readonly [value: string, words: string])[];
}) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([value, words]) => (
        <option value={value} selected={value === chosen}>
          {words}
        </option>
      ))}
    </select>
  </div>
);

const Code = ({
  name,
  label,
  code,
  translator: { t },
}: {
  name: CodeName;
  label: string;
  code: string;
  translator: Translator;
}) => (
  <div class="code">
    <pre dir="ltr">
      <code data-code={name}>{code}</code>
    </pre>
    <button
      class="button button-quiet"
      type="button"
      hidden
      data-copies={name}
      data-copied={t('embed.copied')}
      aria-label={t('embed.copy.what', { what: label })}
    >
      {t('embed.copy')}
    </button>
    <span class="hint" role="status"></span>
  </div>
);

/** The script under the name that says its content, and the hash by which a browser knows it (https://www.w3.org/TR/SRI/). */
function pinnedScript({ assets }: SiteDeps): Embedded['pinned'] {
  const file = basename(assets.href('amparo.js'));
  const content = assets.file(file)?.body ?? new Uint8Array();
  return { file, integrity: `sha384-${createHash('sha384').update(content).digest('base64')}` };
}
