/** At this memory, in MB, Lambda gives a function a whole core. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const MB_FOR_A_CORE = 1_769;

/** CPU time of this process, in milliseconds. @param before the answer of `process.cpuUsage` at the beginning. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
