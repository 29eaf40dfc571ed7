import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { PERIOD } from './alarms.ts';

/** Requests of one IP address in five minutes. Whole towns may share one, so this is far more than one person sends. */
const REQUESTS_PER_ADDRESS = 2_000;

/**
 * Rules of AWS that would refuse signers. A link has a long token, and a form may have 16 kB. A careful person may send no
 * user agent. A reason may quote anything: it is sealed, or shown escaped. A token has dots before random letters: about one
 * in a thousand has there what looks like the ending of a system file, such as `.log` or `.ini`.
 */
const ONLY_COUNTED = [
  'SizeRestrictions_QUERYSTRING',
  'RestrictedExtensions_QUERYARGUMENTS',
  'SizeRestrictions_BODY',
  'NoUserAgent_HEADER',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
];

/**
 * The firewall of CloudFront. It keeps no samples of requests and no log: both contain IP addresses of signers, and tokens.
 * It does not use AWS's lists of anonymous networks: some signers can reach a petition only through Tor or a VPN.
 */
export const firewall = (scope: Construct, id: string, stage: Stage): CfnWebACL =>
  new CfnWebACL(scope, id, {
    name: nameFor(stage),
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visibility(nameFor(stage)),
    rules: [
      {
        name: 'rate',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: {
          rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_PER_ADDRESS, evaluationWindowSec: 300 },
        },
        visibilityConfig: visibility('rate'),
      },
      managed('AWSManagedRulesCommonRuleSet', 1, ONLY_COUNTED),
      managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
    ],
  });

/** Also the name of its metrics. Stages may share an account, but not their numbers. */
const nameFor = ({ name }: Stage): string => `amparo-${name}`;

/** How many requests the firewall blocked, by any rule. */
export const blockedBy = (stage: Stage): IMetric =>
  new Metric({
    namespace: 'AWS/WAFV2',
    metricName: 'BlockedRequests',
    dimensionsMap: { WebACL: nameFor(stage), Rule: 'ALL' },
    statistic: 'Sum',
    period: PERIOD,
  });

const managed = (name: string, priority: number, onlyCounted: string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: onlyCounted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visibility(name),
});

const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
