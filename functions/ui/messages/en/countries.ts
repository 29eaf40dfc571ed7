/** Words of the map, of the ranking of countries and of their table. */
export const countries = {
  'countries.title': 'By country',
  'countries.none':
    'No country is named{isClosed, select, true {} other { yet}}. That takes many signatures from the same country.',
  'countries.named':
    '{count, plural, one {One country is named, with {share} of all signatures.} other {# countries are named, with {share} of all signatures.}}',
  'countries.most': 'Most signatures came from {country}: {signatures, number}, or {share} of all.',
  'countries.close':
    'No country is far ahead in signatures. {country} has {signatures, number}, and {next} has {nextSignatures, number}.',
  'countries.rate':
    'Of countries with {signatures, number} signatures and {people, number} people or more, {country} signed most for its population: {rate} per million people. The next is {next}, with {nextRate}.',
  'countries.rate-one': '{country} has {rate} signatures per million people.',
  'countries.rate-close':
    'Of countries with {signatures, number} signatures and {people, number} people or more, {country} and {next} signed most for the population: {rate} and {nextRate} per million people.',
  'countries.rate-small': 'Only about {people, number} people live in {country}.',
  'countries.rate-none':
    'Countries are compared by population from {signatures, number} signatures and {people, number} people on. No named country has so many{isClosed, select, true {} other { yet}}.',
  'countries.by.perMillion': 'Per million people',
  'countries.by.signatures': 'In numbers',
  'countries.perMillion': 'Signatures per million people',
  'countries.signatures': 'Signatures',
  'countries.step.below': 'below {below, number}',
  'countries.step.between': '{from, number} to {to, number}',
  'countries.step.from': '{from, number} or more',
  'countries.few': 'not named: few signatures, or none',
  'countries.circles': 'Circles are countries too small to draw. A colour means the same number in every campaign.',
  'countries.shapes':
    'Shapes: Natural Earth, simplified, by the list of countries in ISO 3166. The map takes no side on any border.',
  'countries.population': 'Population: {name}, {year}.',
  'countries.ranking.perMillion': 'Most signatures per million people',
  'countries.ranking.signatures': 'Most signatures',
  'countries.ranked':
    'From {signatures, number} signatures and {people, number} people on: below that, a few families decide the rank. Map and table have the others.',
  'countries.of-people': '{country} ({people, number} people)',
  'countries.more': '{count, plural, one {One more named country} other {# more named countries}}',
  'countries.other': 'Countries that are not named',
  'countries.bars': '{title}, in {count, plural, one {one bar} other {# bars}}. The first: {first}, with {value}.',
  'countries.name': 'Country',
  'countries.per-million': 'Per million people',
} as const;
