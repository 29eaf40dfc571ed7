import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Requests of one address in five minutes. Whole towns may share an address, so it is far above what one person does. */
const REQUESTS_PER_ADDRESS = 2_000;

/**
 * Rules of the managed groups that would refuse signers: a link holds a long token, a form may be 16 kB, and who looks
 * after their privacy may send no user agent. A reason may quote anything: it is sealed, or shown escaped.
 */
const ONLY_COUNTED = [
  'SizeRestrictions_QUERYSTRING',
  'SizeRestrictions_BODY',
  'NoUserAgent_HEADER',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
];

/**
 * The firewall of CloudFront. It keeps no samples of requests and no log, as both hold addresses of signers and tokens.
 * AWS's lists of anonymous networks are left out on purpose: Tor and VPNs are how some signers reach a petition at all.
 */
export const firewall = (scope: Construct, id: string): CfnWebACL =>
  new CfnWebACL(scope, id, {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visibility('all'),
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
