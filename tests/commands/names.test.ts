import { beforeEach, expect, it } from 'vitest';
import { signaturesCommand } from '../../commands/signatures/command.ts';
import { putCampaign } from '../../functions/core/campaigns/store.ts';
import { queryNames, queryShownNames } from '../../functions/core/counts/names.ts';
import { drawNames } from '../../functions/core/published/names.ts';
import { tallyBatch } from '../../functions/tally/tally.ts';
import { campaignOf } from '../support/campaign.ts';
import { type CommandPlace, freshCommandPlace, interruptedAfter, runCommand } from '../support/command.ts';
import { silentLog } from '../support/log.ts';
import { signed } from '../support/signed.ts';

const campaign = 'free-them';
const now = Date.parse('2096-06-01T12:00:00Z');
let place: CommandPlace;
let calls = 0;

beforeEach(async () => {
  place = await freshCommandPlace();
  await putCampaign(place.db('Campaigns'), campaignOf({ showNames: true }));
});

const run = (args: string[], { answer, looks = 1e9 }: { answer?: () => Promise<boolean>; looks?: number } = {}) =>
  runCommand(signaturesCommand, args, {
    ...{ ask: answer, dataDir: place.directory, clock: () => now + calls++ },
    ...interruptedAfter(looks),
  });
const sign = (...names: readonly (readonly [publicName: string, publicReason?: string])[]) =>
  tallyBatch(
    { counts: place.db('Counts'), clock: () => now, log: silentLog },
    'lane',
    names.map(([publicName, publicReason], i) => signed(campaign, i + 1, { publicName, publicReason })),
  );
const idOf = async (name: string) =>
  (await queryNames(place.db('Counts'), campaign)).find((one) => one.name === name)?.id.slice(0, 6) ?? '';
const states = async () =>
  Object.fromEntries((await queryNames(place.db('Counts'), campaign)).map(({ name, state }) => [name, state]));
/** Lines without the marks that keep a name from turning a line. */
const plain = ({ code, said }: { code: number; said: string[] }) => ({
  code,
  said: said.map((line) => line.replace(/[\u2068\u2069]/g, '')),
});

it('lists names by what was decided on them, with ids and reasons and nothing else', async () => {
  expect((await run(['names', campaign])).said).toEqual([
    'No signer of free-them on this machine chose to show a name.',
  ]);
  await sign(['Ada', 'For my\nteacher.'], ['Li'], ['Eve'], ['Mara'], ['Bad words']);
  const [ada, li, eve, mara, bad] = await Promise.all(['Ada', 'Li', 'Eve', 'Mara', 'Bad words'].map(idOf));
  await run(['approve', campaign, '--id', li ?? '', '--yes']);
  await run(['hide', campaign, '--id', eve ?? '', '--yes']);
  await run(['hide', campaign, '--id', bad ?? '', '--for-ever', '--yes']);
  const { code, said } = plain(await run(['names', campaign]));
  expect(code).toBe(0);
  expect([said[0], said[1], said[2]].sort()).toEqual(
    ['waiting for your decision: 2', `  ${ada}  "Ada" – "For my\\nteacher."`, `  ${mara}  "Mara"`].sort(),
  );
  expect(said.slice(3)).toEqual(['approved: 1', `  ${li}  "Li"`, 'hidden: 1', `  ${eve}  "Eve"`, 'hidden for ever: 1']);
});

it('shows which names a decision would change, and changes them after a yes', async () => {
  await sign(['Ada'], ['Li'], ['Eve']);
  const [ada, li] = await Promise.all(['Ada', 'Li'].map(idOf));
  const args = ['approve', campaign, '--id', `${ada},${li?.toUpperCase()}`];
  const question = ['2 names of free-them on this machine would be approved:', `  ${ada}  "Ada"`, `  ${li}  "Li"`];
  const asked = plain(await run(args, { answer: async () => false }));
  expect(asked.code).toBe(0);
  expect(asked.said.toSorted()).toEqual([...question, 'Nothing changed.'].sort());
  expect(await states()).toEqual({ Ada: 'waiting', Li: 'waiting', Eve: 'waiting' });
  expect(plain(await run(args, { answer: async () => true })).said.slice(3)).toEqual([
    'Approved: 2. They can appear at the end of a day on which many people sign.',
  ]);
  expect(await states()).toEqual({ Ada: 'approved', Li: 'approved', Eve: 'waiting' });
  expect(plain(await run([...args, '--yes'])).said).toEqual([
    'Already so, or hidden for ever: 2.',
    'Nothing to change on free-them, this machine.',
  ]);
});

