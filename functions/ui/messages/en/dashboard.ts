/** Words of dashboards, their pictures and tables. */
export const dashboard = {
  'dashboard.title': 'Dashboard',
  'dashboard.of': 'Signatures: {campaign}',
  'dashboard.description':
    '{total, plural, =0 {Signatures} one {# signature so far} other {# signatures so far}}, by country and by day: {campaign}',
  'dashboard.total': 'Signatures',
  'dashboard.yesterday': 'yesterday',
  'dashboard.per-day': 'a day, over the last week',
  'dashboard.missing': 'to the goal',
  'dashboard.goal': 'Goal: {goal, number}',
  'dashboard.next-milestone':
    '{missing, plural, one {One more signature} other {# more signatures}} to the next milestone: {milestone, number}.',
  'dashboard.forecast.between':
    'At the pace of the last four weeks, {of, select, goal {the goal is} other {{target, number} signatures are}} reached between {from} and {until}.',
  'dashboard.forecast.around':
    'At the pace of the last four weeks, {of, select, goal {the goal is} other {{target, number} signatures are}} reached around {from}.',
  'dashboard.forecast.earliest':
    'At the pace of the last four weeks, {of, select, goal {the goal is} other {{target, number} signatures are}} reached on {from} at the earliest.',
  'dashboard.forecast.close':
    'When the campaign closes on {date}, at that pace it has between {low, number} and {high, number} signatures.',
  'dashboard.wall': 'Show on a large screen',
  'dashboard.growth': 'Signatures over time',
  'dashboard.growth.description':
    'A curve from {first} until now: {total, plural, one {# signature} other {# signatures}} in all.',
  'dashboard.growth.total': 'In all',
  'dashboard.growth.new': 'New',
  'dashboard.key.growing': 'The newest part, which is not over',
  'dashboard.key.fan': 'Forecast: from the slowest to the fastest seven days of the last four weeks',
  'dashboard.event.opened': 'The campaign opened',
  'dashboard.event.closed': 'The campaign closed',
  'dashboard.event.won': 'The campaign was won',
  'dashboard.event.released': 'Released: {name}',
  'dashboard.event.died': 'Died: {name}',
  'dashboard.event.handed-over': 'Handed over to {name}',
  'dashboard.event.milestone': '{signatures, plural, one {# signature} other {# signatures}}',
  'dashboard.events.more': '{more, plural, one {and one more} other {and # more}}',
  'dashboard.remark.half':
    'Half of all {total, plural, one {# signature} other {# signatures}} came {days, plural, one {on the first day} other {in the first # days}}.',
  'dashboard.remark.faster':
    'The growth speeds up: {now} a day over the last week, after {before} a day in the week before.',
  'dashboard.remark.slower':
    'The growth slows down: {now} a day over the last week, after {before} a day in the week before.',
  'dashboard.remark.steady': 'The pace is steady: {now} a day over the last week, {before} a day in the week before.',
  'dashboard.remark.most':
    'The strongest day was {day}, with {number, plural, one {# signature} other {# signatures}}.',
  'dashboard.remark.then': 'On that day: {what}.',
  'dashboard.remark.between': '; ',
  'dashboard.records': 'Records',
  'dashboard.record.day': 'Strongest day: {number, number}',
  'dashboard.record.week': 'Strongest seven days: {number, number}',
  'dashboard.record.run': 'Longest growth without a pause: {days, plural, one {# day} other {# days}}',
  'dashboard.record.milestone': '{signatures, number} signatures reached',
  'dashboard.record.between': '{from} to {until}',
  'dashboard.record.within': '{days, plural, one {on the first day} other {within # days}}',
  'dashboard.prison': 'Days in prison',
  'dashboard.prison.name': 'Who',
  'dashboard.prison.least': 'Days, at least',
  'dashboard.prison.most': 'At most',
  'dashboard.prison.now': 'Now',
  'dashboard.prison.description':
    'A bar for each of {count, plural, one {one case} other {# cases}}, as long as the time in prison. Its red part is the time of this campaign.',
  'dashboard.prison.days': '{days, plural, one {# day} other {# days}}',
  'dashboard.prison.days-at-least': '{days, plural, one {at least # day} other {at least # days}}',
  'dashboard.prison.longest': '{name}: in prison for {days}.',
  'dashboard.prison.run': 'This campaign has run for {days, plural, one {one day} other {# days}} of that time.',
  'dashboard.prison.together':
    'All {people, plural, one {one person} other {# people}} together: at least {days, plural, one {# day} other {# days}}.',
  'dashboard.prison.key':
    'Black: in prison. Red: while this campaign runs. Grey: within these dates, but not known to the day.',
  'dashboard.download': 'Download:',
  'dashboard.source': 'Published numbers of {date}. Source: {address}',
  'dashboard.wall.of': 'Large screen: {campaign}',
  'dashboard.wall.sign': 'Sign on your phone',
  'dashboard.wall.read': 'Read more on your phone',
  'dashboard.closed': 'The campaign closed on {date}.',
  'dashboard.sign': 'Add your signature',
  'dashboard.none.upcoming': 'The campaign has not begun. What its signatures add up to will be seen here.',
  'dashboard.by-day': 'By day',
  'dashboard.by-week': 'By week',
  'dashboard.by-month': 'By month',
  'dashboard.day': 'Day (UTC)',
  'dashboard.week': 'Week (UTC)',
  'dashboard.month': 'Month (UTC)',
  'dashboard.week-of': 'Week of {date}',
  'dashboard.over-time':
    '{total, plural, one {# signature} other {# signatures}} in {count, number} columns. The highest: {most}, with {number, number}.',
  'dashboard.earlier': 'Before that: {earlier}.',
  'dashboard.table': 'As a table',
  'dashboard.as-of': 'The numbers last moved on {date}.',
  'dashboard.careful': 'Numbers move only when many people have signed, so that nobody can see who signed.',
  'dashboard.next': 'The numbers can move next on {date}.',
  'dashboard.live': 'The total moves within seconds of a signature. Countries and days move once a day.',
  'dashboard.growing': 'A red column stands for a time that has not ended.',
  'dashboard.small-countries':
    'To protect signers, a country is named only once many people have signed there: from {least, number} signatures on at the earliest, in steps of {step, number}. All others are shown together.',
  'dashboard.open-data': 'Open data:',
} as const;
