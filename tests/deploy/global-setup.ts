import type { TestProject } from 'vitest/node';
import { type Emulated, startEmulated } from '../../infra/emulated/emulated.ts';
import { findPython } from '../../infra/emulated/venv.ts';
import { createClosers } from '../../infra/local/closers.ts';
import { Refusal } from '../../infra/local/refusal.ts';
import { launchBrowser } from '../journeys/global-setup.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Not there where Python is missing. */
    emulated: Emulated | undefined;
  }
}

/** Deploys once for all files. Without Python they are skipped, but never where nobody reads the notice. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    await findPython();
  } catch (error) {
    if (!(error instanceof Refusal) || process.env.CI) throw error;
    project.vitest.logger.warn(`The tests on emulated AWS are skipped. ${error.message}`);
    return undefined;
  }
  const closers = createClosers();
  try {
    const browser = await launchBrowser();
    closers.add(() => browser.close());
    const emulated = await startEmulated({ site: 0, mailbox: 0 }, closers, () => undefined);
    project.provide('emulated', emulated);
    project.provide('browserEndpoint', browser.wsEndpoint());
    project.provide('serviceUrl', emulated.siteUrl);
    project.provide('mailboxUrl', emulated.mailboxUrl);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
  return closers.closeAll;
}
