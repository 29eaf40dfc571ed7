import type { Service } from '../http/service.ts';
import { createConsoleApp } from './app.ts';
import { type ConsoleGiven, consoleDeps } from './deps.ts';
import { type ConsoleSettings, consoleSettings } from './settings.ts';

export const service = {
  settings: consoleSettings,
  start(settings: ConsoleSettings, given: ConsoleGiven) {
    const deps = consoleDeps(settings, given);
    return { app: createConsoleApp(deps), deps };
  },
} satisfies Service<typeof consoleSettings>;
