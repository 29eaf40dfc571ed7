import { expect, it } from 'vitest';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { freshCommandPlace, runCommand } from '../support/command.ts';
import { silentLog } from '../support/log.ts';
import { signed, withdrawn } from '../support/signed.ts';

const clock = () => Date.parse('2026-06-01T00:00:00Z');
const { directory, db } = await freshCommandPlace();
const run = (...args: string[]) => runCommand(signaturesCommand, args, { dataDir: directory, clock });
const from = (source: string) => ({ source });

it('shows how many came by each source, also by none, by one without signatures and by one that was removed', async () => {
  await putCampaign(db('Campaigns'), campaignOf({ sources: ['newsletter', 'vigil'] }));
  await tallyBatch({ counts: db('Counts'), clock, log: silentLog }, 'lane', [
    ...[1, 2, 3].map((n) => signed('free-them', n, from('newsletter'))),
    ...[4, 5].map((n) => signed('free-them', n, from('other'))),
    signed('free-them', 6, from('old-flyer')),
    withdrawn('free-them', { of: 1, sequence: 7 }, from('newsletter')),
    signed('free-others', 8, from('vigil')),
  ]);
  expect(await run('sources', 'free-them')).toEqual({
    code: 0,
    said: [
      'free-them on this machine: counted signatures by `?source=` of the link',
      '  newsletter                         2',
      '  other                              2',
      '  old-flyer (no longer in the file)  1',
      '  vigil                              0',
    ],
  });
});

it('says where sources come from if a campaign has none, and knows no other campaign', async () => {
  await putCampaign(db('Campaigns'), campaignOf({ slug: 'plain' }));
  expect((await run('sources', 'plain')).said.slice(1)).toEqual([
    '  other  0',
    'The campaign names no sources: `sources` in its file (docs/guides/organisers.md).',
  ]);
  expect(await run('sources', 'no-such')).toEqual({
    code: 1,
    said: ['There is no campaign no-such on this machine. `npm run campaign -- list` shows all.'],
  });
});
