import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { dev, edgeTemplate, makeStacks, prod } from './stacks.ts';

const template = edgeTemplate(prod);
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

it('never keeps the pages whose address holds a token', () => {
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      CacheBehaviors: Match.arrayWith([
        Match.objectLike({ PathPattern: 'confirm', CachePolicyId: CACHING_DISABLED }),
        Match.objectLike({ PathPattern: 'withdraw', CachePolicyId: CACHING_DISABLED }),
      ]),
    },
  });
});

it('keeps an answer only if the function says so, and a minute at most', () => {
  template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
    CachePolicyConfig: { MinTTL: 0, DefaultTTL: 0, MaxTTL: 60 },
  });
});

it('keeps no error, which may be that of one signer alone', () => {
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      CustomErrorResponses: [404, 414, 500, 501, 502, 503, 504].map((ErrorCode) => ({
        ErrorCode,
        ErrorCachingMinTTL: 0,
      })),
    },
  });
});

it('keeps no trace of who asked for what: no log, no samples', () => {
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { Logging: Match.absent() },
  });
  for (const type of [
    'AWS::WAFv2::LoggingConfiguration',
    'AWS::Logs::Delivery',
    'AWS::CloudFront::RealtimeLogConfig',
  ]) {
    template.resourceCountIs(type, 0);
  }
  const firewall = JSON.stringify(template.findResources('AWS::WAFv2::WebACL'));
  expect(firewall).toContain('"SampledRequestsEnabled":false');
  expect(firewall).not.toContain('"SampledRequestsEnabled":true');
});

it('limits what one address may ask, and does not shut out Tor, VPNs, long tokens or long reasons', () => {
  template.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'CLOUDFRONT',
    Rules: [
      { Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 2000 } } },
      {
        Statement: {
          ManagedRuleGroupStatement: {
            Name: 'AWSManagedRulesCommonRuleSet',
            RuleActionOverrides: Match.arrayWith([
              { Name: 'SizeRestrictions_QUERYSTRING', ActionToUse: { Count: {} } },
              { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } },
              { Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } },
              { Name: 'CrossSiteScripting_BODY', ActionToUse: { Count: {} } },
            ]),
          },
        },
      },
      { Statement: { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesKnownBadInputsRuleSet' } } },
    ],
  });
});

it('stands in us-east-1 in front of an HTTP API elsewhere', () => {
  const { app, edge, petition } = makeStacks(prod);
  expect([edge?.region, petition.region]).toEqual(['us-east-1', 'eu-central-1']);
  const { dependencies } = app.synth().getStackArtifact(edge!.artifactId);
  expect(dependencies.map(({ id }) => id)).toContain(petition.artifactId);
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['petition.example.org'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
    },
  });
  // The value crosses regions as an output that is read: no function with rights of its own carries it.
  template.resourceCountIs('AWS::Lambda::Function', 0);
});

it('does not stand in front of an emulator', () => {
  expect(makeStacks({ ...dev, AMPARO_EMULATED: '1' }).edge).toBeUndefined();
});
