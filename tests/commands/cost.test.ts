import { expect, it } from 'vitest';
import { costCommand } from '../../commands/cost/command.ts';

/** A terminal that notes what it is told. */
async function told(...args: string[]) {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await costCommand(args, {
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    dataDir: '.local',
    clock: Date.now,
  });
  return { code, printed, complained };
}

it('tells programs everything that it counts', async () => {
  const { code, printed } = await told('--signatures', '1e6', '--region', 'ap-southeast-1', '--json');
  expect(code).toBe(0);
  const { ours: sum, naive: other, monthly, pricesRead } = JSON.parse(printed.join('\n'));
  expect(sum.lines.SES).toBeCloseTo(100, 6);
  expect(sum.parts.length).toBeGreaterThan(15);
  expect(other.usd).toBeGreaterThan(sum.usd);
  expect(monthly.usd).toBeGreaterThan(10);
  expect(pricesRead).toMatch(/^2026-11-\d\d$/);
});

it('keeps columns apart, however large the numbers are', async () => {
  const { printed } = await told('--signatures', '1', '--views-per-signature', '1e6');
  const rows = printed.filter((line) => /^(SES|CloudFront|in all) /.test(line));
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toMatch(/^[A-Za-z ]+ {2,}[\d,]+\.\d\d {2,}[\d,]+\.\d\d$/);
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
});

it('speaks of one signature as of one, and of what it costs in parts of a cent', async () => {
  const { printed } = await told('--signatures', '1', '--days', '1', '--views-per-signature', '1');
  expect(printed[0]).toBe('1 signature in 1 day, 1 view of 30 s for each, in eu-central-1.');
  expect(printed.at(-1)).toMatch(/^This one costs \$ 0\.000\d+; and the stage/);
});

it.each([
  [['--region', 'mars']],
  [['--signatures', 'many']],
  [['--signatures', '-5']],
  [['--days', '0']],
  [['--views-per-signature', '-1']],
  [['please']],
  [['--cheap']],
])('says what it does not understand of %j', async (args) => {
  const { code, printed, complained } = await told(...args);
  expect([code, printed]).toEqual([2, []]);
  expect(complained.join()).toMatch(/^.+\. `npm run cost -- help` says more\.$/);
});
