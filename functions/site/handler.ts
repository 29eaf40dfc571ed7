import { handle } from 'hono/aws-lambda';
import { readSettings, siteSettings } from '../core/settings.ts';
import { loadAssets } from '../ui/assets.ts';
import { createSiteApp } from './app.ts';
import { siteDeps } from './deps.ts';

const settings = readSettings(siteSettings, process.env);
const assets = loadAssets(new URL('./assets/', import.meta.url));

export const handler = handle(createSiteApp(siteDeps(settings, assets)));
