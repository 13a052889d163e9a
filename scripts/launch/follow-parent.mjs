// Loaded into the programs that the launcher starts. A launcher that is killed cannot stop them, and they would keep
// their ports and the data directory, so each of them watches its parent.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid === parent) return;
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 8000).unref();
}, 500).unref();
