/** Loaded into the machine's process by the load test: reports the memory after a collection, on request. */
process.on('message', (asked) => {
  if (asked !== 'memory') return;
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
// It must not keep the machine from ending.
process.channel?.unref();
