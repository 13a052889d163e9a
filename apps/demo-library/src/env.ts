export interface LibrarySettings {
  readonly port: number;
  readonly clientSecret: string;
  /** The address of Assent, without a slash at the end. */
  readonly issuer: string;
}

/** A setting is missing or wrong. The message is one sentence for the operator. */
export class LibrarySettingError extends Error {
  override name = "LibrarySettingError";
}

/** Reads and checks every setting. Errors: LibrarySettingError, which never contains the value of a secret. */
export function readLibrarySettings(env: NodeJS.ProcessEnv = process.env): LibrarySettings {
  const port = Number(env.DEMO_LIBRARY_PORT || "4100");
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new LibrarySettingError("DEMO_LIBRARY_PORT must be a port number from 1 to 65535.");
  }
  const clientSecret = env.DEMO_LIBRARY_CLIENT_SECRET;
  if (!clientSecret) throw new LibrarySettingError("DEMO_LIBRARY_CLIENT_SECRET must be set to the library's secret.");
  const url = URL.parse(env.APP_URL || "http://localhost:3000");
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/") {
    throw new LibrarySettingError("APP_URL must be the address of Assent, such as http://localhost:3000.");
  }
  return { port, clientSecret, issuer: url.origin };
}
