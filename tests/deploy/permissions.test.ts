import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { physicalTableName } from '../../functions/core/tables.ts';
import { STAGE } from '../../infra/emulated/stage.ts';
import { functionConfigurations, setVariables } from './account.ts';
import { ask, newSigner, total } from './signer.ts';

/**
 * That the stack gives each function enough is proven by every story that ends well here; that it gives no more, by
 * functions that are told to reach for what is not theirs.
 */
describe.skipIf(!inject('emulated'))('a function whose code is turned against its signers', () => {
  it('reads no signature with the role of site', async () => {
    expect(await total()).toBeTypeOf('number');
    await tell('site', { COUNTS_TABLE: physicalTableName(STAGE, 'Signatures') });
    await expect(total()).rejects.toThrow('503');
  });

  it('writes no campaign with the role of sign', async () => {
    expect((await ask(newSigner())).status).toBe(202);
    await tell('sign', { LIMITS_TABLE: physicalTableName(STAGE, 'Campaigns') });
    expect((await ask(newSigner())).status).toBe(503);
  });
});

/** Changes variables of a function until the test ends. */
async function tell(name: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const { FunctionName = '', Environment } = (await functionConfigurations()).get(name) ?? {};
  const own = Environment?.Variables ?? {};
  onTestFinished(async () => void (await setVariables(FunctionName, own)));
  await setVariables(FunctionName, { ...own, ...variables });
}
