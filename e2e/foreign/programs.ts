import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where programs of the system are, besides PATH. */
const more = ["/usr/local/sbin", "/usr/sbin", "/usr/local/bin", "/usr/bin"];

/** Fails where a program is missing: these journeys are never skipped. */
function found(candidates: readonly string[], what: string, install: string): string {
  const path = candidates.find((file) => existsSync(file) && statSync(file).isFile());
  if (path) return path;
  throw new Error(`${what} is not installed. ${install}`);
}

const folders = () => [...(process.env["PATH"] ?? "").split(delimiter), ...more];
const named = (...names: string[]) => folders().flatMap((folder) => names.map((name) => join(folder, name)));

const installApache =
  "On Debian or Ubuntu: apt-get install --no-install-recommends apache2 libapache2-mod-auth-openidc";

export const apache = (): string => found(named("apache2", "httpd"), "Apache", installApache);

/** The folder of Apache's modules, mod_auth_openidc among them. */
export function apacheModules(): string {
  const places = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2"];
  const file = "mod_auth_openidc.so";
  const installed = found(
    places.map((folder) => join(folder, file)),
    "mod_auth_openidc",
    installApache,
  );
  return installed.slice(0, -file.length - 1);
}

export const oauth2Proxy = (): string =>
  found(
    named("oauth2-proxy"),
    "oauth2-proxy",
    "With Go: GOBIN=/usr/local/bin go install github.com/oauth2-proxy/oauth2-proxy/v7@latest. Or put a release from https://github.com/oauth2-proxy/oauth2-proxy/releases on the PATH.",
  );

export const dex = (): string =>
  found(
    named("dex"),
    "dex",
    "Build it with Go from https://github.com/dexidp/dex/releases: go build -o /usr/local/bin/dex ./cmd/dex",
  );

/** Python with Django OAuth Toolkit. */
export function pythonWithDjango(): string {
  const python = found(named("python3"), "Python", "On Debian or Ubuntu: apt-get install python3 python3-pip");
  const { status } = spawnSync(python, ["-c", "import oauth2_provider"]);
  if (status === 0) return python;
  throw new Error("Django OAuth Toolkit is not installed. With Python: pip install django-oauth-toolkit");
}

export const zitadelServer = (): string =>
  found(
    named("zitadel-oidc-server"),
    "The example server of zitadel/oidc",
    "With Go: go install github.com/zitadel/oidc/v3/example/server@latest, and name the program zitadel-oidc-server.",
  );
