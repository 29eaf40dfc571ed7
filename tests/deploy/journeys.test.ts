/** The same stories as on one machine: they use a base URL, and do not know the service behind it. */
await import('../journeys/on-a-phone-without-javascript.test.ts');
await import('../journeys/with-javascript.test.ts');
