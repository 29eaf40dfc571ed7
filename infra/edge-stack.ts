import { Annotations, CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { PREVIEW_PATH } from '../functions/core/campaigns/preview-token.ts';
import { PICTURES } from '../functions/core/pictures/address.ts';
import { EDGE_HEADER } from '../functions/http/edge.ts';
import { askedOfData } from '../functions/site/data/asked.ts';
import { askedOfOEmbed } from '../functions/site/embed/oembed.ts';
import { asked, askedOfEmbeds } from '../functions/site/views.ts';
import { edgeQueryCode } from './edge-query.ts';
import { ownRoutes } from './functions.ts';
import { alarmsOf } from './parts/alarms.ts';
import { blockedBy, firewall } from './parts/firewall.ts';
import { FlatRate } from './parts/flat-rate.ts';
import { accept } from './parts/iam.ts';
import { bucketForEdge } from './parts/pictures.ts';
import { EDGE_REGION, edgeKey } from './parts/vault.ts';
import type { Stage } from './stage.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const ERRORS_KEPT_BY_DEFAULT = [404, 414, 500, 501, 502, 503, 504];

/**
 * CloudFront and its firewall, in front of the HTTP API. It writes no log: a log would contain the IP address of each signer,
 * and URLs with tokens.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, apiHost }: { stage: Stage; apiHost: string }) {
    super(scope, id, {
      description: 'Amparo: the edge',
      env: { region: EDGE_REGION },
      terminationProtection: stage.isProtected,
    });
    // The petition stack is in another region, and stays when the edge is deleted. So its outputs are read, not locked.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const fromApi = {
      origin: new HttpOrigin(apiHost, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { [EDGE_HEADER]: edgeKey(stage) },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // Without the host: the HTTP API accepts only its own.
      originRequestPolicy: withoutIdentity(this),
      responseHeadersPolicy: securityHeaders(this),
    } satisfies BehaviorOptions;
    // Not compressed: their padding hides what a signer did, and would no longer have one length.
    const neverKept = { ...fromApi, cachePolicy: CachePolicy.CACHING_DISABLED, compress: false };
    // Only here may a request say who sends it.
    const forOrganisers = { ...neverKept, originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER };
    const query = { function: queryFunction(this, stage), eventType: FunctionEventType.VIEWER_REQUEST };
    // What other sites frame, and the page that makes the code for it.
    const embeds = {
      ...fromApi,
      cachePolicy: keptForSeconds(this, 'EmbedsKeptForSeconds', CacheQueryStringBehavior.allowList(...askedOfEmbeds)),
      functionAssociations: [query],
    };
    const openData = {
      ...fromApi,
      cachePolicy: keptForSeconds(this, 'DataKeptForSeconds', CacheQueryStringBehavior.allowList(...askedOfData)),
    };
    const acl = firewall(this, 'Firewall', stage);
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Amparo ${stage.name}`,
      defaultBehavior: {
        ...fromApi,
        cachePolicy: keptForSeconds(this, 'KeptForSeconds', CacheQueryStringBehavior.allowList(...asked)),
        functionAssociations: [query],
      },
      additionalBehaviors: {
        // CloudFront keeps no answer for one person, even if a header is missing.
        ...Object.fromEntries(
          ownRoutes.map(({ name, path }) => [pathPattern(path), name === 'console' ? forOrganisers : neverKept]),
        ),
        // No browser is led to another language of data. Most requests are for counts: here they need no function.
        'api/*': openData,
        'data/*': openData,
        // The policy of all others would add `X-Frame-Options` here, where functions leave it out.
        'embed/*': { ...embeds, responseHeadersPolicy: frameHeaders(this) },
        'campaigns/*/embed': embeds,
        '*/campaigns/*/embed': embeds,
        oembed: {
          ...fromApi,
          cachePolicy: keptForSeconds(
            this,
            'OEmbedKeptForSeconds',
            CacheQueryStringBehavior.allowList(...askedOfOEmbed),
          ),
        },
        'assets/*': { ...fromApi, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
        // Kept as long as the bucket's headers say, which is a day. They are compressed already.
        [`${PICTURES}*`]: {
          origin: S3BucketOrigin.withOriginAccessControl(bucketForEdge(this, stage)),
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: fromApi.responseHeadersPolicy,
          compress: false,
        },
        // Their addresses have tokens, which the function for queries would drop. The last ones: the second fits many paths.
        [`${PREVIEW_PATH.slice(1)}*`]: neverKept,
        [`*${PREVIEW_PATH}*`]: neverKept,
      },
      // By default, CloudFront keeps an error for 10 s, and ignores its headers. The next signer would see it.
      errorResponses: ERRORS_KEPT_BY_DEFAULT.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Signers live everywhere.
      priceClass: PriceClass.PRICE_CLASS_ALL,
      webAclId: acl.attrArn,
      ...(stage.domain && {
        domainNames: [stage.domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.domain.certificateArn),
      }),
    });
    // `parts/pictures.ts` lets CloudFront read.
    Annotations.of(distribution).acknowledgeWarning(
      '@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
      'The policy is in the petition stack.',
    );
    accept(distribution, 'CFR1', 'A petition is open to every country.');
    accept(distribution, 'CFR3', 'Its log would contain IP addresses of signers, and links with tokens.');
    if (!stage.domain)
      accept(distribution, 'CFR4', 'Without a domain of its own, a stage has the certificate of CloudFront.');
    alarmsOf(this, stage)('FirewallBlocks', {
      means:
        'The firewall blocks many requests: an attack, or many people behind one address. Its metrics show which rule blocks.',
      metric: blockedBy(stage),
      when: { above: 1_000 },
    });
    if (stage.edgePlan) new FlatRate(this, 'Plan', { plan: stage.edgePlan, distribution, firewall: acl });
    new CfnOutput(this, 'EdgeHost', { value: distribution.distributionDomainName });
  }
}

