import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import type { Environment } from '../../functions/core/running/settings.ts';
import type { FunctionName } from '../bundle/functions.ts';
import { type Actor, allow, type Conditions } from './actor.ts';

/** Where a function's bundle comes from. */
export type FunctionCode = (name: FunctionName) => Code;

export interface PetitionFunctionProps<Settings extends z.ZodMiniType> {
  readonly name: FunctionName;
  readonly code: FunctionCode;
  /** Exactly what the function's settings ask for: `core/settings` is the contract. */
  readonly environment: Environment<Settings>;
  /** A function's share of a processor grows with its memory. */
  readonly memoryMb: number;
  readonly timeout: Duration;
}

/**
 * A function that may do nothing but write its log, until it is told what it `may`. It is not traced: a trace would keep
 * addresses of requests, which may hold a token.
 */
export class PetitionFunction<Settings extends z.ZodMiniType> extends Construct implements Actor {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: PetitionFunctionProps<Settings>) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Amparo: ${props.name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: props.code(props.name),
      environment: definedOnly(props.environment as Record<string, string | undefined>),
      memorySize: props.memoryMb,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
  }

  may(actions: readonly string[], resource: string, conditions?: Conditions): this {
    allow(this.role, actions, resource, conditions);
    return this;
  }
}

const definedOnly = (environment: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])));
