import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Invoke } from 'aws-cdk-lib/aws-events-targets';
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
import type { Environment } from '../../functions/core/running/settings.ts';
import { type FunctionName, rowOf, type SettingsOf } from '../functions.ts';
import { type Actor, allow, type Conditions } from './iam.ts';

/** Finds the bundle of a function. */
export type FunctionCode = (name: FunctionName) => Code;

/** The name of a rule that calls a function by time. */
const RULE = { minute: 'EachMinute', hour: 'Hourly', day: 'Daily' } as const;

export interface PetitionFunctionProps<Name extends FunctionName> {
  readonly name: Name;
  readonly code: FunctionCode;
  /** Exactly the settings of this function. */
  readonly environment: Environment<SettingsOf[Name]>;
}

/** The parts that make the functions of the table: one for each function. */
export type FunctionParts = { readonly [Name in FunctionName]: { readonly function: PetitionFunction<Name> } };

/**
 * A function of the table. It may write its log, and do what `may` allows, nothing more. X-Ray stays off: it would keep URLs,
 * which may contain a token.
 */
export class PetitionFunction<Name extends FunctionName> extends Construct implements Actor {
  readonly name: Name;
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, { name, code, environment }: PetitionFunctionProps<Name>) {
    super(scope, id);
    const { memoryMb, timeoutSeconds, schedule } = rowOf(name);
    this.name = name;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Amparo: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: code(name),
      environment: definedOnly(environment as Record<string, string | undefined>),
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    if (schedule) {
      new Rule(scope, RULE[schedule.every], {
        description: `Amparo: ${schedule.does}.`,
        schedule: Schedule.cron(schedule.at),
        targets: [new Invoke(this.lambda)],
      });
    }
  }

  may(actions: readonly string[], resource: string, conditions?: Conditions): this {
    allow(this.role, actions, resource, conditions);
    return this;
  }
}

const definedOnly = (environment: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])));
