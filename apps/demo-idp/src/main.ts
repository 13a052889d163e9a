import { readSettings, SettingError } from "./env.ts";
import { startDemoIdp } from "./server.ts";

function explain(error: unknown, port: number | undefined): string {
  if (error instanceof SettingError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") {
    return `port ${port} is already in use. Stop what uses it, or set DEMO_IDP_PORT to another port.`;
  }
  if (code === "EACCES") return `port ${port} may not be used. Set DEMO_IDP_PORT to a port above 1023.`;
  return `could not start (${code || (error instanceof Error ? error.name : "unknown error")}).`;
}

let port: number | undefined;
try {
  const settings = readSettings();
  ({ port } = settings);
  const demoIdp = await startDemoIdp(settings);
  const stop = () => void demoIdp.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // A launcher that opened a channel to this process and has ended can no longer send a signal.
  process.once("disconnect", stop);
  console.log(`demo-idp: Demo University listens on ${demoIdp.issuer}, for ${settings.appUrl}`);
} catch (error) {
  console.error(`demo-idp: ${explain(error, port)}`);
  process.exitCode = 1;
}
