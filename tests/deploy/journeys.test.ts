import { inject, it } from 'vitest';

/** The same stories as on one machine: they take a base URL, and do not know what answers there. */
if (inject('emulated')) {
  await import('../journeys/on-a-phone-without-javascript.test.ts');
  await import('../journeys/with-javascript.test.ts');
} else {
  it.skip('needs Python', () => undefined);
}
