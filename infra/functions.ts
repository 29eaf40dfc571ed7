import type * as z from 'zod/mini';
import { consolePaths } from '../functions/console/routes.ts';
import { consoleSettings } from '../functions/console/settings.ts';
import type { Task } from '../functions/core/running/task.ts';
import { feedbackSettings } from '../functions/feedback/settings.ts';
import { foldSettings } from '../functions/fold/settings.ts';
import { signPaths } from '../functions/http/routes.ts';
import type { Service } from '../functions/http/service.ts';
import { mailSettings } from '../functions/mail/settings.ts';
import { overviewSettings } from '../functions/overview/settings.ts';
import { picturesSettings } from '../functions/pictures/settings.ts';
import { publishSettings } from '../functions/publish/settings.ts';
import { reconcileSettings } from '../functions/reconcile/settings.ts';
import { retentionSettings } from '../functions/retention/settings.ts';
import { signSettings } from '../functions/sign/settings.ts';
import { siteSettings } from '../functions/site/settings.ts';
import { tallySettings } from '../functions/tally/settings.ts';
import { webhooksSettings } from '../functions/webhooks/settings.ts';

/** What infra/ knows of a function. What the function may do stands in its part (`parts/<name>.ts`). */
export interface FunctionRow<Settings extends z.ZodMiniType = z.ZodMiniType> {
  /** What it reads from its environment: the part must fill exactly this. */
  readonly settings: Settings;
  /** A function's share of a processor grows with its memory: 1,769 MB have one. */
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** When it is called, if time calls it. */
  readonly schedule?: Schedule<Settings>;
  /** What it gets at once, if a stream or a queue calls it. */
  readonly batch?: { readonly size: number; readonly windowSeconds: number };
  /** What it answers, if requests call it. Its bundle then contains the styles and scripts of pages. */
  readonly requests?: Requests<Settings>;
  /** Whether it opens pictures of strangers. Its bundle then contains the decoders. */
  readonly opensPictures?: boolean;
  /** An alarm rings when more of its calls fail within five minutes. */
  readonly alarm: { readonly errorsAbove: number; readonly means: string };
}

interface Requests<Settings extends z.ZodMiniType = z.ZodMiniType> {
  /** The paths that it answers, with any method. `rest` stands for all paths that no other function has. */
  readonly routes: readonly string[] | 'rest';
  /** Loads what answers, for one computer, which has no Lambda. */
  readonly load: () => Promise<Service<Settings>>;
  /** How many requests one computer answers at once. The others wait for their turns. */
  readonly atOnce?: number;
}

interface Schedule<Settings extends z.ZodMiniType> {
  readonly every: 'minute' | 'hour' | 'day';
  /** In UTC. Not on the hour, when everybody's schedules run, and no two at once. */
  readonly at: { readonly hour?: string; readonly minute: string };
  /** What it does then: `Amparo: folds counts.` */
  readonly does: string;
  /** Loads the work, for one computer, which has no Lambda. */
  readonly load: () => Promise<Task<Settings>>;
  /** Whether it logs in each run that all is well. One computer leaves these lines out: nobody at a terminal needs them. */
  readonly isChatty?: boolean;
}

/** Ties what a row loads to the settings of the same row. */
const row = <Settings extends z.ZodMiniType, const Row extends Omit<FunctionRow<Settings>, 'settings'>>(
  settings: Settings,
  rest: Row,
) => ({ settings, ...rest });

/**
 * The functions of Amparo. A name is a folder in functions/, whose `handler.ts` is the entry. From this table are made the
 * bundles, the functions of the stack with their alarms, schedules and routes, and the functions of one computer.
 */
