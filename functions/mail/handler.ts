import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { jsonLog } from '../core/log.ts';
import { quietly } from '../core/quietly.ts';
import { secretsReader } from '../core/secrets.ts';
import { mailSettings, readSettings } from '../core/settings.ts';
import { mailDeps } from './deps.ts';
import { sendBatch } from './send.ts';

const settings = readSettings(mailSettings, process.env);
const deps = mailDeps(settings, secretsReader({ mailKeys: settings.MAIL_KEYS_SECRET }));

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  quietly(jsonLog, () => sendBatch(deps, event.Records));
