/** Words of the lists of campaigns. */
export const list = {
  'list.title': 'People are in prison for what they said. Say something.',
  'list.lead':
    'Each of these campaigns asks for the release of people who are in prison only for their beliefs, their words or a peaceful act. Signing takes a minute. Nobody but the group that runs the campaign learns who you are, unless you choose to show it.',
  'list.campaigns': 'Campaigns',
  'list.none': 'There is no campaign here yet.',
} as const;
