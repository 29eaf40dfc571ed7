/** Words of open data: what programs and people read whose address asks for something that there is not. */
export const data = {
  'problem.invalid-query.title': 'We do not understand what this address asks for',
  'problem.invalid-query.detail': 'What follows the question mark has a mistake. Nothing was left out silently.',
  'problem.not-acceptable.title': 'We do not have this in the form that you ask for',
  'problem.not-acceptable.detail': 'Open data comes as JSON and as CSV.',
  'field.accept.unknown':
    'Send Accept: application/json or Accept: text/csv, or add .json or .csv to the path of the address',
  'field.limit.malformed': 'Ask for a whole number from 1 on, and not for more than one page can have',
  'field.cursor.malformed': 'This page is not there any more. Begin again without a cursor',
  'field.from.malformed': 'Ask for a day such as 2026-01-31',
  'field.to.malformed': 'Ask for a day such as 2026-01-31, and not for one before “from”',
  'field.country.malformed': 'Ask for one country by its two capital letters, such as AZ, or for “other”',
  'field.page.malformed': 'Ask for a whole number from 1 on',
  'field.per_page.malformed': 'Ask for a whole number from 1 to 100',

  'docs.open-data.title': 'Open data',
  'docs.open-data.lead':
    'Tables of campaigns, cases, days and countries for your own work, and petitions for tools that speak OSDI. The licence is CC BY 4.0. A table’s address without its ending leads to JSON or CSV, as the header Accept prefers.',
  'docs.data.all': 'Download everything (ZIP)',
  'docs.data.all.what': 'All tables as CSV, with datapackage.json, which says what each column means.',
  'docs.data.licence': 'Licence: {name}. The line to quote: {line}',
  'docs.data.line': '“Source: {group}, {address}, {name}”',
  'docs.data.rules':
    'Numbers are published at fixed times, and only when many people have signed. Small countries are one, as “other”. A live campaign moves its total at once. Version {version}; datapackage.json always has the current one.',
  'docs.calls': 'All calls',
  'docs.try': 'Try it',
  'docs.asks': 'Its address can ask for',
} as const;