export const functions = {
  site: row(siteSettings, {
    memoryMb: 1_024,
    timeoutSeconds: 10,
    requests: {
      routes: 'rest',
      load: async () => (await import('../functions/site/service.ts')).service,
    },
    alarm: { errorsAbove: 4, means: 'Visitors get errors instead of pages: see the log of site.' },
  }),
  sign: row(signSettings, {
    memoryMb: 1_024,
    timeoutSeconds: 10,
    requests: {
      routes: signPaths,
      load: async () => (await import('../functions/sign/service.ts')).service,
      atOnce: 24,
    },
    alarm: { errorsAbove: 0, means: 'Somebody could not sign, confirm or withdraw: see the log of sign.' },
  }),
  console: row(consoleSettings, {
    memoryMb: 1_024,
    timeoutSeconds: 10,
    requests: {
      routes: consolePaths,
      load: async () => (await import('../functions/console/service.ts')).service,
    },
    alarm: { errorsAbove: 4, means: 'Organisers get errors: see the log of console. Signing goes on.' },
  }),
  pictures: row(picturesSettings, {
    // One processor and two thirds: both forms of a picture are made at once.
    memoryMb: 3_008,
    timeoutSeconds: 10,
    opensPictures: true,
    alarm: { errorsAbove: 0, means: 'Organisers cannot upload pictures: see the log of pictures.' },
  }),
  tally: row(tallySettings, {
    memoryMb: 512,
    timeoutSeconds: 60,
    // A batch waits no longer than its window, so that a signature is seen within seconds.
    batch: { size: 1_000, windowSeconds: 1 },
    alarm: {
      errorsAbove: 0,
      means: 'Signatures are not counted. The function tries again until they are: see the log of tally.',
    },
  }),
  mail: row(mailSettings, {
    memoryMb: 512,
    // E-mails of a batch wait up to 45 s for their turns. SES may take 12 s to answer the last. The queue and the
    // account's rate may take 25 s more. A batch that is cut off would send e-mails twice.
    timeoutSeconds: 90,
    // The most that Lambda takes from a queue without a window.
    batch: { size: 10, windowSeconds: 0 },
    alarm: { errorsAbove: 0, means: 'Whole batches of e-mails fail. The function tries again: see the log of mail.' },
  }),
  feedback: row(feedbackSettings, {
    memoryMb: 512,
    // Three calls of tables, each of which may be tried again.
    timeoutSeconds: 50,
    alarm: {
      errorsAbove: 0,
      means: 'Reports of SES about bounces and complaints are not counted: see the log of feedback.',
    },
  }),
  webhooks: row(webhooksSettings, {
    memoryMb: 512,
    // An endpoint may take 15 s. Five calls of tables and queues, each of which may be tried again, come beside it.
    timeoutSeconds: 60,
    batch: { size: 10, windowSeconds: 0 },
    alarm: {
      errorsAbove: 0,
      means: 'Whole batches of webhooks fail. The function tries again: see the log of webhooks.',
    },
  }),
  retention: row(retentionSettings, {
    memoryMb: 1_024,
    timeoutSeconds: 900,
    schedule: {
      every: 'day',
      at: { hour: '3', minute: '17' },
      does: 'erases identities that are due',
      load: async () => (await import('../functions/retention/task.ts')).task,
    },
    alarm: { errorsAbove: 0, means: 'Identities that are due may not be erased in time: see the log of retention.' },
  }),
  publish: row(publishSettings, {
    memoryMb: 512,
    timeoutSeconds: 50,
    schedule: {
      every: 'minute',
      at: { minute: '*' },
      does: 'publishes numbers',
      load: async () => (await import('../functions/publish/task.ts')).task,
      isChatty: true,
    },
    alarm: { errorsAbove: 4, means: 'Public numbers do not move: see the log of publish.' },
  }),
  overview: row(overviewSettings, {
    memoryMb: 512,
    timeoutSeconds: 50,
    schedule: {
      every: 'minute',
      at: { minute: '*' },
      does: 'keeps the overview of campaigns',
      load: async () => (await import('../functions/overview/task.ts')).task,
    },
    alarm: { errorsAbove: 4, means: 'Lists of campaigns and their sums do not move: see the log of overview.' },
  }),
  fold: row(foldSettings, {
    memoryMb: 512,
    timeoutSeconds: 300,
    schedule: {
      every: 'hour',
      at: { minute: '43' },
      does: 'folds counts',
      load: async () => (await import('../functions/fold/task.ts')).task,
    },
    alarm: { errorsAbove: 0, means: 'Counts are right but not folded, so each page reads more: see the log of fold.' },
  }),
  reconcile: row(reconcileSettings, {
    memoryMb: 1_024,
    timeoutSeconds: 900,
    schedule: {
      every: 'hour',
      at: { minute: '7' },
      does: 'recounts signatures',
      load: async () => (await import('../functions/reconcile/task.ts')).task,
      isChatty: true,
    },
    alarm: {
      errorsAbove: 0,
      means: 'Amparo may not have compared the counts with the signatures: see the log of reconcile.',
    },
  }),
};

export type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions) as FunctionName[];

/** The schema of each function's settings. */
export type SettingsOf = { readonly [Name in FunctionName]: (typeof functions)[Name]['settings'] };

type NamesWith<Key extends keyof FunctionRow> = {
  [Name in FunctionName]: (typeof functions)[Name] extends { readonly [K in Key]: unknown } ? Name : never;
}[FunctionName];
/** A function that answers requests. */
export type RoutedName = NamesWith<'requests'>;

/** The functions that answer requests. */
export const routedNames = functionNames.filter((name): name is RoutedName => 'requests' in functions[name]);

/** The paths that belong to one function, and that function. Answers there are for one person, once. */
export const ownRoutes = routedNames.flatMap((name) => {
  const { routes } = functions[name].requests;
  return routes === 'rest' ? [] : routes.map((path) => ({ name, path }));
});
/** The function that answers all other paths, and answers everybody the same. */
export const restName = routedNames.find((name) => functions[name].requests.routes === 'rest') as RoutedName;

/** A function's row, where it does not matter which function it is. */
export const rowOf = (name: FunctionName): FunctionRow => functions[name];
export const requestsOf = (name: RoutedName): Requests => functions[name].requests;

/** Whether it shows or writes words of the interface. Its bundle then contains the messages of each language. */
export const speaks = (name: FunctionName): boolean => 'LANGUAGES' in functions[name].settings.shape;

/** A function's entry, from the root of the repository. */
export const entryOf = (name: FunctionName): string => `functions/${name}/handler.ts`;

/** How the stack calls what belongs to a function: `Sign`. */
export const idOf = (name: FunctionName): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
