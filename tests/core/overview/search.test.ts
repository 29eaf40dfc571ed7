import { expect, it } from 'vitest';
import { countries } from '../../../functions/core/country.ts';
import { countriesMeant } from '../../../functions/core/overview/countries.ts';
import { campaignFit, fieldsOfEntry } from '../../../functions/core/overview/fits.ts';
import { fieldsOf, fitOf, queryOf, sideBySide } from '../../../functions/core/overview/search.ts';
import { entryAt } from '../../support/entry.ts';

const finds = (q: string, text: string) => fitOf(fieldsOf([text]), queryOf(q)) > 0;

it.each([
  ['Waleed', 'وليد'],
  ['Walid', 'وليد'],
  ['Валид', 'وليد'],
  ['Badawi', 'بدوي'],
  ['Бадави', 'بدوي'],
  ['Raif', 'رائف'],
  ['Раиф', 'رائف'],
  ['Nour', 'نور'],
  ['Huda', 'هدى'],
  ['Mona', 'منى'],
  ['Sara', 'سارة'],
  ['Sarah', 'سارة'],
  ['Salwa', 'سلوى'],
  ['Fawzi', 'فوزي'],
  ['Sotoudeh', 'ستوده'],
  ['Khawaja', 'الخواجة'],
  ['Mahvash', 'مهوش'],
  ['Loujain', 'لجين'],
  ['Гавел', 'Havel'],
  ['Ольга', 'Olha'],
  ['Sacharow', 'Сахаров'],
  ['Sacharow', 'Sakharov'],
  ['Ceferov', 'Cəfərov'],
  ['Sarah', 'Sara'],
  ['Khair', 'الخير'],
  ['al-Khair', 'الخير'],
  ['Alkhair', 'الخير'],
  ['Abu', 'أبو'],
  ['Waleed Abu al-Khair', 'وليد أبو الخير'],
  ['Валид Абу-ль-Хаир', 'وليد أبو الخير'],
  ['el-Khair', 'al-Khair'],
  ['Al Khair', 'Alkhair'],
  ['Abu al-Khair', 'Abulkhair'],
  ['Abd al-Rahman', 'Abdulrahman'],
  ['ash-Shami', 'Shami'],
  ['ash-Shami', 'al-Shami'],
  ['аль-Хайр', 'al-Khair'],
  ['Вацлав', 'Václav'],
  ['Jelena', 'Елена'],
  ['Jelena', 'Yelena'],
  ['Yelena', 'Елена'],
  ['Ismajilova', 'İsmayılova'],
  ['Navalnyj', 'Навальный'],
])('finds the name “%s” as «%s», and the other way round', (one, other) => {
  expect([finds(one, other), finds(other, one)]).toEqual([true, true]);
});

it.each([
  ['Yasser', 'سارة'],
  ['Sara', 'ياسر'],
  ['Rafi', 'رائف'],
  ['Arif', 'رائف'],
  ['Rif', 'عارف'],
  ['Nour', 'نار'],
  ['Nari', 'نور'],
  ['Sama', 'سامي'],
  ['Walid', 'خالد'],
  ['Lida', 'وليد'],
  ['Eldar', 'وليد'],
  ['Dalal', 'عادل'],
  ['Badawi', 'بديع'],
  ['Amina', 'مني'],
  ['Mina', 'أمين'],
  ['Laila', 'علاء'],
  ['Raif', 'رافع الدين'],
  ['Gavel', 'Havel'],
  ['Хавел', 'Gavel'],
  ['Cuba', 'Juba'],
  ['can', 'January'],
  ['Chile', 'Hila'],
  ['child', 'Hildegard'],
])('does not take “%s” for «%s», nor the other way round', (one, other) => {
  expect([finds(one, other), finds(other, one)]).toEqual([false, false]);
});

it.each(['qqqqq', 'xx', 'aaaa', 'hhh', 'aaaabbbb', '1', 'q', 'ууу', 'ееее', 'قق'])(
  'does not take “%s”, of which little is left, for the beginning of a word',
  (q) => {
    const text = 'Gurbanli Khadija Alov Abdulla Хабаров Умар Həsən Otto 1989 قاسم كريم';
    expect(finds(q, text)).toBe(false);
    expect(meant(q).flat()).toEqual([]);
  },
);

it.each(['Oo', 'Xi', 'Aa', 'Q', '7', 'O', 'У', 'Iyyi'])('finds the short name “%s” by itself', (name) => {
  expect(finds(name, `Free ${name} now`)).toBe(true);
  expect(finds(name.toLowerCase(), `${name}`)).toBe(true);
});

it('finds a short name by its beginning, if that has two letters', () => {
  expect(finds('Xi', 'Xia')).toBe(true);
  expect(finds('Ai', 'Aisha')).toBe(true);
});

const meant = (q: string, locale = 'en') => {
  const query = queryOf(q);
  const means = countriesMeant(query, locale);
  return query.map((_, word) => countries.filter((code) => means(word, code)));
};

