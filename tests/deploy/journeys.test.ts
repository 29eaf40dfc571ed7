/** The same stories as on one machine: they take a base URL, and do not know what answers there. */
await import('../journeys/on-a-phone-without-javascript.test.ts');
await import('../journeys/with-javascript.test.ts');
