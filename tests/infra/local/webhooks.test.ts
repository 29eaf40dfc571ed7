import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { campaignCommand } from '../../../commands/campaign/command.ts';
import { signaturesCommand } from '../../../commands/signatures/command.ts';
import { webhooksCommand } from '../../../commands/webhooks/command.ts';
import { isoTime, SECOND } from '../../../functions/core/running/clock.ts';
import { runCommand } from '../../support/command.ts';
import {
  confirm,
  freshPlace,
  killEverything,
  mailedTokens,
  start,
  type TestMachine,
  untilUp,
} from '../../support/machine.ts';
import { startReceiver, verified } from '../../webhooks/receiver.ts';

/** `npm start`, on which each minute is a second, and a program of the group beside it. */
const place = await freshPlace();
const again = () => start(place, {}, ['--import', './tests/infra/local/other-time.ts']);
let machine: TestMachine = again();
await untilUp(machine);
afterAll(() => killEverything(machine, place));

const soon = { timeout: 120_000, interval: 100 };
const command = async (which: Parameters<typeof runCommand>[0], ...args: string[]) => {
  const { code, said } = await runCommand(which, args, { dataDir: place.dataDir, clock: Date.now });
  expect(code, said.join('\n')).toBe(0);
  return said.join('\n');
};
const webhooks = (...args: string[]) => command(webhooksCommand, ...args);

async function putCampaign(more: string): Promise<void> {
  const file = join(place.dataDir, 'campaign.yaml');
  const texts = 'slug: free-them\ntitle: Free them\ndemand: d\nsummary: s\nwhy: w\ntargets: [{ name: t }]';
  await writeFile(file, `${texts}\ngoal: 2\npublish: live\n${more}`);
  await command(campaignCommand, 'put', file, '--yes');
}

async function sign(...people: readonly string[]): Promise<void> {
  for (const email of people) {
    const body = JSON.stringify({ name: 'Ada Lovelace', email, country: 'DE' });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${machine.site}/api/campaigns/free-them/signatures`, { method: 'POST', headers, body });
  }
  const tokens = await vi.waitFor(async () => {
    const mailed = await mailedTokens(machine);
    expect(people.every((email) => mailed.has(email))).toBe(true);
    return mailed;
  }, soon);
  for (const email of people) expect((await confirm(machine, tokens.get(email) ?? '')).status).toBe(201);
}

it('tells a program of the group once of each thing that happens to a campaign, and nothing of its signers', async () => {
  const receiver = await startReceiver();
  const added = await webhooks('add', receiver.url);
  const [[id = ''] = [], [secret = ''] = []] = [/whe_\w+/.exec(added) ?? [], /whsec_\S+/.exec(added) ?? []];
  expect(await webhooks('test', id)).toBe('The test was delivered (answer 204).');
  receiver.received.length = 0;

  const happened = () => receiver.received.map((one) => verified(one, secret));
  const types = () => happened().map(({ type }) => type);
  const opensAt = `opensAt: ${isoTime(Date.now() + 3 * SECOND)}\n`;
  await putCampaign(opensAt);
  await vi.waitFor(() => expect(types()).toEqual(['campaign.opened']), soon);
  await sign('ada@example.org', 'grace@example.org');
  await vi.waitFor(() => expect(types()).toHaveLength(2), soon);
  await command(campaignCommand, 'close', 'free-them', '--yes');
  await vi.waitFor(() => expect(types()).toHaveLength(3), soon);
  await putCampaign(`${opensAt}closesAt: ${isoTime(Date.now())}\nwon: { on: 2026-11-28, words: They are free. }\n`);
  await vi.waitFor(() => expect(types()).toHaveLength(4), soon);
  expect(types()).toEqual(['campaign.opened', 'campaign.milestone', 'campaign.closed', 'campaign.won']);
  expect(happened()[1]).toMatchObject({ data: { slug: 'free-them', milestone: 2, isGoal: true, signatures: 2 } });
  expect(JSON.stringify(receiver.received)).not.toMatch(/ada|grace|lovelace|example\.org|"DE"/i);

  // The program is away for a moment: the second attempt comes after five seconds.
  receiver.state.status = 0;
  await command(signaturesCommand, 'export', 'free-them', '--out', join(place.dataDir, 'out'), '--yes');
  await vi.waitFor(() => expect(receiver.received).toHaveLength(5), soon);
  receiver.state.status = 204;
  await vi.waitFor(() => expect(receiver.received).toHaveLength(6), soon);
  expect(receiver.received[5]?.headers['webhook-id']).toBe(receiver.received[4]?.headers['webhook-id']);
  expect(happened()[5]).toMatchObject({ type: 'export.ready', data: { slug: 'free-them' } });

  // What waits while everything is killed is sent after the next start.
  receiver.state.status = 500;
  await command(signaturesCommand, 'export', 'free-them', '--out', join(place.dataDir, 'again'), '--yes');
  await vi.waitFor(() => expect(receiver.received).toHaveLength(7), soon);
  killEverything(machine, place);
  await machine.ended;
  receiver.state.status = 204;
  machine = again();
  await untilUp(machine);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(8), soon);
  expect(receiver.received[7]?.headers['webhook-id']).toBe(receiver.received[6]?.headers['webhook-id']);

  const rotated = await webhooks('rotate', id, '--yes');
  const event = receiver.received[3]?.headers['webhook-id'];
  await webhooks('replay', id, String(event));
  await vi.waitFor(() => expect(receiver.received).toHaveLength(9), soon);
  const replayed = receiver.received[8]!;
  for (const one of [secret, /whsec_\S+/.exec(rotated)?.[0] ?? '']) {
    expect(verified(replayed, one)).toMatchObject({ type: 'campaign.won' });
  }
  expect(replayed.headers['webhook-id']).toBe(event);
  // Logs have the endpoint's id, and no part of its address.
  expect(machine.printed()).toContain(id);
  expect(machine.printed()).not.toContain(new URL(receiver.url).port);
});
