import { secretsReader } from '../core/aws/secrets.ts';
import { readSettings } from '../core/running/settings.ts';
import { lambdaHandler } from '../http/lambda.ts';
import { loadAssets } from '../ui/assets.ts';
import { createSignApp } from './app.ts';
import { signDeps } from './deps.ts';
import { signSettings } from './settings.ts';

const settings = readSettings(signSettings, process.env);
const rings = {
  pepper: settings.PEPPER_SECRET,
  token: settings.TOKEN_SECRET,
  mail: settings.MAIL_SECRET,
};
const secrets = settings.EDGE_SECRET ? secretsReader({ ...rings, edge: settings.EDGE_SECRET }) : secretsReader(rings);

const deps = signDeps(settings, secrets, loadAssets(new URL('./assets/', import.meta.url)));

export const handler = lambdaHandler(createSignApp(deps), deps);
