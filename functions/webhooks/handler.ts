import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { secretsReader } from '../core/aws/secrets.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { webhooksDeps } from './deps.ts';
import { webhooksSettings } from './settings.ts';
import { takeBatch } from './take.ts';

const settings = readSettings(webhooksSettings, process.env);
const deps = webhooksDeps(settings, secretsReader({ webhooks: settings.WEBHOOKS_SECRET }));

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  quietly(jsonLog, () => takeBatch(deps, event.Records));
