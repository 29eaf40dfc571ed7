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
  'dashboard.goal-at': 'At the pace of the last week the goal is reached around {date}.',
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
