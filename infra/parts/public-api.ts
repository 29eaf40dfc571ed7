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
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ACCESS_LOG } from '../access-log.ts';
import { idOf, ownRoutes, type RoutedName, restName, routedNames } from '../functions.ts';
import { throttleFor } from '../peak.ts';
import type { Stage } from '../stage.ts';
import type { FunctionParts } from './function.ts';
import { accept } from './iam.ts';

/** The HTTP API in front of the functions. It is made before its routes, because functions need its address. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: 'amparo', createDefaultStage: false });
    this.log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Default', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: throttleFor(stage.signaturesPerSecond),
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.log),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    accept(this, 'APIG4', 'Anybody may read and sign a petition: there are no accounts.');
  }

  /** Gives each function its own paths, and one of them the rest. */
  route(parts: Pick<FunctionParts, RoutedName>): void {
    const to = Object.fromEntries(
      routedNames.map((name) => [name, new HttpLambdaIntegration(idOf(name), parts[name].function.lambda)]),
    ) as Record<RoutedName, HttpLambdaIntegration>;
    for (const { name, path } of ownRoutes)
      this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration: to[name] });
    new HttpRoute(this, 'Rest', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: to[restName],
      authorizer: new HttpNoneAuthorizer(),
    });
  }
}
