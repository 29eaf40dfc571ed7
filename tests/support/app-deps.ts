import type { AppDeps } from '../../functions/http/deps.ts';
import { unbuiltAssets } from './assets.ts';
import { silentLog } from './log.ts';

/** Dependencies of every app, for tests that are not about them. A busy computer may take long to answer. */
export const appDeps: AppDeps = {
  publicUrl: 'https://amparo.example',
  assets: unbuiltAssets,
  log: silentLog,
  answersWithin: 60_000,
};
