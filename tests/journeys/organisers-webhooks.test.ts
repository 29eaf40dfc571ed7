import { describe, expect, inject, it, vi } from 'vitest';
import { localTarget } from '../../commands/target.ts';
import { webhooksCommand } from '../../commands/webhooks/command.ts';
import { queueOf } from '../../commands/webhooks/queues.ts';
import type { WebhookEvent } from '../../functions/core/webhooks/event.ts';
import { announce } from '../../functions/core/webhooks/queue.ts';
import { runCommand } from '../support/command.ts';
import { eventOf } from '../support/events.ts';
import { SLUG } from '../support/machine.ts';
import { startReceiver, verified } from '../webhooks/receiver.ts';
import { type ConsoleVisitor, consoleVisitor } from './console.ts';
import { desktop, phone, refusedWith } from './visitor.ts';

const dataDir = inject('dataDir');
/** Neither browser runs scripts: to see what became of a test, an admin follows a link. */
const safest = { javaScriptEnabled: false };
const heading = ({ page }: ConsoleVisitor) => page.locator('h1').textContent();

/** As the person who looks after Amparo types it. */
async function webhooks(...args: string[]): Promise<string> {
  const { code, said } = await runCommand(webhooksCommand, args, { dataDir, clock: Date.now });
  expect(code, said.join('\n')).toBe(0);
  return said.join('\n');
}
async function added(...args: string[]) {
  const said = await webhooks('add', ...args);
  return { id: /whe_\w+/.exec(said)?.[0] ?? '', secret: /whsec_\S+/.exec(said)?.[0] ?? '' };
}

/** Presses the button, and follows the link until the function has had its attempt. */
async function tests({ page }: ConsoleVisitor, waits?: () => Promise<void>): Promise<string> {
  await page.getByRole('button', { name: 'Send a test' }).click();
  const look = page.getByRole('link', { name: 'See what became of it' });
  await waits?.();
  for (let i = 0; i < 40 && (await look.count()) > 0; i++) {
    await page.waitForTimeout(250);
    await look.click();
  }
  return (await page.locator('.console > :is(.done, .waits)').first().textContent()) ?? '';
}

/** Opens the page again until it has these words. */
async function until({ page }: ConsoleVisitor, words: string): Promise<void> {
  const { origin, pathname } = new URL(page.url());
  for (let i = 0; i < 40 && !(await page.content()).includes(words); i++) {
    await page.waitForTimeout(250);
    await page.goto(`${origin}${pathname}`);
  }
  expect(await page.locator('main').textContent()).toContain(words);
}

/** Campaigns of other tests on the same machine announce theirs, too. */
const testsOf = (received: Parameters<typeof verified>[0][], secret: string) =>
  received.filter((one) => verified(one, secret).type === 'webhook.test');

async function announceHere(event: WebhookEvent): Promise<void> {
  const target = await localTarget(dataDir);
  await announce(await queueOf(target), [event]);
  target.db.client.destroy();
}

async function signedIn(options: object, path: string, expected: number[] = [401]): Promise<ConsoleVisitor> {
  const me = await consoleVisitor({ ...options, ...safest }, [refusedWith(...expected)]);
  await me.open(path);
  await me.signIn('admin@example.org');
  return me;
}

// A service that the tests did not start has people of its own.
describe.runIf(dataDir)('an admin whose program does not answer', () => {
  it('on a phone: tests it until it does, with a program that checks what comes', async () => {
    const receiver = await startReceiver();
    const description = `Our website ${receiver.port}`;
    const { id, secret } = await added(receiver.url, '--description', description);
    const me = await signedIn(phone, '/organise', [401, 404]);
    const { page } = me;
    await page.getByRole('link', { name: 'Webhooks' }).click();
    expect(await heading(me)).toBe('Webhooks');
    await page.getByRole('link', { name: description }).click();
    expect(await heading(me)).toBe(description);
    // The path of its address may be a secret.
    expect(await page.content()).not.toContain('/hook');
    await me.looksWell('webhooks endpoint without deliveries');

    expect(await tests(me)).toBe('The test has arrived. It answered 204.');
    expect(testsOf(receiver.received, secret)).toHaveLength(1);
    await me.looksWell('webhooks test delivered');
    receiver.state.status = 500;
    expect(await tests(me)).toContain('The program did not accept the test. It answered 500.');
    await me.looksWell('webhooks test failed');
    receiver.state.status = 0;
    expect(await tests(me)).toContain('The test has not arrived. There was no connection, or it broke.');
    await receiver.stop();
    expect(await tests(me)).toContain('The test has not arrived. There was no connection, or it broke.');
    expect(testsOf(receiver.received, secret)).toHaveLength(3);
    // Pressing reload sends no other one.
    await page.reload();
    expect(await page.locator('.deliveries li').count()).toBe(4);
    await webhooks('remove', id, '--yes');
    expect(await me.open(`/organise/webhooks/${id}`)).toBe(404);
    await me.looksWell('webhooks no such endpoint');
    await me.open('/organise/webhooks');
    await me.looksWell('webhooks afterwards');
  });

  it('at a desk: enables an endpoint that was gone, and sends what it missed', async () => {
    const receiver = await startReceiver();
    const { id } = await added(receiver.url, '--event', 'export.ready');
    await webhooks('disable', id, '--yes');
    const event = `evt_${receiver.port}`;
    await announceHere({ ...eventOf('export.ready', event), data: { slug: SLUG } } as WebhookEvent);
    const me = await signedIn(desktop, `/organise/webhooks/${id}`);
    const { page } = me;
    expect(await page.getByText('Somebody disabled it in a terminal.').count()).toBe(1);
    receiver.state.delay = 4_000;
    const waits = async () => {
      expect(await page.getByRole('status').textContent()).toContain('The test is on its way.');
      await me.looksWell('webhooks test waits');
    };
    expect(await tests(me, waits)).toBe('The test has arrived. It answered 204.');
    receiver.state.delay = 0;
    await me.looksWell('webhooks endpoint disabled');
    await page.getByRole('button', { name: 'Enable' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The endpoint is enabled.');
    await until(me, 'Not sent: disabled');
    await me.looksWell('webhooks endpoint enabled');
    await page.getByRole('button', { name: 'Send all that it missed' }).click();
    expect(await page.getByRole('status').textContent()).toContain('1 event is sent again.');
    await until(me, `It answered 204. · 1 attempt · ${event}`);
    await me.looksWell('webhooks endpoint with deliveries');
    await page.getByRole('button', { name: 'Send again (Export ready' }).click();
    expect(await page.getByRole('status').textContent()).toContain('The event is sent again.');
    const ids = () => receiver.received.map(({ headers }) => headers['webhook-id']).filter((one) => one === event);
    await vi.waitFor(() => expect(ids()).toEqual([event, event]), { timeout: 120_000 });
    await me.open('/organise/webhooks');
    await me.looksWell('webhooks');
    await me.open('/organise/audit?act=webhooks');
    await page.getByRole('link', { name: 'Enabled a webhook' }).first().click();
    await page.getByRole('link', { name: id, exact: true }).click();
    expect(new URL(page.url()).pathname).toBe(`/organise/webhooks/${id}`);
    await webhooks('remove', id, '--yes');
  });
});
