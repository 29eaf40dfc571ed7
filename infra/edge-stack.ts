import { CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { EDGE_HEADER } from '../functions/sign/edge.ts';
import { asked } from '../functions/site/views.ts';
import { ownRoutes } from './functions.ts';
import { firewall } from './parts/firewall.ts';
import { accept } from './parts/iam.ts';
import { EDGE_REGION, edgeKey } from './parts/vault.ts';
import type { Stage } from './stage.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const ERRORS_KEPT_BY_DEFAULT = [404, 414, 500, 501, 502, 503, 504];

/**
 * CloudFront and its firewall in front of the HTTP API. It writes no log: a log of CloudFront holds who asked from where
 * for which address, and an address may hold a token.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, apiHost }: { stage: Stage; apiHost: string }) {
    super(scope, id, {
      description: 'Amparo: the edge',
      env: { region: EDGE_REGION },
      terminationProtection: stage.isProtected,
    });
    // The stack of the petition is in another region and stays when the edge is deleted: read its outputs, do not lock them.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const fromApi = {
      origin: new HttpOrigin(apiHost, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { [EDGE_HEADER]: edgeKey(stage) },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // All headers but the host: the HTTP API takes only its own.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: securityHeaders(this),
    } satisfies BehaviorOptions;
    const neverKept = { ...fromApi, cachePolicy: CachePolicy.CACHING_DISABLED };
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Amparo ${stage.name}`,
      defaultBehavior: { ...fromApi, cachePolicy: keptForSeconds(this) },
      additionalBehaviors: {
        // What is for one person would not be kept even if a header were forgotten.
        ...Object.fromEntries(ownRoutes.map(({ path }) => [pathPattern(path), neverKept])),
        'assets/*': { ...fromApi, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
      },
      // CloudFront keeps an error for 10 s by default, even against its headers, and would show one signer's to the next.
      errorResponses: ERRORS_KEPT_BY_DEFAULT.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Signers live everywhere.
      priceClass: PriceClass.PRICE_CLASS_ALL,
      webAclId: firewall(this, 'Firewall').attrArn,
      ...(stage.domain && {
        domainNames: [stage.domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.domain.certificateArn),
      }),
    });
    accept(distribution, 'CFR1', 'A petition is open to every country.');
    accept(distribution, 'CFR3', 'Its log would hold addresses of signers, and links with tokens.');
    if (!stage.domain)
      accept(distribution, 'CFR4', 'Without a domain of its own, a stage has the certificate of CloudFront.');
    new CfnOutput(this, 'EdgeHost', { value: distribution.distributionDomainName });
  }
}

// `/campaigns/{slug}/sent` is `campaigns/*/sent`, as CloudFront writes it.
const pathPattern = (route: string): string => route.slice(1).replace(/\{\w+\}/g, '*');

/**
 * Keeps an answer only if the function allows it, for as long as the function says, and for a minute at most.
 * What is kept depends on nothing but its path and what `asked` names: a crowd whose browsers differ, or whose links carry
 * what others put there to count clicks, shares one answer, and one read.
 */
const keptForSeconds = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'KeptForSeconds', {
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.minutes(1),
    queryStringBehavior: CacheQueryStringBehavior.allowList(...asked),
    headerBehavior: CacheHeaderBehavior.none(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });

/** For answers that no function made, such as that of a limit. The functions' own headers are stricter, and stay. */
const securityHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'SecurityHeaders', {
    removeHeaders: ['apigw-requestid'],
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        override: false,
      },
      contentTypeOptions: { override: false },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        override: false,
      },
    },
  });
