import { html } from 'hono/html';
import { inLanguage } from './messages/addresses.ts';
import type { Translator } from './messages/messages.ts';
import { languages } from './messages/speak.ts';
import { shownAgain } from './shown-again.ts';

/** Where a page can be read in the other languages. */
export interface Place {
  /** The page without its language, with its query: `/campaigns/x`. */
  readonly at?: string | undefined;
  /**
   * What the page's form posts to, such as `/confirm`. It can be posted in another language, and comes back as it was filled
   * in. So nothing that is typed gets into an address.
   */
  readonly form?: string | undefined;
}

/** The `id` of the form that languages are buttons of. None where there is nothing to switch. */
export const switchedFormId = (): string | undefined => (languages.length < 2 ? undefined : 'form');

/** The placeholder of a field for text. By it, styles see whether anything is typed. */
export const whileEmpty = (): string | undefined => (languages.length < 2 ? undefined : ' ');

/**
 * Links to this page in every language. As soon as somebody has filled in something, buttons of the form take their place
 * (`styles/languages.css`). They stand behind the form: the Enter key presses the first button of a form. Nothing is here where
 * an installation speaks one language.
 */
export const LanguageSwitch = ({ translator, at, form }: Place & { readonly translator: Translator }) =>
  languages.length < 2 ? null : (
    <nav class="languages" id="languages" aria-label={translator.t('site.languages')}>
      <ul>
        {languages.map((tag) => (
          <li lang={tag}>
            {at !== undefined && (
              <a href={inLanguage(tag, at, languages)} hreflang={tag} {...currentIf(tag === translator.locale)}>
                {nameOf(tag)}
              </a>
            )}
            {form && (
              <button type="submit" form={switchedFormId()} formaction={shownAgain(form, tag)} formnovalidate>
                {nameOf(tag)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );

/** Leads to the links from the top of the page. It shows the language of the page, and a globe. */
export const ToLanguages = ({ translator: { locale } }: { readonly translator: Translator }) =>
  languages.length < 2 ? null : (
    <a class="to-languages" href="#languages">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {html`<path d="M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1q-6 7 0 14q6-7 0-14M1 8h14"/>`}
      </svg>
      {nameOf(locale)}
    </a>
  );

const currentIf = (isCurrent: boolean) => (isCurrent ? ({ 'aria-current': 'true' } as const) : {});

/** The name of a language in itself, as the first word of a line. */
function nameOf(tag: string): string {
  const known = names.get(tag);
  if (known !== undefined) return known;
  const [first = '', ...rest] = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  const name = first.toLocaleUpperCase(tag) + rest.join('');
  names.set(tag, name);
  return name;
}
// To make a formatter costs much more than to use it, and each page has every name.
const names = new Map<string, string>();
