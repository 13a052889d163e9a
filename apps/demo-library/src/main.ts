import { LibrarySettingError, readLibrarySettings } from "./env.ts";
import { startDemoLibrary } from "./server.ts";

function explain(error: unknown): string {
  if (error instanceof LibrarySettingError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") return "its port is already in use. Stop what uses it, or set DEMO_LIBRARY_PORT.";
  return `could not start (${code || (error instanceof Error ? error.name : "unknown error")}).`;
}

try {
  const settings = readLibrarySettings();
  const library = await startDemoLibrary(settings);
  const stop = () => void library.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // A launcher that opened a channel to this process and has ended can no longer send a signal.
  process.once("disconnect", stop);
  console.log(`demo-library: Demo Library listens on ${library.home}, with ${settings.issuer}`);
} catch (error) {
  console.error(`demo-library: ${explain(error)}`);
  process.exitCode = 1;
}
