import { DAY, HOUR, MINUTE } from '../../functions/core/running/clock.ts';
import type { Log } from '../../functions/core/running/log.ts';
import type { Given } from '../../functions/http/service.ts';
import { functionNames, type RoutedName, requestsOf, routedNames, rowOf } from '../functions.ts';
import type { FunctionSettings } from './environment.ts';
import { startRegularly } from './regularly.ts';
import type { App } from './server.ts';
import { createTurns } from './turns.ts';

const EVERY = { minute: MINUTE, hour: HOUR, day: DAY } as const;

/** Loads each function of the table that answers requests. */
export async function loadApps(
  settings: FunctionSettings,
  given: Given,
): Promise<{ readonly [Name in RoutedName]: App }> {
  const loaded = routedNames.map(async (name) => {
    const { load, atOnce } = requestsOf(name);
    const { app } = (await load()).start(settings[name], given);
    return [name, atOnce ? inTurns(app, atOnce) : app] as const;
  });
  return Object.fromEntries(await Promise.all(loaded)) as Record<RoutedName, App>;
}

function inTurns(app: App, atOnce: number): App {
  const inTurn = createTurns(atOnce);
  return { fetch: (request, env) => inTurn(() => app.fetch(request, env)) };
}

/**
 * Runs each function of the table that has a schedule, now and regularly.
 * @returns a function for each that stops it.
 */
export function startScheduled(settings: FunctionSettings, log: Log): Promise<(() => Promise<void>)[]> {
  const scheduled = functionNames.flatMap((name) => {
    const { schedule } = rowOf(name);
    return schedule ? [{ name, ...schedule }] : [];
  });
  return Promise.all(
    scheduled.map(async ({ name, every, load, isChatty }) => {
      const task = await load();
      const work = task.prepare(settings[name], isChatty ? { ...log, info: () => undefined } : log);
      return startRegularly(EVERY[every], work, log);
    }),
  );
}
