import type { Given, Service } from '../http/service.ts';
import { createSiteApp } from './app.ts';
import { siteDeps } from './deps.ts';
import { type SiteSettings, siteSettings } from './settings.ts';

export const service = {
  settings: siteSettings,
  start(settings: SiteSettings, { assets }: Pick<Given, 'assets'>) {
    const deps = siteDeps(settings, assets);
    return { app: createSiteApp(deps), deps };
  },
} satisfies Service<typeof siteSettings>;