it('decides on all names that wait, and undoes it by ids; the review lists these decisions without names', async () => {
  await sign(['Ada'], ['Li']);
  expect((await run(['approve', campaign, '--all', '--yes'])).code).toBe(0);
  await drawNames(place.db('Counts'), { campaign, at: now });
  expect(await queryShownNames(place.db('Counts'), campaign)).toHaveLength(2);
  const undone = await run(['undo', campaign, '--id', await idOf('Ada'), '--yes']);
  expect(undone.said.at(-1)).toBe('Waiting again: 1. The page follows within about a minute.');
  expect(await queryShownNames(place.db('Counts'), campaign)).toMatchObject([{ name: 'Li' }]);
  expect((await run(['hide', campaign, '--all', '--for-ever', '--yes'])).said.at(-1)).toBe(
    'Hidden for ever: 1. The page follows within about a minute.',
  );
  expect(await states()).toEqual({ Ada: 'hidden-for-ever', Li: 'approved' });
  const review = (await run(['review', campaign])).said.join('\n');
  expect(review).toMatch(/last decisions:\n.*names hidden for ever 1\n.*names waiting again 1\n.*names approved 2$/);
  expect(review).not.toMatch(/Ada|Li/);
});

it('changes nothing if an id is of no name, and says so', async () => {
  await sign(['Ada']);
  const { code, said } = await run(['approve', campaign, '--id', await idOf('Ada'), '--id', 'ffffff', '--yes']);
  expect(code).toBe(1);
  expect(said).toEqual([
    'No name of free-them has the id ffffff. A signer may have withdrawn. `npm run signatures -- names free-them` shows the ids. Nothing changed.',
  ]);
  expect(await states()).toEqual({ Ada: 'waiting' });
});

it('says of a campaign that shows no names that its page shows none', async () => {
  await putCampaign(place.db('Campaigns'), campaignOf({ showNames: false }));
  await sign(['Ada']);
  expect((await run(['names', campaign])).said.at(-1)).toBe(
    'free-them has no `showNames: true`, so its page shows no names.',
  );
});

it.each([
  [['approve', campaign], 'It needs an --id or --all.'],
  [['undo', campaign], 'It needs an --id.'],
  [['hide', campaign, '--id', 'abcdef', '--all'], '--all means all names that wait: leave out --id.'],
  [['undo', campaign, '--all'], '`undo` takes no --all.'],
])('does not understand %j', async (args, words) => {
  const { code, said } = await run(args);
  expect([code, said.join(' ')]).toEqual([2, expect.stringContaining(words)]);
});

it('lets no name command the terminal or turn a line', async () => {
  await sign(['\u202eadA\u001b[31m\u2066', 'a\u2028b'], ['نرگس']);
  const { said } = await run(['names', campaign]);
  const text = said.join('\n');
  expect(text).toContain('\u2068"\\u{202e}adA\\u001b[31m\\u{2066}"\u2069 – \u2068"a\\u{2028}b"\u2069');
  expect(text).toContain('\u2068"نرگس"\u2069');
});

it('stops where Ctrl-C leaves nothing half done', async () => {
  await sign(...Array.from({ length: 150 }, (_, i) => [`Name ${i}`] as const));
  const stopped = await run(['approve', campaign, '--all', '--yes'], { looks: 1 });
  expect([stopped.code, stopped.said.slice(-2)]).toEqual([
    130,
    [
      'Approved: 100. They can appear at the end of a day on which many people sign.',
      'Stopped before the end. Run again to continue with the rest.',
    ],
  ]);
  expect((await run(['approve', campaign, '--all', '--yes'], { looks: 0 })).said.at(-1)).toBe('Nothing changed.');
});
