import type { Given, Service } from '../http/service.ts';
import { createSignApp } from './app.ts';
import { signDeps } from './deps.ts';
import { type SignSettings, signSettings } from './settings.ts';

export const service = {
  settings: signSettings,
  start(settings: SignSettings, { secrets, assets }: Given) {
    const deps = signDeps(settings, secrets, assets);
    return { app: createSignApp(deps), deps };
  },
} satisfies Service<typeof signSettings>;
