import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Privacy, PrivacyInShort } from '../../functions/site/privacy.tsx';
import { CONSENT_VERSION, consentIn, shownVersion } from '../../functions/ui/consent.ts';
import { cataloguesIn } from '../../functions/ui/messages/catalogue.ts';
import { type Translator, translatorOf } from '../../functions/ui/messages/messages.ts';
import { speak } from '../../functions/ui/messages/speak.ts';
import { ReasonField } from '../../functions/ui/reason-field.tsx';
import { SignForm } from '../../functions/ui/sign-form.tsx';
import { groupOf } from '../support/campaign.ts';
import { everyLanguage } from '../support/languages.ts';
import { speaking } from '../support/speaking.ts';
import { sample } from './sample.ts';

speaking(everyLanguage);

const folder = fileURLToPath(new URL('../../docs/reference/consent/', import.meta.url));
/** @param consent the version and the language: `5-ru`. */
const fileOf = (consent: string) => `${folder}${consent}.txt`;

const WHAT_TO_DO = `The words that signers agree to have changed. What signers of version ${CONSENT_VERSION} agreed to stays as it is:
1. Put CONSENT_VERSION in functions/ui/consent.ts one up.
2. Run CONSENT=write npx vitest run tests/ui/consent.test.tsx, which writes docs/reference/consent/<version>-<language>.txt.
A new language of the interface needs the second step alone.`;

/** Stands for the group: its name, contact and law are those of each installation. */
const group = groupOf({ name: 'GROUP', contact: 'CONTACT@example.org', controller: 'CONTROLLER' });

/** The words of elements, one element a line. */
const wordsIn = (html: string, elements: RegExp): string[] =>
  [...html.matchAll(elements)].map(([, content = '']) => content.replaceAll(/<[^>]*>/g, '').trim()).filter(Boolean);

function privacyWords(
  translator: Translator,
  showNames: boolean,
  keptUntil: string | undefined,
  publish: 'careful' | 'live' = 'careful',
): string[] {
  const props = {
    campaign: sample({ showNames, publish, group, news: showNames }),
    keptUntil,
    keepMonths: 6,
    translator,
  };
  const parts = [<PrivacyInShort {...props} />, <Privacy {...props} />].map(String);
  return parts.flatMap((html) => ['', ...wordsIn(html, /<(?:h2|li)\b[^>]*>(.*?)<\/(?:h2|li)>/gs)]);
}

function formWords(translator: Translator, showNames: boolean): string[] {
  // With the question whether another address was meant, which a form asks that was sent with a slip.
  const values = { email: 'ada@gmial.com' };
  const html = String(
    <SignForm campaign={sample({ showNames, group, news: showNames })} translator={translator} values={values} />,
  );
  return wordsIn(html, /<(?:p class="hint"|label for="field-(?:publicName|updates)")[^>]*>(.*?)<\/(?:p|label)>/gs);
}

/** What stands beside the reason, where it is asked for. */
const reasonWords = (translator: Translator, isShown: boolean): string[] =>
  wordsIn(
    String(<ReasonField translator={translator} isShown={isShown} fault={undefined} value={undefined} />),
    /<p class="hint"[^>]*>(.*?)<\/p>/gs,
  );

/** All words that a signer agrees to, in one language of the interface. */
function agreedTo(language: string): string {
  const translator = translatorOf(language);
  const parts = [
    [
      `${language}: a campaign that shows names and closes`,
      [...formWords(translator, true), ...reasonWords(translator, true)],
    ],
    ['', privacyWords(translator, true, '2027-01-31T00:00:00Z')],
    [
      `${language}: a campaign that shows no names and stays open`,
      [...formWords(translator, false), ...reasonWords(translator, false)],
    ],
    ['', privacyWords(translator, false, undefined)],
    [`${language}: a live campaign`, privacyWords(translator, false, undefined, 'live')],
    [`${language}: under every page`, [translator.t('site.privacy')]],
  ] as const;
  return `${parts.map(([title, lines]) => [...(title ? [`[${title}]`] : []), ...lines].join('\n')).join('\n\n')}\n`;
}

it.each(everyLanguage)('shows signers the words that their consent version stands for: %s', (language) => {
  const file = fileOf(consentIn(language));
  if (process.env.CONSENT === 'write' && !existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, agreedTo(language));
  }
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : 'no such file';
  expect(agreedTo(language), WHAT_TO_DO).toBe(kept);
});

