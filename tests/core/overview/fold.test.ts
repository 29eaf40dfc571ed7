import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldedWords } from '../../../functions/core/overview/fold.ts';
import { codePoint } from '../../support/code-point.ts';

const soundsOf = (text: string) =>
  foldedWords(text, { isOurs: true }).flatMap(({ readings }) => readings[0]?.sound ?? []);

it.each([
  ['Azerbaijani, English and Russian', ['Qurbanlı', 'QURBANLI', 'Gurbanli', 'Гурбанлы']],
  ['a schwa, an a and an e', ['Əliyev', 'ƏLİYEV', 'Aliyev', 'Eliyev', 'Алиев']],
  ['an Azerbaijani c', ['Cəfərov', 'Jafarov', 'Джафаров']],
  ['an Azerbaijani x', ['Xədicə', 'Khadija', 'Хадиджа']],
  ['an x, without a letter that says whose it is', ['Baxtiyar', 'Bakhtiyar', 'Бахтияр']],
  ['an x that is a ks', ['Alex', 'Aleks', 'Алекс']],
  ['a dotted and a dotless i', ['İsmayılova', 'ısmayılova', 'Ismayilova', 'Исмаилова']],
  ['an ş and an ü', ['Şükür', 'Shukur', 'Шукюр']],
  ['Armenian', ['Նիկոլ', 'Nikol', 'Никол']],
  ['Georgian', ['გიორგი', 'Giorgi', 'Гиорги']],
  ['accents, also as marks of their own', ['José', 'Jose\u0301', 'JOSE']],
  ['forms of Arabic alef, and short vowels', ['أحمد', 'احمد', 'إحمد', 'أَحْمَد', 'ا\u0640حمد']],
  ['digits', ['2013', '٢٠١٣', '۲۰۱۳']],
  ['apostrophes', ['O’Brien', "O'Brien", 'OBrien']],
  ['yeh of Arabic and of Persian', ['علي', 'علی']],
])('folds spellings of one word to one sound: %s', (_, spellings) => {
  expect(new Set(spellings.flatMap(soundsOf)).size).toBe(1);
  for (const spelling of spellings) expect(soundsOf(spelling), spelling).toHaveLength(1);
});

it.each([
  ['محمد', 'Mohammed'],
  ['محمد', 'Məhəmməd'],
  ['كريموف', 'Kərimov'],
  ['قربانلي', 'Qurbanlı'],
  ['خديجة', 'Xədicə'],
  ['نرگس', 'Narges'],
  ['نافالني', 'Навальный'],
])('finds the same consonants in %s, which has no short vowels, and in %s', (arabic, other) => {
  const [one] = foldedWords(arabic, { isOurs: true });
  expect(one?.isArabic).toBe(true);
  expect(one?.readings.map(({ consonants }) => consonants)).toContain(
    foldedWords(other, { isOurs: true })[0]?.readings[0]?.consonants,
  );
});

it('divides a text where its script has no blanks', () => {
  expect(foldedWords('释放记者', { isOurs: true }).map(({ latin }) => latin)).toEqual(['shifang', 'jizhe']);
});

it('keeps words apart that are different', () => {
  const words = ['Aliyev', 'Alov', 'Karimov', 'Kerimli', 'Baku', 'Bank', 'release', 'prison', 'journalist', 'lawyer'];
  expect(new Set(words.flatMap(soundsOf)).size).toBe(words.length);
});

it('makes of any text words of small Latin letters and digits, and of these the same again', () => {
  fc.assert(
    fc.property(fc.string({ unit: codePoint, maxLength: 60 }), (text) => {
      for (const { latin, readings } of foldedWords(text, { isOurs: true })) {
        expect(latin).toMatch(/^[a-z0-9]+$/);
        expect(readings.length).toBeGreaterThan(0);
        for (const { sound, consonants } of readings) expect(`${sound}${consonants}`).toMatch(/^[a-z0-9]*$/);
        expect(foldedWords(latin, { isOurs: true }).map((word) => word.latin)).toEqual([latin]);
      }
    }),
  );
});