// CloudFront writes `/campaigns/{slug}/sent` as `campaigns/*/sent`.
const pathPattern = (route: string): string => route.slice(1).replace(/\{\w+\+?\}/g, '*');

/**
 * What functions for the public get of a request: neither a cookie nor a token, so that no page can depend on who asks. A browser
 * of an organiser sends both to every path.
 */
const withoutIdentity = (scope: Construct): OriginRequestPolicy =>
  new OriginRequestPolicy(scope, 'WithoutIdentity', {
    comment: 'Amparo: no cookie, no token',
    headerBehavior: OriginRequestHeaderBehavior.denyList('host', 'authorization'),
    cookieBehavior: OriginRequestCookieBehavior.none(),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
  });

const queryFunction = (scope: Construct, stage: Stage): EdgeFunction =>
  new EdgeFunction(scope, 'Query', {
    comment: 'Amparo: drops what no page asks for, and leads browsers to their language',
    code: FunctionCode.fromInline(edgeQueryCode(stage.languages)),
    runtime: FunctionRuntime.JS_2_0,
  });

/**
 * Keeps an answer only if the function allows it, for as long as it says, and for a minute at most. The key of an answer is its
 * path, with the parameters in `asked` for pages and in `askedOfData` for data. So a crowd shares one answer and one read, even if browsers differ, or links carry
 * parameters that count clicks.
 */
const keptForSeconds = (scope: Construct, id: string, queryStringBehavior: CacheQueryStringBehavior): CachePolicy =>
  new CachePolicy(scope, id, {
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.minutes(1),
    queryStringBehavior,
    headerBehavior: CacheHeaderBehavior.none(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });

/** Headers for answers that no function made, such as a 429. The functions' own headers are stricter, and stay. */
const securityHeaders = (scope: Construct): ResponseHeadersPolicy =>
  headersPolicy(scope, 'SecurityHeaders', "'none'", {
    frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
  });

/** The same for answers that may be framed. A header that is missing in them would be added, so this policy has no `frameOptions`. */
const frameHeaders = (scope: Construct): ResponseHeadersPolicy => headersPolicy(scope, 'FrameHeaders', '*');

const headersPolicy = (
  scope: Construct,
  id: string,
  framedBy: "'none'" | '*',
  more: ResponseSecurityHeadersBehavior = {},
): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, id, {
    removeHeaders: ['apigw-requestid'],
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${framedBy}`,
        override: false,
      },
      contentTypeOptions: { override: false },
      ...more,
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        override: false,
      },
    },
  });
