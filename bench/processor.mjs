import { readdirSync, readFileSync } from "node:fs";

/**
 * Processor time of a process and its children in milliseconds, including threads and children that have ended.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processorMs(pid) {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const stats = [statOf(pid), ...pids.map(statOf).filter((stat) => stat?.parent === pid)];
  return stats.reduce((total, stat) => total + (stat?.ticks ?? 0), 0) * 10;
}

function statOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").map(Number);
    return { parent: fields[1], ticks: fields[11] + fields[12] + fields[13] + fields[14] };
  } catch {
    // The process has just ended.
    return undefined;
  }
}
