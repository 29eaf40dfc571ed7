import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium.ts';
import { findService } from './service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One browser for all journeys; each visitor has a context of their own in it. */
    browserEndpoint: string;
    serviceUrl: string;
    mailboxUrl: string;
    /** Where the service keeps its data, if the tests started it; else empty. */
    dataDir: string;
  }
}

/** A browser that tests connect to. */
export const launchBrowser = async () =>
  chromium.launchServer({ ...(await findChromium()), host: '127.0.0.1', args: flags });

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchBrowser();
  try {
    const service = await findService();
    project.provide('browserEndpoint', browser.wsEndpoint());
    project.provide('serviceUrl', service.url);
    project.provide('mailboxUrl', service.mailboxUrl);
    project.provide('dataDir', service.dataDir ?? '');
    return async () => {
      await browser.close();
      await service.stop();
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The browser visits nothing but our own pages, so it may go without its sandbox, which a container does not allow. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
];
