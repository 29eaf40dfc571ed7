/** Words of the pages about prisoners. */
export const cases = {
  'cases.title': 'The people in prison',
  'cases.title.released': 'The people who were released',
  'cases.title.died': 'The people who died',
  'cases.name': 'People',
  'cases.lead':
    'For each person on this page, a campaign asks for release. Read who is in prison, for how long, and sign.',
  'cases.description':
    'Who is in prison, for how long, who was released, and the campaigns that speak for each person.',
  'cases.search.title': 'People for “{q}”',
  'cases.none': 'No campaign here speaks for a prisoner yet.',
  'cases.found': '{count, plural, =0 {Nobody found} one {One person or group} other {# people or groups}}',
  'cases.found.all': 'Show everybody',
  'cases.status.detained': 'In prison',
  'cases.status.released': 'Released',
  'cases.status.died': 'Died',
  'cases.sort.longest': 'Longest in prison',
  'cases.sort.latest': 'Latest news',
  'cases.count.detained': '{people, plural, one {One person is in prison} other {# people are in prison}}',
  'cases.count.released': '{people, plural, one {One was released} other {# were released}}',
  'cases.count.died': '{people, plural, one {One died} other {# died}}',
  'case.days': '{days, plural, =0 {In prison since today} one {In prison for one day} other {In prison for # days}}',
  'case.days.least': '{days, plural, one {In prison for at least one day} other {In prison for at least # days}}',
  'case.days.since': 'In prison since {since}',
  'case.days.were':
    '{days, plural, =0 {Released on the same day} one {After one day in prison} other {After # days in prison}}',
  'case.days.were.least':
    '{days, plural, one {After at least one day in prison} other {After at least # days in prison}}',
  'case.free.on': 'Free: {date}',
  'case.died.on': 'Died: {date}',
  'case.story': 'The story',
  'case.facts': 'The case',
  'case.arrested': 'Arrested',
  'case.campaigns': 'Campaigns for {name}',
  'case.sign': 'Sign for {name}',
  'case.related': 'Other campaigns to sign',
  'case.description': '{held}. {campaigns, plural, one {One campaign speaks} other {# campaigns speak}} for {name}.',
} as const;
