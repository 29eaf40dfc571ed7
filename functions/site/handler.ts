import { readSettings } from '../core/running/settings.ts';
import { lambdaHandler } from '../http/lambda.ts';
import { loadAssets } from '../ui/assets.ts';
import { createSiteApp } from './app.ts';
import { siteDeps } from './deps.ts';
import { siteSettings } from './settings.ts';

const settings = readSettings(siteSettings, process.env);
const deps = siteDeps(settings, loadAssets(new URL('./assets/', import.meta.url)));

export const handler = lambdaHandler(createSiteApp(deps), deps);
