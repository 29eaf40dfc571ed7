import { Refusal } from './refusal.ts';

/** What to do about a port that cannot be listened on. */
export const portRefusal = (setting: 'PORT' | 'MAILBOX_PORT', port: number): Refusal =>
  new Refusal(`Port ${port} is in use: stop what uses it, or set another ${setting}, such as ${setting}=${port + 1}.`);
