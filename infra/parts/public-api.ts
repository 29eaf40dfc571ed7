import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { signRoutes } from '../../functions/http/routes.ts';
import { throttleFor } from '../peak.ts';
import type { Stage } from '../stage.ts';
import { accept } from './accept.ts';
import { ACCESS_LOG } from './access-log.ts';

/** The HTTP API in front of sign and site. It has its address before it has routes, so that functions can be told it. */
export class PublicApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: 'amparo', createDefaultStage: false });
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Default', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: throttleFor(stage.signaturesPerSecond),
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    accept(this, 'APIG4', 'Anybody may read and sign a petition: there are no accounts.');
  }

  /** Gives sign its paths, and site everything else. */
  route({ sign, site }: { sign: LambdaFunction; site: LambdaFunction }): void {
    const toSign = new HttpLambdaIntegration('Sign', sign);
    for (const path of signRoutes) this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration: toSign });
    new HttpRoute(this, 'Rest', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Site', site),
      authorizer: new HttpNoneAuthorizer(),
    });
  }
}
