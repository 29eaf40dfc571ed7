import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { secretsReader } from '../core/aws/secrets.ts';
import { jsonLog } from '../core/running/log.ts';
import { quietly } from '../core/running/quietly.ts';
import { readSettings } from '../core/running/settings.ts';
import { cataloguesIn } from '../ui/messages/catalogue.ts';
import { speak } from '../ui/messages/speak.ts';
import { mailDeps } from './deps.ts';
import { sendBatch } from './send.ts';
import { mailSettings } from './settings.ts';

const settings = readSettings(mailSettings, process.env);
speak(settings.LANGUAGES, cataloguesIn(new URL('./messages/', import.meta.url)));
const deps = mailDeps(settings, secretsReader({ mail: settings.MAIL_SECRET }));

export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  quietly(jsonLog, () => sendBatch(deps, event.Records));
