/**
 * Loaded into the machine's process by a test that crosses marks: a message moves its clock on, and what it does each minute
 * is done each second.
 */
const [now, everySoOften] = [Date.now, globalThis.setInterval];
let ahead = 0;
Date.now = () => now() + ahead;
globalThis.setInterval = ((work: () => void, every: number) =>
  everySoOften(work, every === 60_000 ? 1_000 : every)) as typeof setInterval;
process.on('message', (moment) => {
  ahead = Number(moment) - now();
});
// It must not keep the machine from ending.
process.channel?.unref();
