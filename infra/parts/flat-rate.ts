import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnDistribution, type Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSubscription } from 'aws-cdk-lib/aws-pricingplanmanager';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { type EdgePlanName, edgePlans, type Tier, tiers } from '../edge-plans.ts';
import { StageError } from '../stage.ts';

/**
 * Pays for CloudFront and its firewall by the month. AWS bills nothing before a person approves the plan
 * (docs/guides/deploying.md).
 * @throws {StageError} if the plan does not allow something that this stack has.
 */
export class FlatRate extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { plan, distribution, firewall }: { plan: EdgePlanName; distribution: Distribution; firewall: CfnWebACL },
  ) {
    super(scope, id);
    const { tier, ...rest } = edgePlans[plan];
    const faults = planFaults(tier, Stack.of(this));
    if (faults.length > 0) {
      const words = faults.map((fault) => `\n  - ${fault}`).join('');
      throw new StageError(`AMPARO_EDGE_PLAN: the plan ${plan} of CloudFront does not allow${words}`);
    }
    const subscription = new CfnSubscription(this, 'Subscription', {
      planFamily: 'CloudFront',
      planTier: tier,
      ...('usageLevel' in rest && { usageLevel: rest.usageLevel }),
      resourceArns: [distribution.distributionArn, firewall.attrArn],
    });
    new CfnOutput(this, 'Arn', { value: subscription.attrArn });
    new CfnOutput(this, 'Status', { value: subscription.attrStatus });
  }
}

/** What a stack has, as far as plans ask. */
interface Edge {
  /** Types of all resources of the stack. */
  readonly types: readonly string[];
  /** All values in distribution and firewall that have this name, at any depth. Empty ones are left out. */
  readonly all: (name: string) => readonly unknown[];
}

type Rule = readonly [says: string, isBroken: (edge: Edge) => boolean];

const has =
  (...names: string[]) =>
  ({ all }: Edge): boolean =>
    names.some((name) => all(name).length > 0);
const hasType =
  (type: string) =>
  ({ types }: Edge): boolean =>
    types.includes(type);
const hasValue =
  (name: string, ...values: unknown[]) =>
  ({ all }: Edge): boolean =>
    all(name).some((value) => values.includes(value));
const countOf = ({ types }: Edge, type: string): number => types.filter((other) => other === type).length;

/** What no plan allows, or each plan needs. */
const always: readonly Rule[] = [
  ['a distribution without a firewall', (edge) => !has('webAclId')(edge)],
  [
    'more than one distribution or firewall',
    (edge) => [DISTRIBUTION, FIREWALL].some((type) => countOf(edge, type) > 1),
  ],
  ['a distribution of several tenants', hasValue('connectionMode', 'tenant-only')],
  ['staging and continuous deployment', has('staging', 'continuousDeploymentPolicyId')],
  ['a list of Anycast addresses', has('anycastIpListId')],
  ['real-time logs', has('realtimeLogConfigArn')],
  ['forwarded values', has('forwardedValues')],
  ['a cache behavior without a cache policy', ({ all }) => all('cachePolicyId').length < behaviorsOf(all)],
  ['addresses of its own for TLS', hasValue('sslSupportMethod', 'vip')],
  ['encryption of single fields', has('fieldLevelEncryptionId')],
  ['a certificate of IAM', has('iamCertificateId')],
  ['an origin access identity', has('originAccessIdentity')],
  ['rule groups', has('ruleGroupReferenceStatement')],
  ['rules of other vendors', ({ all }) => all('vendorName').some((vendor) => vendor !== 'AWS')],
  ['targeted bot control', hasValue('inspectionLevel', 'TARGETED')],
  ['protection of accounts', hasValue('name', 'AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet')],
];

/** What a plan allows from this tier on. */
const from: Readonly<Partial<Record<Tier, readonly Rule[]>>> = {
  PRO: [
    ['answers of the firewall of our own', has('customResponse')],
    ['a CAPTCHA', has('captcha')],
    ['a key-value store', hasType('AWS::CloudFront::KeyValueStore')],
    ['logs', has('logging')],
  ],
  BUSINESS: [
    ['cache policies of our own', hasType('AWS::CloudFront::CachePolicy')],
    ['origin request policies of our own', hasType('AWS::CloudFront::OriginRequestPolicy')],
    ['response headers policies of our own', hasType('AWS::CloudFront::ResponseHeadersPolicy')],
    ['rules that look for text', has('byteMatchStatement', 'regexMatchStatement', 'regexPatternSetReferenceStatement')],
    ['a challenge by script', has('challenge')],
    ['bot control', hasValue('name', 'AWSManagedRulesBotControlRuleSet', 'AWSManagedRulesAntiDDoSRuleSet')],
    ['origins in a private network', has('vpcOriginConfig')],
  ],
  PREMIUM: [
    ['Origin Shield', has('originShieldEnabled')],
    ['groups of origins', has('failoverCriteria')],
    ['certificates of visitors', has('viewerMtlsConfig')],
  ],
};

/** The most cache behaviors and rules of the firewall. */
const most: Readonly<Record<Tier, readonly [behaviors: number, rules: number]>> = {
  FREE: [5, 5],
  PRO: [10, 25],
  BUSINESS: [50, 50],
  PREMIUM: [100, 75],
};

/**
 * What a tier does not allow, of the things that a stack has, in words.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
 */
export function planFaults(tier: Tier, stack: Stack): string[] {
  const edge = edgeOf(stack);
  const higher = tiers.slice(tiers.indexOf(tier) + 1);
  const [behaviors, rules] = most[tier];
  const numbers: readonly Rule[] = [
    [`more than ${behaviors} cache behaviors`, ({ all }) => behaviorsOf(all) > behaviors],
    [`more than ${rules} rules of the firewall`, ({ all }) => all('priority').length > rules],
  ];
  return [...always, ...numbers, ...higher.flatMap((one) => from[one] ?? [])]
    .filter(([, isBroken]) => isBroken(edge))
    .map(([says]) => says);
}

const DISTRIBUTION = CfnDistribution.CFN_RESOURCE_TYPE_NAME;
const FIREWALL = CfnWebACL.CFN_RESOURCE_TYPE_NAME;
const behaviorsOf = (all: Edge['all']): number => all('viewerProtocolPolicy').length;

function edgeOf(stack: Stack): Edge {
  const parts = stack.node.findAll();
  const types = parts.flatMap((part) => ('cfnResourceType' in part ? String(part.cfnResourceType) : []));
  const config: unknown = stack.resolve(
    parts.flatMap((part): readonly unknown[] => {
      if (CfnDistribution.isCfnDistribution(part)) return [part.distributionConfig];
      return CfnWebACL.isCfnWebACL(part) ? [part.rules] : [];
    }),
  );
  return { types, all: (name) => valuesOf(config, name) };
}

function valuesOf(within: unknown, name: string): unknown[] {
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within).flatMap(([key, value]) => [
    ...(key === name && value !== undefined && value !== '' && value !== false ? [value] : []),
    ...valuesOf(value, name),
  ]);
}
