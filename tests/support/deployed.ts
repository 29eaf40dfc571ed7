import type { TestProject } from 'vitest/node';
import { type Emulated, startEmulated } from '../../infra/emulated/emulated.ts';
import { createClosers } from '../../infra/local/program.ts';
import { launchBrowser } from './journeys.ts';

declare module 'vitest' {
  interface ProvidedContext {
    emulated: Emulated;
  }
}

/** Deploys once for all files. @throws {Refusal} that says what is missing, such as Python. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const closers = createClosers();
  try {
    const browser = await launchBrowser();
    closers.add(() => browser.close());
    const emulated = await startEmulated({ site: 0, mailbox: 0 }, closers, () => undefined);
    project.provide('emulated', emulated);
    project.provide('browserEndpoint', browser.wsEndpoint());
    project.provide('serviceUrl', emulated.siteUrl);
    project.provide('mailboxUrl', emulated.mailboxUrl);
    project.provide('dataDir', '');
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
  return closers.closeAll;
}
