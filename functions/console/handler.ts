import { secretsReader } from '../core/aws/secrets.ts';
import { readSettings } from '../core/running/settings.ts';
import { lambdaHandler } from '../http/lambda.ts';
import { loadAssets } from '../ui/assets.ts';
import { cataloguesIn } from '../ui/messages/catalogue.ts';
import { speak } from '../ui/messages/speak.ts';
import { service } from './service.ts';

const settings = readSettings(service.settings, process.env);
speak(settings.LANGUAGES, cataloguesIn(new URL('./messages/', import.meta.url)));
const { ORGANISERS_SECRET: organisers, EDGE_SECRET: edge } = settings;
const { app, deps } = service.start(settings, {
  secrets: edge === undefined ? secretsReader({ organisers }) : secretsReader({ organisers, edge }),
  assets: loadAssets(new URL('./assets/', import.meta.url)),
});

export const handler = lambdaHandler(app, deps);