it.each([
  ['أذربيجان', 'AZ'],
  ['Ադրբեջան', 'AZ'],
  ['Azerbaycan', 'AZ'],
  ['Azərbaycan', 'AZ'],
  ['Саудовская Аравия', 'SA'],
  ['السعودية', 'SA'],
  ['روسيا', 'RU'],
  ['Ռուսաստան', 'RU'],
  ['Чехия', 'CZ'],
  ['Česko', 'CZ'],
  ['Cesko', 'CZ'],
  ['Білорусь', 'BY'],
  ['საქართველო', 'GE'],
])('knows the country «%s» on a page in any language', (q, code) => {
  for (const locale of ['en', 'ar', 'hy'])
    expect(meant(q, locale), locale).toEqual([...q.split(' ')].map(() => [code]));
});

it('takes no usual word of a campaign for a country', () => {
  const words =
    'free prison release journalist human rights freedom political writer poet activist court sentence peace opinion ' +
    'word song church student woman teacher union strike protest letter books Waleed Raif Badawi Havel Sakharov Navalny ' +
    'und der свободу журналист тюрьма правда слово поэт حرية سجن صحفي كاتب قلم شاعر';
  const countriesOf = words.split(' ').map((word) => [word, meant(word, 'xx').flat()] as const);
  expect(countriesOf.filter(([, codes]) => codes.length > 0)).toEqual([]);
});

it.each([
  ['a whole word among the people before the beginning of one in the title', 'Гавел', ['', 'Havel'], ['gewaltlos', '']],
  ['the same before such a beginning by letters', 'Hav', ['', 'Hav'], ['Having', '']],
  ['an ending is no more than the word', 'Сахаров', ['Сахарову', ''], ['', 'Сахаров']],
  ['a word in the title before the same one among the people', 'Havel', ['Havel', ''], ['', 'Havel']],
  ['a beginning in the title before one among the people', 'Sakh', ['Sakharov', ''], ['', 'Sakharov']],
  ['the same letters before the same sound', 'Havel', ['', 'Havel'], ['', 'Гавел']],
])('ranks %s', (_, q, better, worse) => {
  const rank = (texts: string[]) => fitOf(fieldsOf([...texts, '']), queryOf(q));
  expect(rank(worse)).toBeGreaterThan(0);
  expect(rank(better)).toBeGreaterThan(rank(worse));
});

it('folds the texts of a campaign once, however often its numbers move', () => {
  const now = Date.parse('2026-03-10T12:30:00Z');
  const fieldsAt = (total: number, title = 'Свободу') =>
    fieldsOfEntry(entryAt(now, { slug: 'folded-once', title, total }));
  const folded = fieldsAt(1);
  expect(fieldsAt(2)).toBe(folded);
  expect(fieldsAt(3, 'Free')).not.toEqual(folded);
});

it('finds in many campaigns at once what it finds in each of them alone', () => {
  const now = Date.parse('2026-03-10T12:30:00Z');
  const titles = [
    'Free Havel',
    'Свободу Гавелу',
    'Gewaltlos',
    'حرروا وليد',
    'Azad edin',
    '自由',
    'Free Waleed and Havel',
  ];
  const entries = titles.map((title, i) => ({
    ...entryAt(now, { slug: `campaign-${i}`, title, country: i % 2 ? 'AZ' : 'CZ', total: 1 }),
    targets: [{ name: 'Azad', country: i % 3 ? 'RU' : undefined }],
  }));
  for (const q of [
    'Havel',
    'Гавел',
    'free',
    'hav',
    'Waleed',
    'free havel',
    'azad',
    'Azerbaijan',
    'free Russia',
    'x',
    '',
  ])
    expect(entries.map(campaignFit(entries, q, 'en')), q).toEqual(
      entries.map((entry) => campaignFit([entry], q, 'en')(entry)),
    );
});

it('finds words of all texts, however many there were, and those that were folded after a search began', () => {
  const query = queryOf('Sakharov');
  const before = fieldsOf(['Sacharow', 'nothing']);
  expect(fitOf(before, query)).toBeGreaterThan(0);
  expect(fitOf(fieldsOf(['nothing', 'Sakharov-Foundation']), query)).toBeGreaterThan(0);
  const many = Array.from({ length: 7 }, (_, i) => fieldsOf([`Sakharova ${wordsFrom(10_000 * i, 10_000)}`, 'nothing']));
  expect(new Set(many.map(({ vocabulary }) => vocabulary)).size).toBeGreaterThan(1);
  const runs = sideBySide([before, ...many, fieldsOf(['nothing', 'nothing'])]);
  const fits = runs.flatMap((run) =>
    Array.from({ length: run.ends.length / 2 }, (_, i) => fitOf(run, query, undefined, i)),
  );
  expect(fits.map((fit) => fit > 0)).toEqual([true, ...many.map(() => true), false]);
});

/** Short words, which are folded quickly. */
const wordsFrom = (first: number, count: number): string =>
  Array.from({ length: count }, (_, i) => (first + i).toString(36)).join(' ');

it('keeps nothing of what strangers search', () => {
  const wordOf = (q: string) => queryOf(q)[0]?.word;
  expect(wordOf('nobodysname')).not.toBe(wordOf('nobodysname'));
  fieldsOf(['somebodysname']);
  expect(wordOf('somebodysname')).toBe(wordOf('somebodysname'));
});
