import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { consolePaths } from '../../functions/console/routes.ts';
import { signPaths } from '../../functions/http/routes.ts';
import { askedOfData } from '../../functions/site/data/asked.ts';
import { askedOfOEmbed } from '../../functions/site/embed/oembed.ts';
import { asked, askedOfEmbeds } from '../../functions/site/views.ts';
import { deployed } from '../bench/cost/model.ts';
import { dev, edgeTemplate, petitionTemplate, prod, stacksOf } from './stacks.ts';

const template = edgeTemplate(prod);
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
const { CacheBehaviors: behaviours, Origins: origins } = distribution!.Properties.DistributionConfig;

/** The first behaviour of CloudFront whose pattern fits. `*` stands for any text, slashes as well. */
const cachePolicyFor = (path: string): unknown =>
  behaviours.find(({ PathPattern }: { PathPattern: string }) =>
    new RegExp(`^/${PathPattern.replaceAll('*', '.*')}$`).test(path),
  )?.CachePolicyId;

it('never keeps an answer of sign, even if a header is missing', () => {
  for (const route of signPaths) {
    expect(cachePolicyFor(route.replace('{slug}', 'free-them')), route).toBe(CACHING_DISABLED);
  }
  expect(signPaths).toEqual(
    expect.arrayContaining([
      '/confirm',
      '/withdraw',
      '/my-data',
      '/api/my-data',
      '/no-news',
      '/api/no-news',
      '/api/confirmations',
      '/api/withdrawals',
      '/api/campaigns/{slug}/signatures',
      '/api/campaigns/{slug}/challenges',
    ]),
  );
  for (const path of ['/', '/campaigns/free-them', '/campaigns/free-them/dashboard'])
    expect(cachePolicyFor(path), path).toBeUndefined();
});

it('never keeps a preview, and hands its token on, in any language', () => {
  for (const path of ['/preview/free-them', '/ru/preview/free-them'])
    expect(cachePolicyFor(path), path).toBe(CACHING_DISABLED);
  const previews = behaviours.filter(({ PathPattern }: { PathPattern: string }) => PathPattern.includes('preview'));
  expect(previews).toHaveLength(2);
  // Nothing drops the token on the way, and the picture of a campaign that is called preview is still a picture.
  for (const { FunctionAssociations } of previews) expect(FunctionAssociations).toBeUndefined();
  expect(cachePolicyFor('/pictures/preview/x.webp')).not.toBe(CACHING_DISABLED);
});

