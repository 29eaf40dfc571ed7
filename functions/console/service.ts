import type { Given, Service } from '../http/service.ts';
import { createConsoleApp } from './app.ts';
import { type ConsoleSecrets, consoleDeps } from './deps.ts';
import { type ConsoleSettings, consoleSettings } from './settings.ts';

export const service = {
  settings: consoleSettings,
  start(settings: ConsoleSettings, { secrets, assets }: Pick<Given, 'assets'> & { readonly secrets: ConsoleSecrets }) {
    const deps = consoleDeps(settings, secrets, assets);
    return { app: createConsoleApp(deps), deps };
  },
} satisfies Service<typeof consoleSettings>;
