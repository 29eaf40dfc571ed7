import { handle } from 'hono/aws-lambda';
import { readSecrets } from '../core/secrets.ts';
import { readSettings, signSettings } from '../core/settings.ts';
import { loadAssets } from '../ui/assets.ts';
import { createSignApp } from './app.ts';
import { signDeps } from './deps.ts';

const settings = readSettings(signSettings, process.env);
const secrets = await readSecrets({
  pepper: settings.PEPPER_SECRET,
  linkKeys: settings.TOKEN_KEYS_SECRET,
  mailKeys: settings.MAIL_KEYS_SECRET,
});

export const handler = handle(
  createSignApp(signDeps(settings, secrets, loadAssets(new URL('./assets/', import.meta.url)))),
);