it('keeps no answer of console, and hands cookies and tokens to no other function', () => {
  const ALL_BUT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
  const [[id, policy] = [], ...others] = Object.entries(template.findResources('AWS::CloudFront::OriginRequestPolicy'));
  expect(others).toEqual([]);
  expect(policy?.Properties.OriginRequestPolicyConfig).toMatchObject({
    CookiesConfig: { CookieBehavior: 'none' },
    HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host', 'authorization'] },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  });
  const { DefaultCacheBehavior } = distribution!.Properties.DistributionConfig;
  expect(DefaultCacheBehavior.OriginRequestPolicyId).toEqual({ Ref: id });
  for (const { PathPattern, OriginRequestPolicyId, CachePolicyId } of behaviours) {
    if (PathPattern === 'pictures/*') continue;
    const isConsole = /^(api\/)?organise/.test(PathPattern);
    expect(OriginRequestPolicyId, PathPattern).toEqual(isConsole ? ALL_BUT_HOST : { Ref: id });
    if (isConsole) expect(CachePolicyId).toBe(CACHING_DISABLED);
  }
  expect(cachePolicyFor('/api/organise/campaigns/free-them/open')).toBe(CACHING_DISABLED);
});

it('sends the API a key that no template contains, so that sign recognises its requests', () => {
  const headers = (environment: Record<string, string>) =>
    Object.values(edgeTemplate(environment).findResources('AWS::CloudFront::Distribution'))[0]!.Properties
      .DistributionConfig.Origins[0].OriginCustomHeaders;
  const key = (name: string, stage: string) => [
    {
      HeaderName: 'x-amparo-edge',
      HeaderValue: `{{resolve:secretsmanager:amparo-${stage}-edge:SecretString:${name}::}}`,
    },
  ];
  // The other origin is the bucket of pictures, which needs no key.
  expect(origins.flatMap((origin: { OriginCustomHeaders?: unknown }) => origin.OriginCustomHeaders ?? [])).toEqual(
    key('k1', 'prod'),
  );
  expect(headers(prod)).toEqual(key('k1', 'prod'));
  expect(headers({ ...prod, AMPARO_EDGE_KEY: 'k2' })).toEqual(key('k2', 'prod'));
  expect(headers(dev)).toEqual(key('k1', 'dev'));
});

it('finds that key in its own region, wherever the stage is', () => {
  const replicas = (environment: Record<string, string>) =>
    Object.values(petitionTemplate(environment).findResources('AWS::SecretsManager::Secret')).flatMap(
      ({ Properties }) =>
        (Properties.ReplicaRegions ?? []).map(({ Region }: { Region: string }) => `${Properties.Name} ${Region}`),
    );
  expect(replicas(prod)).toEqual(['amparo-prod-edge us-east-1']);
  expect(replicas({ ...prod, AMPARO_REGION: 'us-east-1' })).toEqual([]);
});

it('is the only way to sign if a stage has a domain, but not without a domain', () => {
  const edgeOnly = (environment: Record<string, string>) =>
    Object.values(petitionTemplate(environment).findResources('AWS::Lambda::Function')).flatMap(
      ({ Properties }) => Properties.Environment?.Variables.EDGE_ONLY ?? [],
    );
  expect(edgeOnly(prod)).toEqual(['on']);
  expect(edgeOnly(dev)).toEqual(['off']);
});

it('compresses no answer for one person, which would undo its padding', () => {
  const [{ Properties }] = Object.values(edgeTemplate(prod).findResources('AWS::CloudFront::Distribution')) as [
    { Properties: { DistributionConfig: { CacheBehaviors: { PathPattern: string; Compress: boolean }[] } } },
  ];
  const { CacheBehaviors } = Properties.DistributionConfig;
  const compressed = CacheBehaviors.filter(({ Compress }) => Compress).map(({ PathPattern }) => PathPattern);
  expect(compressed).toEqual([
    ...['api/*', 'data/*', 'embed/*', 'campaigns/*/embed', '*/campaigns/*/embed', 'oembed', 'assets/*'],
  ]);
  // Those of sign and of console, previews in two forms, and pictures, which are compressed by their own form.
  expect(CacheBehaviors).toHaveLength(signPaths.length + consolePaths.length + compressed.length + 3);
});

it('keeps one answer for all requests of the same page or data, from every browser', () => {
  const keys = (QueryStringsConfig: object) => ({
    CachePolicyConfig: {
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: 60,
      ParametersInCacheKeyAndForwardedToOrigin: {
        QueryStringsConfig,
        HeadersConfig: { HeaderBehavior: 'none', Headers: Match.absent() },
        CookiesConfig: { CookieBehavior: 'none' },
      },
    },
  });
  template.resourceCountIs('AWS::CloudFront::CachePolicy', 4);
  template.hasResourceProperties(
    'AWS::CloudFront::CachePolicy',
    keys({ QueryStringBehavior: 'whitelist', QueryStrings: [...asked] }),
  );
  for (const QueryStrings of [[...askedOfEmbeds], [...askedOfOEmbed]])
    template.hasResourceProperties(
      'AWS::CloudFront::CachePolicy',
      keys({ QueryStringBehavior: 'whitelist', QueryStrings }),
    );
  // What open data reads of a query is part of the key: else one caller's answer would be another's.
  template.hasResourceProperties(
    'AWS::CloudFront::CachePolicy',
    keys({ QueryStringBehavior: 'whitelist', QueryStrings: [...askedOfData] }),
  );
  for (const path of ['/api/campaigns/free-them/counts', '/data/v1/campaigns.csv', '/api/osdi/petitions'])
    expect(cachePolicyFor(path)).toEqual({ Ref: expect.stringMatching(/^DataKept/) });
});

it('adds no header that forbids a frame to what may be framed, and does to all others', () => {
  const policies = template.findResources('AWS::CloudFront::ResponseHeadersPolicy');
  const headersOf = ({ ResponseHeadersPolicyId }: { ResponseHeadersPolicyId: { Ref: string } }) =>
    policies[ResponseHeadersPolicyId.Ref]!.Properties.ResponseHeadersPolicyConfig;
  const all = [
    { ...distribution!.Properties.DistributionConfig.DefaultCacheBehavior, PathPattern: '*' },
    ...behaviours,
  ];
  for (const behaviour of all) {
    const { SecurityHeadersConfig, RemoveHeadersConfig } = headersOf(behaviour);
    const { FrameOptions, ContentSecurityPolicy, ReferrerPolicy, ContentTypeOptions } = SecurityHeadersConfig;
    const isFramed = behaviour.PathPattern === 'embed/*';
    const pattern: string = behaviour.PathPattern;
    expect(FrameOptions, pattern).toEqual(isFramed ? undefined : { FrameOption: 'DENY', Override: false });
    expect(ContentSecurityPolicy, pattern).toEqual({
      ContentSecurityPolicy: `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${isFramed ? '*' : "'none'"}`,
      Override: false,
    });
    expect([ReferrerPolicy.ReferrerPolicy, ContentTypeOptions, RemoveHeadersConfig.Items]).toEqual([
      'no-referrer',
      { Override: false },
      [{ Header: 'apigw-requestid' }],
    ]);
  }
  expect(all.length).toBeGreaterThan(signPaths.length);
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

it('records no request: it keeps no log and no samples', () => {
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

it('limits the requests of one IP address, and allows Tor, VPNs, tokens of any letters and long reasons', () => {
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
              { Name: 'RestrictedExtensions_QUERYARGUMENTS', ActionToUse: { Count: {} } },
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
  const { app, edge, petition } = stacksOf(prod);
  expect([edge?.region, petition.region]).toEqual(['us-east-1', 'eu-central-1']);
  const { dependencies } = app.synth().getStackArtifact(edge!.artifactId);
  expect(dependencies.map(({ id }) => id)).toContain(petition.artifactId);
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['petition.example.org'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      Origins: Match.arrayWith([
        Match.objectLike({
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        }),
      ]),
    },
  });
  // The value crosses regions as an output that is read: no function with rights of its own carries it.
  template.resourceCountIs('AWS::Lambda::Function', 0);
});

it('does not stand in front of an emulator', () => {
  expect(stacksOf({ ...dev, AMPARO_EMULATED: '1' }).edge).toBeUndefined();
});

it('has as many rules in its firewall as `npm run cost` bills', () => {
  const [firewall] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
  expect(firewall!.Properties.Rules).toHaveLength(deployed.firewallRules);
});

it('reads pictures from their bucket alone, signed, and sends them with the headers of every answer', () => {
  const pictures = behaviours.find(({ PathPattern }: { PathPattern: string }) => PathPattern === 'pictures/*');
  expect(pictures).toMatchObject({ AllowedMethods: ['GET', 'HEAD'], ViewerProtocolPolicy: 'redirect-to-https' });
  expect(pictures.ResponseHeadersPolicyId).toEqual(
    behaviours.find(({ PathPattern }: { PathPattern: string }) => PathPattern === 'assets/*').ResponseHeadersPolicyId,
  );
  const origin = origins.find(({ Id }: { Id: string }) => Id === pictures.TargetOriginId);
  expect(JSON.stringify(origin.DomainName)).toContain('amparo-prod-public-');
  expect(origin.OriginAccessControlId).toBeDefined();
  template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: {
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  });
});

it('keeps pictures in a bucket that the public cannot read, in versions for as long as backups', () => {
  for (const stage of [prod, dev])
    petitionTemplate(stage).hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
});