it('finds every promise of the form and of the privacy text', () => {
  const words = agreedTo('en');
  expect(words).toContain('Only the group that runs this campaign can open them');
  expect(words).toContain('Show my name to everybody');
  expect(words).toContain('Send me news by e-mail');
  expect(words).toContain('By signing you agree that GROUP stores your data. Your signature shows a political opinion');
  expect(words).toContain('CONTROLLER is responsible for your data.');
  expect(words).toContain('Your address is never shown.');
  expect(words).toContain('You can withdraw at any time.');
  expect(words).toContain('for up to 14 more days');
});

/** Words are what stands between spaces, in all our languages. A dash between two of them is none. */
const lengthOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

it.each(everyLanguage)(
  'says the most important in 200 words at most, in sentences of 25, and leads to the whole text: %s',
  (language) => {
    for (const publish of ['careful', 'live'] as const) {
      for (const keptUntil of [undefined, '2027-01-31T00:00:00Z']) {
        for (const news of [true, false]) {
          const campaign = sample({
            showNames: true,
            publish,
            news,
            group: groupOf({ controller: 'Free Voices, 1 Some Street, Some Town' }),
          });
          const translator = translatorOf(language);
          const html = String(<PrivacyInShort {...{ campaign, keptUntil, keepMonths: 6, translator }} />);
          const sentences = wordsIn(html, /<(?:h2|li|p)\b[^>]*>(.*?)<\/(?:h2|li|p)>/gs).flatMap((words) =>
            words.split(/(?<=[.:?։؟]\p{Cf}*) /u),
          );
          const lengths = sentences.map(lengthOf);
          expect(lengths.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(200);
          const longest = sentences.filter((sentence) => lengthOf(sentence) > 25);
          if (publish === 'careful') expect(longest).toEqual([]);
          expect(html).toContain(`href="${translator.href(`/campaigns/${campaign.slug}/privacy`)}"`);
        }
      }
    }
  },
);

it('keeps the version and the language that a form showed, and no version that never was', () => {
  expect(shownVersion('3', 'en')).toBe('3-en');
  expect(shownVersion('3-en', 'de-AT')).toBe('3-en');
  for (const odd of [
    '',
    '0',
    '99',
    '-1',
    'x',
    '3.5',
    '4-',
    `${CONSENT_VERSION}-xx`,
    '99-en',
    CONSENT_VERSION,
    consentIn('en'),
  ])
    expect([odd, shownVersion(odd, 'en-GB')]).toEqual([odd, `${CONSENT_VERSION}-en`]);
});

it('knows no version in a language in which it was never shown', () => {
  for (const [shown, locale, kept] of [
    ['4', 'az', '4-en'],
    ['4-en', 'az', '4-en'],
    ['1', 'ru', '1-en'],
    // Words of today, in the language that the form named, or in the nearest one to that of the signer.
    ['4-ru', 'ru', consentIn('ru')],
    ['4-ru', 'de-AT', consentIn('ru')],
    ['1-az', 'en', consentIn('az')],
    ['4-xx', 'de-AT', consentIn('de')],
    [CONSENT_VERSION, 'az', consentIn('az')],
  ] as const)
    expect([shown, locale, shownVersion(shown, locale)]).toEqual([shown, locale, kept]);
});

it('keeps no version and language without a text in the reference', () => {
  const texts = readdirSync(folder).map((name) => name.replace('.txt', ''));
  for (const version of ['', '3', '4', '5', '6', '999'])
    for (const language of ['', ...everyLanguage, 'xx']) {
      const kept = shownVersion(language ? `${version}-${language}` : version, language);
      // Version 3 has a text without a language: there was one alone.
      expect(texts).toContain(kept.replace('3-en', '3'));
    }
});

it('takes for programs that name no version the language nearest to theirs', () => {
  speak(['ru', 'en'], cataloguesIn(new URL('../../functions/ui/messages/', import.meta.url)));
  try {
    expect(shownVersion('', 'en-GB')).toBe(consentIn('en'));
    expect(shownVersion('', 'ru-RU')).toBe(consentIn('ru'));
    // The first language of the installation is what everybody is given who reads none of them.
    expect(shownVersion('', 'tr')).toBe(consentIn('ru'));
    expect(shownVersion('3-en', 'ru')).toBe('3-en');
  } finally {
    speak(everyLanguage, cataloguesIn(new URL('../../functions/ui/messages/', import.meta.url)));
  }
});
