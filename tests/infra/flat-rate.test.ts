import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { describe, expect, it } from 'vitest';
import { edgePlanNames, edgePlans, tiers, usableEdgePlans } from '../../infra/edge-plans.ts';
import { planFaults } from '../../infra/parts/flat-rate.ts';
import { StageError } from '../../infra/stage.ts';
import { pricesIn } from '../bench/prices-2026-11.ts';
import { dev, edgeTemplate, makeStacks, prod } from './stacks.ts';

const SUBSCRIPTION = 'AWS::PricingPlanManager::Subscription';
const withPlan = (AMPARO_EDGE_PLAN: string) => ({ ...prod, AMPARO_EDGE_PLAN });
const refusal = (plan: string): Error => {
  try {
    makeStacks(withPlan(plan));
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${plan} was allowed`);
};

it('is no part of a deploy that names no plan', () => {
  for (const environment of [dev, prod]) edgeTemplate(environment).resourceCountIs(SUBSCRIPTION, 0);
});

it('pays for the distribution and its firewall with the plan that the setting names', () => {
  edgeTemplate(withPlan('business')).hasResourceProperties(SUBSCRIPTION, {
    PlanFamily: 'CloudFront',
    PlanTier: 'BUSINESS',
    UsageLevel: Match.absent(),
    ResourceArns: [
      { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^Distribution') }])] },
      { 'Fn::GetAtt': [Match.stringLikeRegexp('^Firewall'), 'Arn'] },
    ],
  });
  edgeTemplate(withPlan('premium-3')).hasResourceProperties(SUBSCRIPTION, {
    PlanTier: 'PREMIUM',
    UsageLevel: 'CF_PREMIUM_L3',
  });
});

it('prints the subscription that a person has to approve', () => {
  const outputs = Object.values(edgeTemplate(withPlan('premium')).findOutputs('*')).map(({ Value }) => Value);
  const [id] = Object.keys(edgeTemplate(withPlan('premium')).findResources(SUBSCRIPTION));
  expect(outputs).toEqual(expect.arrayContaining([{ 'Fn::GetAtt': [id, 'Arn'] }, { 'Fn::GetAtt': [id, 'Status'] }]));
});

it('refuses a plan that does not allow what the edge has, before anything is deployed, and says what that is', () => {
  expect(refusal('pro')).toBeInstanceOf(StageError);
  expect(refusal('pro').message).toBe(`AMPARO_EDGE_PLAN: the plan pro of CloudFront does not allow
  - more than 10 cache behaviors
  - cache policies of our own
  - origin request policies of our own
  - response headers policies of our own`);
  expect(refusal('free').message).toContain('- answers of the firewall of our own');
});

it('knows which plans can be used, and what each costs', () => {
  const { edge } = makeStacks(prod);
  const allowed = edgePlanNames.filter((name) => planFaults(edgePlans[name].tier, edge!).length === 0);
  expect(usableEdgePlans).toEqual(allowed);
  expect(Object.keys(pricesIn('us-east-1').edgePlan)).toEqual(allowed);
});

describe('a stack that the plan', () => {
  const behavior = { targetOriginId: 'api', viewerProtocolPolicy: 'https-only', cachePolicyId: 'managed' };
  const rule = (name: string, parts: object) => ({
    ...{ name, priority: 0, action: { block: {} } },
    visibilityConfig: { cloudWatchMetricsEnabled: false, metricName: name, sampledRequestsEnabled: false },
    statement: { geoMatchStatement: { countryCodes: ['AQ'] } },
    ...parts,
  });
  const managed = (name: string, more: object = {}) =>
    rule('managed', { statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...more } } });

  /** The least that every plan allows, with changes. */
  function stackWith({ config = {}, rules = [], types = [] }: { config?: object; rules?: object[]; types?: string[] }) {
    const stack = new Stack(new App(), 'Edge');
    const distributionConfig = { enabled: true, webAclId: 'acl', defaultCacheBehavior: behavior, ...config };
    new CfnDistribution(stack, 'Distribution', { distributionConfig });
    new CfnWebACL(stack, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: rule('acl', {}).visibilityConfig,
      rules: rules as CfnWebACL.RuleProperty[],
    });
    for (const type of types) new CfnResource(stack, type, { type });
    return stack;
  }

  it('is for is allowed by the smallest', () => {
    for (const tier of tiers) expect(planFaults(tier, stackWith({ rules: [rule('rate', {})] }))).toEqual([]);
  });

  const origin = (more: object) => ({ origins: [{ id: 'api', domainName: 'api.example', ...more }] });
  it.each<[string, Parameters<typeof stackWith>[0]]>([
    ['a distribution without a firewall', { config: { webAclId: '' } }],
    ['more than one distribution or firewall', { types: ['AWS::CloudFront::Distribution'] }],
    ['a distribution of several tenants', { config: { connectionMode: 'tenant-only' } }],
    ['staging and continuous deployment', { config: { staging: true } }],
    ['a list of Anycast addresses', { config: { anycastIpListId: 'list' } }],
    ['real-time logs', { config: { defaultCacheBehavior: { ...behavior, realtimeLogConfigArn: 'arn' } } }],
    ['forwarded values', { config: { defaultCacheBehavior: { ...behavior, forwardedValues: { queryString: true } } } }],
    ['a cache behavior without a cache policy', { config: { cacheBehaviors: [{ ...behavior, cachePolicyId: '' }] } }],
    ['addresses of its own for TLS', { config: { viewerCertificate: { sslSupportMethod: 'vip' } } }],
    ['encryption of single fields', { config: { defaultCacheBehavior: { ...behavior, fieldLevelEncryptionId: 'x' } } }],
    ['a certificate of IAM', { config: { viewerCertificate: { iamCertificateId: 'x' } } }],
    ['an origin access identity', { config: origin({ s3OriginConfig: { originAccessIdentity: 'x' } }) }],
    ['rule groups', { rules: [rule('x', { statement: { ruleGroupReferenceStatement: { arn: 'arn' } } })] }],
    ['rules of other vendors', { rules: [managed('Theirs', { vendorName: 'Theirs' })] }],
    ['protection of accounts', { rules: [managed('AWSManagedRulesATPRuleSet')] }],
  ])('has %s is allowed by none', (fault, parts) => {
    for (const tier of tiers) expect(planFaults(tier, stackWith(parts)), tier).toEqual([fault]);
  });

  it('has targeted bot control is allowed by none', () => {
    const targeted = { awsManagedRulesBotControlRuleSet: { inspectionLevel: 'TARGETED' } };
    const rules = [managed('AWSManagedRulesBotControlRuleSet', { managedRuleGroupConfigs: [targeted] })];
    expect(planFaults('PREMIUM', stackWith({ rules }))).toEqual(['targeted bot control']);
  });

  it.each<[string, string, Parameters<typeof stackWith>[0]]>([
    [
      'PRO',
      'answers of the firewall of our own',
      { rules: [rule('x', { action: { block: { customResponse: { responseCode: 429 } } } })] },
    ],
    ['PRO', 'a CAPTCHA', { rules: [rule('x', { action: { captcha: {} } })] }],
    ['PRO', 'a key-value store', { types: ['AWS::CloudFront::KeyValueStore'] }],
    ['PRO', 'logs', { config: { logging: { bucket: 'b' } } }],
    ['PRO', 'more than 5 rules of the firewall', { rules: Array.from({ length: 6 }, (_, i) => rule(`r${i}`, {})) }],
    ['PRO', 'more than 5 cache behaviors', { config: { cacheBehaviors: Array(5).fill(behavior) } }],
    ['BUSINESS', 'more than 10 cache behaviors', { config: { cacheBehaviors: Array(10).fill(behavior) } }],
    ['BUSINESS', 'cache policies of our own', { types: ['AWS::CloudFront::CachePolicy'] }],
    ['BUSINESS', 'origin request policies of our own', { types: ['AWS::CloudFront::OriginRequestPolicy'] }],
    ['BUSINESS', 'response headers policies of our own', { types: ['AWS::CloudFront::ResponseHeadersPolicy'] }],
    ['BUSINESS', 'rules that look for text', { rules: [rule('x', { statement: { regexMatchStatement: {} } })] }],
    ['BUSINESS', 'a challenge by script', { rules: [rule('x', { action: { challenge: {} } })] }],
    ['BUSINESS', 'bot control', { rules: [managed('AWSManagedRulesBotControlRuleSet')] }],
    ['BUSINESS', 'origins in a private network', { config: origin({ vpcOriginConfig: { vpcOriginId: 'x' } }) }],
    ['PREMIUM', 'Origin Shield', { config: origin({ originShield: { originShieldEnabled: true } }) }],
    ['PREMIUM', 'groups of origins', { config: { originGroups: { items: [{ failoverCriteria: {} }] } } }],
    ['PREMIUM', 'certificates of visitors', { config: { viewerMtlsConfig: { mode: 'required' } } }],
  ])('has what comes from %s on: %s', (first, fault, parts) => {
    const stack = stackWith(parts);
    const smaller = tiers[tiers.indexOf(first as (typeof tiers)[number]) - 1]!;
    expect(planFaults(smaller, stack)).toContain(fault);
    expect(planFaults(first as (typeof tiers)[number], stack)).toEqual([]);
  });
});
