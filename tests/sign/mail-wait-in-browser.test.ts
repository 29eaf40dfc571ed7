import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TOO_LONG } from '../../functions/core/outbox/wait.ts';
import { DAY, MINUTE } from '../../functions/core/running/clock.ts';
import { axeFile, RUN_AXE } from '../support/axe.ts';
import { startInBrowser } from './browser.ts';

let wait: number | undefined;
const { visit, mails } = await startInBrowser({ mailWait: { refresh: () => undefined, latest: () => wait } });
const SMALLEST_PHONE = { width: 320, height: 640 };

async function sign(page: Page): Promise<void> {
  await page.goto('/campaigns/free-them');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Your e-mail address').fill('late@example.org');
  await page.getByLabel('Where you live').selectOption('AZ');
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'An e-mail will come to you' }).waitFor();
}

it('shows a person in a crowd how long to wait, and what to do then', async () => {
  wait = 10 * MINUTE;
  const page = await visit();
  await sign(page);
  await page.getByText('Your e-mail should arrive in about 10 minutes.').waitFor();
  expect(await page.getByText('The e-mail may take a minute').count()).toBe(0);
  await mails();
});

it.each([10 * MINUTE, DAY, TOO_LONG])(
  'says a wait of %d milliseconds so that everybody can read it, in light and dark, on the smallest phone',
  async (late) => {
    wait = late;
    const page = await visit({ viewport: SMALLEST_PHONE });
    await page.addInitScript({ path: axeFile });
    await page.goto('/campaigns/free-them/sent');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations, passes } = await page.evaluate<{ violations: unknown[]; passes: unknown[] }>(RUN_AXE);
      expect([violations, passes.length > 15]).toEqual([[], true]);
    }
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(SMALLEST_PHONE.width);
  },
);
