import { PictureFault } from '../core/pictures/fault.ts';
import type { Sharp } from './sharp.ts';

/**
 * Encodes a picture as well as its bytes allow: with the first step if that is small enough, or else with the best one, found by halves.
 * @param steps from good to just bearable, such as qualities. @param within bytes. @throws {PictureFault}
 */
export async function smallEnough(
  steps: readonly number[],
  form: (step: number) => Sharp,
  within: number,
): Promise<Uint8Array> {
  let found: Uint8Array | undefined;
  let [from, to, next] = [0, steps.length - 1, 0];
  while (from <= to) {
    // Copied at once: WebAssembly answers with a part of its own memory, which it may write again.
    const bytes = Uint8Array.from(await form(steps[next] ?? 0).toBuffer());
    if (bytes.length <= within) [found, to] = [bytes, next - 1];
    else from = next + 1;
    next = Math.floor((from + to) / 2);
  }
  if (!found)
    throw new PictureFault(
      'has too much fine detail to become a small file. Choose one that is less grainy, or with larger calm areas.',
    );
  return found;
}
