/** CPU time of this process, in milliseconds. @param before as `process.cpuUsage` told it then. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
