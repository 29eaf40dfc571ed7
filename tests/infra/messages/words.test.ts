import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { directionOf } from '../../../functions/ui/messages/direction.ts';
import { messagesFolder } from '../../../infra/messages/folders.ts';
import { elementsOf, textsOf } from '../../../infra/messages/texts.ts';
import { type WordRule, wordRules } from '../../../infra/messages/words.ts';
import { readWriting } from '../../../infra/messages/writing.ts';

const readable = (message: string) => {
  const elements = elementsOf(message);
  return 'fault' in elements ? [] : textsOf(elements);
};

/** The names of the rules that a translation breaks. */
const broken = (tag: string, message: string, english = 'Sign this petition', note = ''): WordRule[] => {
  const pair = {
    writing: readWriting(tag, messagesFolder).writing,
    isRightToLeft: directionOf(tag) === 'rtl',
    texts: readable(message),
    english: readable(english),
    note,
  };
  return (Object.keys(wordRules) as WordRule[]).filter((rule) => wordRules[rule](pair).length > 0);
};

it('reads each form of a plural, with a placeholder for each argument', () => {
  expect(readable('{name}: {n, plural, one {one day} other {# days, {is, select, yes {yes} other {no}}}}')).toEqual([
    '\ufffc: one day',
    '\ufffc: \ufffc days, no',
  ]);
});

it.each([
  ['fr', 'Signer cette pétition'],
  ['fr', 'Voulez-vous signer\u202f?', 'Do you want to sign?'],
  ['fr', 'Le lien\u202f: «\u202foui\u202f».', 'The link: “yes”.'],
  ['de', 'Der Link: „ja“.', 'The link: “yes”.'],
  ['de', 'Ein Tag nach „from“', 'A day after “from”'],
  ['ru', 'День после «from»', 'A day after “from”'],
  ['az', 'İmza atın', 'Sign'],
  ['az', 'Işıq və kitabın qapısı', 'Light'],
  ['az', 'QR-kod ilə CSV', 'CSV by QR'],
  ['de', 'Amparo', 'Amparo'],
  ['de', 'Markdown', 'Markdown'],
  ['ru', 'Начните без cursor', 'Begin again without a cursor'],
  ['ru', 'Данные в JSON и в CSV.', 'Data as JSON and CSV.'],
  ['hy', 'Ստորագրե՞լ այս հանրագիրը։', 'Sign this petition?'],
  ['hy', 'Ստորագրեք այս հանրագիրը։', 'Sign this petition.'],
  ['ar', 'هل تريد التوقيع؟', 'Do you want to sign?'],
  ['ar', 'بعد ٨ أيام.', 'After 8 days.'],
  ['ar', '\u200e+{n} خلال أسبوع', '+{n} in a week'],
  ['ka', 'მოაწერეთ ხელი.', 'Sign.'],
  // Words that the language has, too, and names.
  ['fr', 'Voir la page, la version et les signatures', 'See the page, its version and its signatures'],
  ['de', 'Per E-Mail an info@example.org, im Browser', 'By e-mail to info@example.org, in the browser'],
  ['de', 'Er war still', 'He was silent'],
  ['az', 'WordPress üçün format', 'Format for WordPress'],
])('finds nothing wrong in %s: %s', (tag, message, english = 'Sign this petition') => {
  expect(broken(tag, message, english)).toEqual([]);
});

it.each([
  ['english', 'de', 'Sign this petition'],
  ['english', 'de', 'QR code', 'QR code'],
  ['english', 'fr', 'E-mail', 'E-mail'],
  ['english', 'ru', 'Подпишите petition'],
  ['english', 'ka', 'მოაწერეთ petition'],
  ['english', 'de', 'Signieren Sie the Petition'],
  ['english', 'az', 'Petition imzala'],
  ['english', 'fr', 'Sign up now', 'Sign up now please'],
  ['english', 'fr', 'Signez now', 'Sign now'],
  ['english', 'de', 'Zum Sign-Formular'],
  ['english', 'de', 'Namen: SIGN', 'Names: sign'],
  ['words', 'de', `${'Wort '.repeat(25)}Wort`],
  ['words', 'hy', `${'բառ '.repeat(22)}բառ`],
  ['end', 'de', 'Unterschreiben', 'Sign.'],
  ['end', 'de', 'Unterschreiben.', 'Sign'],
  ['end', 'hy', 'Ստորագրեք.', 'Sign.'],
  ['end', 'fr', 'Signer ?', 'Sign?'],
  ['end', 'ar', 'وقّع?', 'Sign?'],
  ['numbers', 'de', 'Nach 9 Tagen', 'After 8 days'],
  ['numbers', 'ar', 'بعد ٩ أيام', 'After 8 days'],
  ['numbers', 'de', 'Nach Tagen', 'After 8 days'],
  ['marks', 'fr', "Signer l'appel"],
  ['marks', 'fr', 'Signer “oui”'],
  ['marks', 'fr', 'Signer\u00a0; oui'],
  ['marks', 'fr', 'Le lien : oui', 'The link: yes'],
  ['marks', 'de', 'Der Link “ja”'],
  ['marks', 'de', '»Ja«'],
  ['marks', 'az', 'Imza atın'],
  ['marks', 'az', 'kampaniyanı bılirlər'.replace('bı', 'bi').replace('lir', 'lır')],
  ['marks', 'az', 'i\u0307mza'],
  ['marks', 'az', 'mənim ämza'],
  ['marks', 'ru', 'Пoдпишите'],
  ['marks', 'ru', 'Ссылка “да”'],
  ['marks', 'hy', 'Ստորագրեք:'],
  ['marks', 'hy', 'Ստորագրել?'],
  ['marks', 'ar', 'وقّع, من فضلك'],
  ['marks', 'ar', 'وقّع علی العريضة'],
  ['blanks', 'de', 'Jetzt  unterschreiben'],
  ['blanks', 'de', ' Jetzt'],
  ['blanks', 'de', 'Jetzt , bitte'],
  ['direction', 'de', 'Jetzt\u200e'],
  ['direction', 'ar', '\u202eوقّع'],
  ['direction', 'ar', 'JSON ملف', 'JSON file'],
  ['direction', 'ar', '+{n} خلال أسبوع', '+{n} in a week'],
])('finds by the rule %s what is wrong in %s: %s', (rule, tag, message, english = 'Sign this petition') => {
  expect(broken(tag, message, english)).toContain(rule);
});

it('measures a text by the room that its note names, without its arguments', () => {
  const note = 'Button. At most 10 letters.';
  expect(broken('de', 'Absenden', 'Send', note)).toEqual([]);
  expect(broken('de', 'Bis {date}', 'To {date}', note)).toEqual([]);
  expect(broken('de', 'Abschicken !', 'Send', note)).toEqual([]);
  expect(broken('de', 'Jetzt absenden', 'Send', note)).toEqual(['letters']);
});

it('takes words of English that a language says to be its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amparo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'es'));
  writeFileSync(join(folder, 'es/writing.yaml'), 'own: [has]\n');
  const { writing } = readWriting('es', pathToFileURL(`${folder}/`));
  const pair = { writing, isRightToLeft: false, english: ['You have signed.'], note: '' };
  expect(wordRules.english({ ...pair, texts: ['Has firmado.'] })).toEqual([]);
  expect(wordRules.english({ ...pair, texts: ['You has firmado.'] })).toEqual(['it has the English word “You”']);
});
