import { amount, number } from '../../../commands/terminal/amount.ts';
import { tableLines } from '../../../commands/terminal/table.ts';
import { physicalTableName } from '../../../functions/core/aws/tables.ts';
import { MAIL_RATE, NEW_TABLE, SIGNATURES_PER_SECOND, throughputFor, warmedTo } from '../../../infra/peak.ts';
import { flagsOf, numberOf } from '../../support/flags.ts';
import { type PricedRegion, pricedRegion, pricedRegions, pricesIn } from '../prices-2026-11.ts';
import { type Limit, limitsFor } from './limits.ts';

const usage = `npm run scale                    which limits the busiest second meets (docs/guides/scale.md)

  --signatures-per-second N      in that second; ${SIGNATURES_PER_SECOND.usual} by default
  --views-per-signature N        page views for each signature; 36 by default
  --executions N                 Lambda's executions at once in your account; 1,000 by default
  --region R                     for prices: ${pricedRegions.join(', ')}; eu-central-1 by default`;

const QUOTA = 'aws service-quotas get-service-quota --service-code';
const QUOTAS = 'aws service-quotas list-service-quotas --query "Quotas[].[QuotaName,Value]" --service-code';
const checks = [
  'aws sesv2 get-account --query SendQuota',
  `aws dynamodb describe-table --query Table.WarmThroughput --table-name ${physicalTableName('prod', 'Signatures')}`,
  `${QUOTA} lambda --quota-code L-B99A9384`,
  `${QUOTA} apigateway --quota-code L-8A5B8E43`,
  `${QUOTAS} dynamodb`,
  `${QUOTAS} cloudfront --region us-east-1`,
];

/** The lines of `npm run scale`. Ends the script if the command line is wrong. */
export function scaleLines(args?: readonly string[]): string[] {
  const text = (usual: string) => ({ type: 'string', default: usual }) as const;
  const options = {
    'views-per-signature': text('36'),
    region: text('eu-central-1'),
    executions: { type: 'string' },
  } as const;
  const flags = flagsOf(
    usage,
    { ...options, 'signatures-per-second': text(String(SIGNATURES_PER_SECOND.usual)) },
    args,
  );
  const signaturesPerSecond = Math.ceil(
    numberOf('--signatures-per-second', flags['signatures-per-second'], [1, SIGNATURES_PER_SECOND.most]),
  );
  const viewsPerSignature = numberOf('--views-per-signature', flags['views-per-signature'], [0, 1e6]);
  const executions = numberOf('--executions', flags.executions ?? '1000', [1, 1e6]);
  const region = pricedRegion(flags.region);
  const limits = limitsFor({ signaturesPerSecond, viewsPerSignature, executions });
  limits.sort((a, b) => b.needed / b.usual - a.needed / a.usual);
  const tooLow = limits.filter(isTooLow);
  const mayBeLess = flags.executions === undefined ? /^(SES|Lambda)/ : /^SES/;
  const row = (limit: Limit) =>
    [
      `${isTooLow(limit) ? '!' : ' '} ${limit.name}`,
      number(Math.ceil(limit.needed)),
      `${number(limit.usual)} ${mayBeLess.test(limit.name) ? '?' : ' '}`,
    ] as const;
  return [
    `${amount(signaturesPerSecond, 'signature')} a second, with ${amount(viewsPerSignature, 'page view')} for each:`,
    '',
    ...tableLines([['', 'needed', 'usual  '], ...limits.map(row)]),
    '',
    '! is too low. ? may be less in your account.',
    ...(tooLow.length > 0 ? ['', 'Raise, most needed first:'] : []),
    ...tooLow.map(({ name, howToRaise }) => `  - ${name}: ${howToRaise}.`),
    '',
    ...deployLines(signaturesPerSecond, region),
    '',
    'What your account has:',
    ...checks.map((command) => `  ${command}`),
  ];
}

const isTooLow = ({ needed, usual }: Limit): boolean => needed > usual;

/** The settings of the deploy, and what AWS bills for them. */
function deployLines(n: number, region: PricedRegion): string[] {
  const { warmRead, warmWrite } = pricesIn(region);
  const warmed = Object.values(throughputFor(n)).flatMap((units) => warmedTo(units) ?? []);
  const usd = warmed.reduce(
    (sum, { read, write }) => sum + (read - NEW_TABLE.read) * warmRead + (write - NEW_TABLE.write) * warmWrite,
    0,
  );
  const settings = [
    ...(n > SIGNATURES_PER_SECOND.usual ? [`AMPARO_SIGNATURES_PER_SECOND=${n}`] : []),
    ...(n > MAIL_RATE.usual ? [`AMPARO_MAIL_RATE=${n}`] : []),
  ];
  return [
    `Deploy: ${[...settings, 'npm run deploy'].join(' ')}`,
    ...(warmed.length === 0
      ? ['  It warms no table: a new one takes as much.']
      : [
          `  It warms new tables. AWS bills about $ ${usd.toFixed(2)} for it, once, in ${region}. They stay warm.`,
          '  Add AMPARO_WARM_TABLES=off if a table is warmer already: AWS rejects a lower value.',
        ]),
  ];
}
