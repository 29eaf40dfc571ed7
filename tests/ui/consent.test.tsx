import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Privacy, PrivacyInShort } from '../../functions/site/privacy.tsx';
import { CONSENT_VERSION, shownVersion } from '../../functions/ui/consent.ts';
import { type Translator, translatorOf } from '../../functions/ui/messages/messages.ts';
import { languages } from '../../functions/ui/messages/speak.ts';
import { ReasonField } from '../../functions/ui/reason-field.tsx';
import { SignForm } from '../../functions/ui/sign-form.tsx';
import { groupOf } from '../support/campaign.ts';
import { sample } from './sample.ts';

const folder = fileURLToPath(new URL('../../docs/reference/consent/', import.meta.url));
const fileOf = (version: string) => `${folder}${version}.txt`;

const WHAT_TO_DO = `The words that signers agree to have changed. What signers of version ${CONSENT_VERSION} agreed to stays as it is:
1. Put CONSENT_VERSION in functions/ui/consent.ts one up.
2. Run CONSENT=write npx vitest run tests/ui/consent.test.tsx, which writes docs/reference/consent/<version>.txt.`;

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
  const html = String(<SignForm campaign={sample({ showNames, group, news: showNames })} translator={translator} />);
  return wordsIn(html, /<(?:p class="hint"|label for="field-(?:publicName|updates)")[^>]*>(.*?)<\/(?:p|label)>/gs);
}

/** What stands beside the reason, where it is asked for. */
const reasonWords = (translator: Translator, isShown: boolean): string[] =>
  wordsIn(
    String(<ReasonField translator={translator} isShown={isShown} fault={undefined} value={undefined} />),
    /<p class="hint"[^>]*>(.*?)<\/p>/gs,
  );

/** All words that a signer agrees to, in every language of the interface. */
function agreedTo(): string {
  const parts = languages.flatMap((language) => {
    const translator = translatorOf(language);
    return [
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
  });
  return `${parts.map(([title, lines]) => [...(title ? [`[${title}]`] : []), ...lines].join('\n')).join('\n\n')}\n`;
}

it('shows signers the words that their consent version stands for', () => {
  if (process.env.CONSENT === 'write' && !existsSync(fileOf(CONSENT_VERSION))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fileOf(CONSENT_VERSION), agreedTo());
  }
  const kept = existsSync(fileOf(CONSENT_VERSION)) ? readFileSync(fileOf(CONSENT_VERSION), 'utf8') : 'no such file';
  expect(agreedTo(), WHAT_TO_DO).toBe(kept);
});

it('finds every promise of the form and of the privacy text', () => {
  const words = agreedTo();
  expect(words).toContain('Only the group that runs this campaign can open them');
  expect(words).toContain('Show my name to everybody');
  expect(words).toContain('Send me news by e-mail');
  expect(words).toContain('By signing you agree that GROUP stores your data. Your signature shows a political opinion');
  expect(words).toContain('CONTROLLER is responsible for your data.');
  expect(words).toContain('Your address is never shown.');
  expect(words).toContain('You can withdraw at any time.');
  expect(words).toContain('for up to 14 more days');
});

it('says the most important in 200 words at most, in sentences of 25, and leads to the whole text', () => {
  for (const publish of ['careful', 'live'] as const) {
    for (const keptUntil of [undefined, '2027-01-31T00:00:00Z']) {
      for (const news of [true, false]) {
        const campaign = sample({
          showNames: true,
          publish,
          news,
          group: groupOf({ controller: 'Free Voices, 1 Some Street, Some Town' }),
        });
        const html = String(
          <PrivacyInShort {...{ campaign, keptUntil, keepMonths: 6, translator: translatorOf('en') }} />,
        );
        const sentences = wordsIn(html, /<(?:h2|li|p)\b[^>]*>(.*?)<\/(?:h2|li|p)>/gs).flatMap((words) =>
          words.split(/(?<=[.:?]) /),
        );
        const lengths = sentences.map((sentence) => sentence.split(/\s+/).length);
        expect(lengths.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(200);
        if (publish === 'careful') expect(Math.max(...lengths)).toBeLessThanOrEqual(25);
        expect(html).toContain(`href="/campaigns/${campaign.slug}/privacy"`);
      }
    }
  }
});

it('keeps the version that a form showed, and no version that never was', () => {
  expect(shownVersion('3')).toBe('3');
  for (const odd of ['', '0', '99', '-1', 'x', '3.5', CONSENT_VERSION]) expect(shownVersion(odd)).toBe(CONSENT_VERSION);
});
