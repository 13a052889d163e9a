export interface Settings {
  port: number;
  clientSecret: string;
  /** The public URL of the application that signs people in here, without a slash at the end. */
  appUrl: string;
}

/** A setting is missing or wrong. The message is one sentence for the operator. */
export class SettingError extends Error {
  override name = "SettingError";
}

/**
 * Reads and validates every setting; no other file of this program reads the environment.
 * @throws SettingError naming the variable, never its value if that is a secret
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return {
    port: readPort(env.DEMO_IDP_PORT || "4000"),
    clientSecret: readSecret(env.DEMO_IDP_CLIENT_SECRET),
    appUrl: readAppUrl(env.APP_URL || "http://localhost:3000"),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new SettingError("DEMO_IDP_PORT must be a port number from 1 to 65535.");
  return port;
}

function readSecret(text: string | undefined): string {
  if (!text) throw new SettingError("DEMO_IDP_CLIENT_SECRET must be set to the secret that the application uses here.");
  return text;
}

function readAppUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isAddress = url !== null && (url.protocol === "http:" || url.protocol === "https:");
  if (!isAddress || url.search || url.hash || url.username || url.password) {
    throw new SettingError("APP_URL must be the address of the application, such as http://localhost:3000.");
  }
  return url.href.replace(/\/+$/, "");
}
