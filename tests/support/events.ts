import type { WebhookEvent } from '../../functions/core/webhooks/event.ts';

const campaign = {
  ...{ slug: 'free-them', title: 'Free them', language: 'en', path: '/campaigns/free-them' },
  ...{ signatures: 1_000, asOf: '2026-11-28T12:00:00.000Z', goal: 5_000 },
};
const at = '2026-11-28T12:01:00.000Z';

/** One event of each type, with all that it may have. */
export const sampleEvents: readonly WebhookEvent[] = [
  { id: 'evt_opened', type: 'campaign.opened', at, data: { ...campaign, opensAt: at, closesAt: null } },
  { id: 'evt_closed', type: 'campaign.closed', at, data: { ...campaign, closesAt: at } },
  {
    id: 'evt_won',
    type: 'campaign.won',
    at,
    data: { ...campaign, won: { on: '2026-11-28', words: 'They are free.' } },
  },
  { id: 'evt_milestone', type: 'campaign.milestone', at, data: { ...campaign, milestone: 1_000, isGoal: false } },
  {
    id: 'evt_released',
    type: 'case.released',
    at,
    data: {
      ...campaign,
      case: { id: 'ada', name: 'Ada', people: 1, path: '/cases/ada', releasedOn: '2026-11-28' },
    },
  },
  { id: 'evt_export', type: 'export.ready', at, data: { slug: 'free-them' } },
  { id: 'evt_test', type: 'webhook.test', at, data: {} },
];

/** The sample of a type. */
export function eventOf(type: WebhookEvent['type'], id?: string): WebhookEvent {
  const found = sampleEvents.find((event) => event.type === type);
  if (!found) throw new Error(`There is no sample of ${type}`);
  return id === undefined ? found : { ...found, id };
}
