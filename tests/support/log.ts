import type { Log } from '../../functions/core/running/log.ts';

/** A log that nobody reads. */
export const silentLog: Log = { info: () => undefined, error: () => undefined };
