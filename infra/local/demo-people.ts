/** Made-up people for `--demo`. Their addresses have a domain that is reserved for examples (RFC 2606). */

/**
 * About how many of a thousand signatures come from each country. Those with a fraction stay below the number that is
 * shown.
 */
export const countryWeights: readonly (readonly [
  country: string,
  weight: number,
  utcOffset: number,
  locale: string,
])[] = [
  ['AZ', 148, 4, 'az'],
  ['DE', 132, 1, 'de'],
  ['GB', 117, 0, 'en'],
  ['FR', 88, 1, 'fr'],
  ['US', 79, -5, 'en'],
  ['TR', 61, 3, 'tr'],
  ['NL', 46, 1, 'en'],
  ['GE', 41, 4, 'en'],
  ['CH', 33, 1, 'de'],
  ['SE', 31, 1, 'en'],
  ['NO', 26, 1, 'en'],
  ['AM', 24, 4, 'hy'],
  ['AT', 23, 1, 'de'],
  ['BE', 22, 1, 'fr'],
  ['CA', 20, -5, 'en'],
  ['ES', 18, 1, 'en'],
  ['IT', 16, 1, 'en'],
  ['PL', 14, 1, 'en'],
  ['UA', 12, 2, 'ru'],
  ['LT', 9, 2, 'en'],
  ['AU', 8, 10, 'en'],
  ['IE', 7, 0, 'en'],
  ['FI', 6, 2, 'en'],
  ['CZ', 5, 1, 'en'],
  ['RU', 4, 3, 'ru'],
  ['IL', 3, 2, 'en'],
  ['IN', 2, 5, 'en'],
  ['JP', 1.5, 9, 'en'],
  ['EG', 1, 2, 'ar'],
  ['BR', 0.8, -3, 'en'],
  ['ZA', 0.5, 2, 'en'],
  ['KZ', 0.4, 5, 'ru'],
  ['MX', 0.3, -6, 'en'],
  ['KE', 0.2, 3, 'en'],
  ['NZ', 0.2, 12, 'en'],
];

export const givenNames: readonly string[] =
  'Ada Aylin Amir Anna Anton Aram Clara Daniel Elena Elif Emil Farid Gabriel Ganira Hana Ida Ilham Ines Irina Jan Jonas Julia Kamran Karin Lale Laura Leyla Lina Louis Lucas Maja Malik Maria Marta Mehdi Mina Murad Nadia Nigar Nina Noah Omar Oskar Paul Rania Rashad Rosa Samir Sara Selim Sofia Tarlan Thomas Tural Vera Yusif Zara Zeynep'.split(
    ' ',
  );
export const familyNames: readonly string[] =
  'Abbasov Adams Agayev Albrecht Aliyeva Andersen Arslan Bauer Berg Bernard Bianchi Brandt Brown Carter Demir Dubois Eriksen Evans Farrell Fischer Garcia Gasimov Hansen Hasanli Hoffmann Huseynov Ismayil Jansen Kaya Keller Kowalski Laurent Lehmann Lindqvist Mammadli Martin Meyer Moreau Murphy Nagiyev Novak Olsen Petrosyan Quliyev Richter Rossi Rzayev Schmidt Silva Smith Steiner Taylor Vermeer Virtanen Wagner Walsh Weber Yilmaz'.split(
    ' ',
  );

export const comments: readonly string[] = [
  'Nobody should be in prison for what they say.',
  'I signed because silence helps the wrong side.',
  'Let them go home to their families.',
  'A free press protects all of us.',
  'Promises made in Strasbourg must hold in Baku.',
];
