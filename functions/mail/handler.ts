import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { secretsReader } from '../core/secrets.ts';
import { mailSettings, readSettings } from '../core/settings.ts';
import { mailDeps } from './deps.ts';
import { sendBatch } from './send.ts';

const settings = readSettings(mailSettings, process.env);
const deps = mailDeps(settings, secretsReader({ mailKeys: settings.MAIL_KEYS_SECRET }));

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => sendBatch(deps, event.Records);
