import { beforeEach, expect, it } from 'vitest';
import { previewsCommand } from '../../commands/previews/command.ts';
import type { Db } from '../../functions/core/aws/db.ts';
import { queryPreview } from '../../functions/core/campaigns/preview-store.ts';
import { previewId } from '../../functions/core/campaigns/preview-token.ts';
import { MOST_PREVIEWS } from '../../functions/core/campaigns/previews.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { DAY } from '../../functions/core/running/clock.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, runCommand } from '../support/command.ts';

const start = Date.parse('2026-06-01T08:00:00Z');
const time = { now: start };
let place: CommandPlace;
let db: Db;

beforeEach(async () => {
  time.now = start;
  place = await freshCommandPlace();
  db = place.db('Campaigns');
  await putCampaign(db, campaignOf({ visibility: 'draft' }));
});

const run = (line: string) =>
  runCommand(previewsCommand, line.split(' '), { dataDir: place.directory, clock: () => time.now });

/** What a script reads: standard output alone. */
async function printed(line: string): Promise<string> {
  const out: string[] = [];
  const terminal = { print: (text: string) => void out.push(text), complain: () => undefined };
  const place_ = { dataDir: place.directory, clock: () => time.now };
  expect(await previewsCommand(line.split(' '), { ...terminal, ...place_ })).toBe(0);
  return out.join('\n');
}

it('prints a link alone, which no table has', async () => {
  const link = await printed('make free-them');
  expect(link).toMatch(/^http:\/\/localhost:3000\/preview\/free-them\?token=[\w-]{22}$/);
  const token = new URL(link).searchParams.get('token') ?? '';
  expect(await queryPreview(db, 'free-them', previewId(token))).toMatchObject({
    by: 'operator',
    until: start + 7 * DAY,
  });
  expect((await run('list free-them')).said).toEqual([
    `prv_${previewId(token)}  until 2026-06-08T08:00Z  made on 2026-06-01 by operator`,
  ]);
});

it('ends a link at once, and forgets one after 7 days', async () => {
  const token = new URL(await printed('make free-them')).searchParams.get('token') ?? '';
  const end = `end free-them prv_${previewId(token)}`;
  const [listed] = (await run('list free-them')).said;
  expect((await run(end)).said).toEqual([listed, 'Nothing changed; run again with --yes.']);
  expect((await run(`${end} --yes`)).said).toEqual([listed, `Ended: prv_${previewId(token)}.`]);
  expect((await run('list free-them')).said).toEqual(['free-them has no links to a preview.']);
  const link = await printed('make free-them');
  expect((await run(`end free-them ${link} --yes`)).said[1]).toMatch(/^Ended: prv_/);
  await run('make free-them');
  time.now += 7 * DAY;
  expect((await run('list free-them')).said).toEqual(['free-them has no links to a preview.']);
});

it('makes so many links at most', async () => {
  for (let i = 0; i < MOST_PREVIEWS; i++) await run('make free-them');
  expect(await run('make free-them')).toEqual({
    code: 1,
    said: [expect.stringMatching(/^Nothing made: free-them has as many links.*`npm run previews -- end free-them ID`/)],
  });
});

it.each([
  ['make unknown', 1, /There is no campaign unknown/],
  ['list unknown', 1, /There is no campaign unknown/],
  ['end free-them none', 1, /has no such link: .*`npm run previews -- list free-them` shows all/],
  ['end free-them', 2, /`end` needs an ID/],
])('refuses: %s', async (line, code, words) => {
  const answer = await run(line);
  expect([answer.code, answer.said.join('\n')]).toEqual([code, expect.stringMatching(words)]);
});

it('makes no link to a campaign that everybody sees, nor one that would not be whole', async () => {
  await putCampaign(db, campaignOf({ slug: 'public-one' }));
  expect((await run('make public-one')).said[0]).toMatch(/^Nothing made: only a draft has previews/);
  const answer = await run('make free-them --stage prod');
  expect(answer).toEqual({
    code: 1,
    said: ['Nothing made: set AMPARO_DOMAIN as for the deploy, so that the link is whole.'],
  });
  expect((await run('list free-them')).said).toEqual(['free-them has no links to a preview.']);
});
