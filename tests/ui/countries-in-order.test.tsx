import { expect, it } from 'vitest';
import { countries } from '../../functions/core/country.ts';
import { namedCountries } from '../../functions/site/list/countries.ts';
import { CountryOptions } from '../../functions/ui/country-options.tsx';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { speaking } from '../support/speaking.ts';

speaking(['en', 'az', 'hy', 'ru', 'de', 'ar']);

/** Countries in the order in which readers of a language look for them. */
const inOrder: readonly (readonly [language: string, names: readonly string[]])[] = [
  // Ç comes after C, Ə after E, X after H, İ after I, Q after K, Ş after S.
  [
    'az',
    [
      ...['Cibuti', 'Çad', 'Çin', 'Ekvador', 'Esvatini', 'Əfqanıstan', 'Fransa', 'Honduras', 'Xorvatiya', 'İraq'],
      ...['Kuba', 'Küveyt', 'Qabon', 'Qırğızıstan', 'Laos', 'Suriya', 'Şri-Lanka', 'Tailand', 'Ukrayna', 'Zambiya'],
    ],
  ],
  [
    'hy',
    [
      ...['Ադրբեջան', 'Բրազիլիա', 'Գերմանիա', 'Դանիա', 'Եգիպտոս', 'Զամբիա', 'Էստոնիա', 'Թունիս', 'Թուրքիա', 'Իրան'],
      ...['Լատվիա', 'Խորվաթիա', 'Կանադա', 'Հայաստան', 'Ճապոնիա', 'Նորվեգիա', 'Շվեդիա', 'Ուկրաինա', 'Չեխիա'],
      ...['Ռուսաստան', 'Սերբիա', 'Վրաստան', 'Քենիա', 'Օման', 'Ֆրանսիա'],
    ],
  ],
  ['ru', ['Австрия', 'Болгария', 'Гаити', 'Египет', 'Йемен', 'Кения', 'Чад', 'Чехия', 'Швеция', 'Эстония', 'Ямайка']],
  ['de', ['Afghanistan', 'Ägypten', 'Albanien', 'Oman', 'Österreich', 'Pakistan']],
  // Alef is one letter, whatever stands on it or under it.
  [
    'ar',
    ['إثيوبيا', 'أذربيجان', 'أستراليا', 'ألمانيا', 'أنغولا', 'إيران', 'تركيا', 'جورجيا', 'روسيا', 'مصر', 'هنغاريا'],
  ],
];

const uninhabited = ['AQ', 'BV', 'GS', 'HM', 'TF', 'UM'];

it.each(inOrder)('lists countries as readers of %s look for them, in the form and in lists', (language, names) => {
  const translator = translatorOf(language);
  const html = String(<CountryOptions translator={translator} chosen={undefined} isOptional />);
  const inForm = [...html.matchAll(/<option value=[A-Z]{2}>([^<]+)/g)].map(([, name = '']) => name);
  expect(inForm).toHaveLength(countries.length - uninhabited.length);
  const inList = namedCountries(countries, translator).map(([, name]) => name);
  for (const all of [inForm, inList]) expect(all.filter((name) => names.includes(name))).toEqual(names);
});

it('offers no place where nobody lives, and keeps one that was sent', () => {
  const offered = (chosen?: string) =>
    String(<CountryOptions translator={translatorOf('en')} chosen={chosen} isOptional={false} />);
  for (const code of uninhabited) {
    expect(offered()).not.toMatch(new RegExp(`value="?${code}`));
    expect(offered(code)).toContain(`<option value="${code}" selected`);
  }
});

it('names a country once in a list, whatever their order before', () => {
  const named = namedCountries(['TD', 'CN', 'DJ', 'TD'], translatorOf('az'));
  expect(named).toEqual([
    ['DJ', 'Cibuti'],
    ['TD', 'Çad'],
    ['CN', 'Çin'],
  ]);
});
