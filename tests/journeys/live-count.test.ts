import type { Page, Request } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { USUAL_LANGUAGES } from '../../functions/ui/messages/languages.ts';
import { translatorOf } from '../../functions/ui/messages/messages.ts';
import { written } from '../../functions/ui/messages/numbers.ts';
import { speaking } from '../support/speaking.ts';
import { ownCampaign } from './campaign.ts';
import { campaignPath, shownTotal } from './signer.ts';
import { desktop, visitor } from './visitor.ts';

speaking(USUAL_LANGUAGES);
const carefulPath = `/campaigns/${await ownCampaign({ publish: 'careful' })}`;
/** On a service of others, the campaign is the sample, which is live. */
const isCareful = inject('dataDir') !== '';

/** Opens a campaign, with a clock that the test moves, and counts that the test answers. */
async function watcher(path = campaignPath) {
  const { page } = await visitor(desktop);
  await page.clock.install();
  const asked: (string | undefined)[] = [];
  const answers = { total: 41, etag: '"41"', nextAt: '2026-01-01T00:00:00.000Z' };
  await page.route('**/counts', async (route) => {
    const known = (await route.request().allHeaders())['if-none-match'];
    asked.push(known);
    if (known === answers.etag) return route.fulfill({ status: 304 });
    const { total, nextAt, etag } = answers;
    return route.fulfill({ json: { total, nextAt, written: written(total) }, headers: { etag } });
  });
  await page.goto(path);
  return { page, asked, answers };
}

/**
 * Lets time pass in the page, in steps, between which the page gets its answers, however slow this machine is.
 * @param seconds of the page's own clock.
 * @param step how many of them between two looks.
 */
async function pass(page: Page, seconds: number, step = 4): Promise<void> {
  // A request that was begun before does not count.
  const waiting = new Set<Request>();
  const began = (request: Request) => waiting.add(request);
  const ended = (request: Request) => waiting.delete(request);
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended);
  for (let passed = 0; passed < seconds; passed += step) {
    await page.clock.runFor(step * 1_000);
    // The page answers after its earlier messages, so that a begun request is known by then.
    await page.evaluate('0');
    await expect.poll(() => waiting.size).toBe(0);
    await page.evaluate('0');
  }
  page.off('request', began).off('requestfinished', ended).off('requestfailed', ended);
}

it('asks for the total of a live campaign with the ETag of the last answer, and less and less often', async () => {
  const { page, asked, answers } = await watcher();
  await pass(page, 16);
  await expect.poll(() => shownTotal(page)).toBe(41);
  await pass(page, 60);
  expect(asked[0]).toBe(undefined);
  expect(new Set(asked.slice(1))).toEqual(new Set(['"41"']));
  const inTheBeginning = asked.length;
  expect(inTheBeginning).toBeGreaterThan(1);
  await pass(page, 240);
  // Four minutes at the pace of the beginning would be 24 questions.
  expect(asked.length - inTheBeginning).toBeLessThan(6);

  Object.assign(answers, { total: 1_042, etag: '"1042"' });
  await pass(page, 120);
  await expect.poll(() => shownTotal(page)).toBe(1_042);
  const told = page.getByRole('status').filter({ hasText: 'Signatures' });
  expect(await told.textContent()).toBe('Signatures 1,042');
});

it('does not interrupt a person who fills in the form, and says the count once they are done', async () => {
  const { page, answers } = await watcher();
  const said = page.locator('.progress [role=status]').first();
  // Files that the form needs are no question for the counts.
  const loaded = page.waitForEvent('requestfinished', (request) => /\/help-/.test(request.url()));
  await page.getByLabel('Your name').focus();
  await loaded;
  await pass(page, 60);
  Object.assign(answers, { total: 1_042, etag: '"1042"' });
  await pass(page, 120);
  await expect.poll(() => shownTotal(page)).toBe(1_042);
  expect(await said.textContent()).toBe('');
  await page.getByLabel('Your name').blur();
  await pass(page, 12);
  expect(await said.textContent()).toBe('Signatures 1,042');
});

it.runIf(isCareful)('asks only after a number may have moved, also after somebody has looked away', async () => {
  const { page, asked, answers } = await watcher(carefulPath);
  // The page knows a time, which is within the hour. The answer knows another one, 50 minutes after it.
  const first = Date.parse((await page.locator('[data-next]').getAttribute('data-next')) ?? '');
  const untilFirst = Math.max(first - Date.now(), 0) / 1_000;
  answers.nextAt = new Date(Date.now() + (untilFirst + 3_000) * 1_000).toISOString();
  expect(untilFirst).toBeLessThanOrEqual(3_600);
  await pass(page, untilFirst + 120, 60);
  await expect.poll(() => shownTotal(page)).toBe(41);
  expect(await page.getByRole('progressbar').first().isVisible()).toBe(true);
  expect(asked.length).toBe(1);
  await look(page, false);
  await look(page, true);
  await pass(page, 2_400, 60);
  expect(asked.length).toBe(1);
  Object.assign(answers, { total: 70, etag: '"70"' });
  await pass(page, 900, 60);
  await expect.poll(() => shownTotal(page)).toBe(70);
});

it('asks nothing while nobody looks, and soon when somebody looks again', async () => {
  const { page, asked } = await watcher();
  await pass(page, 16);
  await look(page, false);
  await pass(page, 20);
  const before = asked.length;
  await pass(page, 120);
  expect(asked.length).toBe(before);
  await look(page, true);
  await pass(page, 4);
  // Perhaps once more: besides the steps, the time of a slow machine passes in the page, too.
  await expect.poll(() => asked.length).toBeGreaterThan(before);
});

it('asks no more after thirty questions, until somebody comes back', async () => {
  const { page, asked } = await watcher();
  await pass(page, 60 * 60, 30);
  expect(asked.length).toBe(30);
  const before = asked.length;
  await pass(page, 120);
  expect(asked.length).toBe(before);
  await look(page, false);
  await look(page, true);
  await pass(page, 4);
  // Perhaps once more: besides the steps, the time of a slow machine passes in the page, too.
  await expect.poll(() => asked.length).toBeGreaterThan(before);
});

it('keeps the count of the page when the counts cannot be loaded', async () => {
  const { page } = await watcher();
  await pass(page, 16);
  await expect.poll(() => shownTotal(page)).toBe(41);
  await page.route('**/counts', (route) => route.fulfill({ json: { total: 'many' }, headers: { etag: '"x"' } }));
  await pass(page, 40);
  expect(await shownTotal(page)).toBe(41);
});

it.each(['az', 'hy', 'ar'])(
  'keeps writing numbers in %s as the page does, whatever the browser knows of the language',
  async (language) => {
    const { page, answers } = await watcher(`/${language}${campaignPath}`);
    const { number } = translatorOf(language);
    for (const total of [5_002, 1_234_567]) {
      Object.assign(answers, { total, etag: `"${total}"` });
      await pass(page, 70);
      await expect.poll(() => page.locator('[data-total]').first().textContent()).toBe(number(total));
    }
  },
);

/** A browser without a window cannot be hidden: the test sets the page's state. */
const look = (page: Page, visible: boolean): Promise<void> =>
  page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${!visible} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
