import type { SiteDeps } from '../../functions/site/deps.ts';
import { appDeps } from './app-deps.ts';

/** What the site works with: no campaign, real time. @param given what the test is about. */
export const siteDepsOf = (given: Partial<SiteDeps>): SiteDeps => ({
  ...appDeps,
  group: async () => undefined,
  campaign: async () => undefined,
  translation: async () => undefined,
  translations: async () => [],
  preview: async () => undefined,
  overview: async () => ({ entries: [], checkedAt: 0 }),
  published: () => Promise.reject(new Error('This test gives no numbers')),
  names: async () => [],
  keepMonths: 6,
  clock: Date.now,
  ...given,
});
