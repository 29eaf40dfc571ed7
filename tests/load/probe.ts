/** Loaded into the machine's process by the load test: tells what memory holds after a collection, when it is asked. */
process.on('message', (asked) => {
  if (asked !== 'memory') return;
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
// It must not keep the machine from ending.
process.channel?.unref();
