import { buildTestAssets } from '../support/assets.ts';

/** The assets as they are deployed. */
export const { assets: benchAssets } = await buildTestAssets();
