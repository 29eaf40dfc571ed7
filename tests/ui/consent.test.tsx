import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Privacy } from '../../functions/site/privacy.tsx';
import { CONSENT_VERSION } from '../../functions/ui/consent.ts';
import { languages, type Translator, translatorOf } from '../../functions/ui/messages/messages.ts';
import { ReasonField } from '../../functions/ui/reason-field.tsx';
import { SignForm } from '../../functions/ui/sign-form.tsx';
import { sample } from './sample.ts';

const folder = fileURLToPath(new URL('../../docs/reference/consent/', import.meta.url));
const fileOf = (version: string) => `${folder}${version}.txt`;

const WHAT_TO_DO = `The words that signers agree to have changed. What signers of version ${CONSENT_VERSION} agreed to stays as it is:
1. Put CONSENT_VERSION in functions/ui/consent.ts one up.
2. Run CONSENT=write npx vitest run tests/ui/consent.test.tsx, which writes docs/reference/consent/<version>.txt.`;

/** The words of elements, one element a line. */
const wordsIn = (html: string, elements: RegExp): string[] =>
  [...html.matchAll(elements)].map(([, content = '']) => content.replaceAll(/<[^>]*>/g, '').trim()).filter(Boolean);

function privacyWords(
  translator: Translator,
  showNames: boolean,
  keptUntil: string | undefined,
  publish: 'careful' | 'live' = 'careful',
): string[] {
  const campaign = sample({ showNames, publish });
  const html = String(<Privacy {...{ campaign, keptUntil, keepMonths: 6, translator }} />);
  return wordsIn(html, /<(?:h2|li)\b[^>]*>(.*?)<\/(?:h2|li)>/gs);
}

function formWords(translator: Translator, showNames: boolean): string[] {
  const html = String(<SignForm campaign={sample({ showNames })} translator={translator} />);
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
  expect(words).toContain('encrypted so that only the group that runs this campaign can open them');
  expect(words).toContain('Show my name on this page');
  expect(words).toContain('Mail me news of this campaign');
  expect(words).toContain('It is never shown.');
  expect(words).toContain('You can withdraw at any time.');
  expect(words).toContain('for up to 14 days more');
});
