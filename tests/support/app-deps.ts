import type { AppDeps } from '../../functions/http/deps.ts';
import { unbuiltAssets } from './assets.ts';
import { silentLog } from './log.ts';

/** What every app works with, where the test is about none of it. */
export const appDeps: AppDeps = { publicUrl: 'https://amparo.example', assets: unbuiltAssets, log: silentLog };
