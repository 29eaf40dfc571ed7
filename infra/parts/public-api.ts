import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
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
import { type Throttle, throttlesFor } from '../peak.ts';
import type { Stage } from '../stage.ts';
import type { FunctionParts } from './function.ts';
import { accept } from './iam.ts';

/** The HTTP API in front of the functions. It is made before its routes, because functions need its address. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly log: LogGroup;
  readonly #stage: HttpStage;
  readonly #throttles: ReturnType<typeof throttlesFor>;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: 'amparo', createDefaultStage: false });
    this.log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#throttles = throttlesFor(stage.signaturesPerSecond);
    this.#stage = new HttpStage(this, 'Default', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: this.#throttles.all,
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.log),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    accept(this, 'APIG4', 'Anybody may read and sign a petition. The function of organisers checks who they are.');
  }

  /** Gives each function its own paths, and one of them the rest. */
  route(parts: Pick<FunctionParts, RoutedName>): void {
    const to = Object.fromEntries(
      routedNames.map((name) => [name, new HttpLambdaIntegration(idOf(name), parts[name].function.lambda)]),
    ) as Record<RoutedName, HttpLambdaIntegration>;
    const { signing, pages } = this.#throttles;
    for (const { name, path } of ownRoutes) {
      const routes = this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration: to[name] });
      for (const route of routes) this.#limit(route, `ANY ${path}`, name === 'sign' ? signing : pages);
    }
    const rest = new HttpRoute(this, 'Rest', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: to[restName],
      authorizer: new HttpNoneAuthorizer(),
    });
    this.#limit(rest, HttpRouteKey.DEFAULT.key, pages);
  }

  /** Gives a route a bucket of its own. AWS rejects a stage that names a route before the route is there. */
  #limit(route: HttpRoute, key: string, { rateLimit, burstLimit }: Throttle): void {
    const stage = this.#stage.node.defaultChild as CfnStage;
    stage.addPropertyOverride(`RouteSettings.${key}`, {
      ThrottlingRateLimit: rateLimit,
      ThrottlingBurstLimit: burstLimit,
    });
    stage.node.addDependency(route);
  }
}
