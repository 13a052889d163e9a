import { parseArgs } from "node:util";
import { createApplication } from "@assent/database/applications/application-editing";
import { findClient } from "@assent/database/applications/applications";
import { applicationKinds } from "@assent/database/schema/application";
import type { Executor } from "@assent/database/engine/orm";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { newApplicationSecret, newClientId, sectorFor } from "@/applications/new-application";
import { redirectUriProblem, type RedirectUriProblem } from "@/applications/redirect-uri";
import { env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";

const usage = `Adds an application that signs its people in through Assent, by OpenID Connect:
  npm run application:add -- --name NAME --redirect-uri URL [options]
  npm run application:add -- --name NAME --kind service [--subjects-of CLIENT_ID]

  --name NAME          as people know it
  --redirect-uri URL   where people are sent back to, compared exactly; may be given several times
  --sign-out-uri URL   where people may be sent after signing out; may be given several times
  --home URL           where people of the application begin
  --logout-uri URL     where the application is told that a session has ended (back-channel logout)
  --kind KIND          web (default), single-page, native or service; single-page and native have no secret, and no
                       person signs in to a service, which has no addresses either
  --subjects-of ID     for a service: the client ID of the application by whose identifiers it knows people; without
                       it, by public identifiers
  --public-subject     every application with this option knows a person by the same identifier

Prints the client ID and the client secret. The secret is shown once; only its hash is kept.`;

class WrongUse extends Error {}

const problems: Readonly<Record<RedirectUriProblem, string>> = {
  "not-an-address": "is not a complete address, like https://app.example/callback",
  wildcard: "has a wildcard; write out each address",
  fragment: "has a fragment (#), which a browser would not send back",
  credentials: "has a user name or password in it",
  "needs-https": "needs https, unless it is on this machine",
  "loopback-or-own-scheme": "needs https, this machine, or a scheme with a dot in it, like com.example.app:/callback",
};

function readOptions() {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const { values } = parseArgs({
    options: {
      name: text,
      kind: text,
      home: text,
      "logout-uri": text,
      "redirect-uri": texts,
      "sign-out-uri": texts,
      "subjects-of": text,
      "public-subject": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const {
    name,
    home = null,
    "logout-uri": logoutUri = null,
    "redirect-uri": redirectUris = [],
    "sign-out-uri": signOutUris = [],
    "subjects-of": subjectsOf = null,
  } = values;
  const kind = applicationKinds.find((known) => known === (values.kind ?? "web"));
  if (values.help || !name) throw new WrongUse(usage);
  if (!kind) throw new WrongUse(`--kind: one of ${applicationKinds.join(", ")}`);
  const addresses = [...redirectUris, ...signOutUris, ...[home, logoutUri].filter((uri) => uri !== null)];
  if ((kind === "service") !== (addresses.length === 0)) throw new WrongUse(usage);
  if (kind === "service" ? values["public-subject"] : subjectsOf !== null) throw new WrongUse(usage);
  for (const uri of addresses) {
    const problem = redirectUriProblem(uri, kind);
    if (problem) throw new WrongUse(`${uri} ${problems[problem]}`);
  }
  const isPublic = values["public-subject"] ?? false;
  return { name, kind, home, logoutUri, redirectUris, signOutUris, isPublic, subjectsOf };
}

async function addApplication(): Promise<string> {
  const { name, kind, home, logoutUri, redirectUris, signOutUris, isPublic, subjectsOf } = readOptions();
  const settings = env();
  const clientId = newClientId();
  const made = kind === "web" || kind === "service" ? newApplicationSecret() : null;
  const database = await openMigratedDatabase(settings);
  try {
    const own = { subjectType: isPublic ? "public" : "pairwise", sector: sectorFor(redirectUris, clientId) } as const;
    const known = kind === "service" ? await subjectsFor(database.orm, subjectsOf, own.sector) : own;
    await createApplication(
      database.orm,
      {
        ...{ clientId, name, kind, homeUrl: home, redirectUris, signOutUris },
        authMethod: made === null ? "none" : "client_secret_basic",
        secretHash: made?.hash ?? null,
        jwks: null,
        ...known,
        claimsInIdToken: false,
        pkceRequired: true,
        choosesProvider: false,
        backChannelLogoutUrl: logoutUri,
      },
      null,
    );
  } finally {
    await database.close();
  }
  const lines = [`Added ${name}.`, `Issuer:         ${settings.origin}`, `Client ID:      ${clientId}`];
  if (made !== null) lines.push(`Client secret:  ${made.secret}`, "The secret is not shown again.");
  return lines.join("\n");
}

/** By whose identifiers a service knows people. */
async function subjectsFor(executor: Executor, clientId: string | null, sector: string) {
  if (clientId === null) return { subjectType: "public", sector } as const;
  const application = await findClient(executor, clientId);
  if (application === null || application.kind === "service")
    throw new WrongUse("--subjects-of: not the client ID of an enabled application that people sign in to");
  return { subjectType: application.subjectType, sector: application.sector };
}

/** A sentence for an expected error; for any other, only its class. */
function sentence(error: unknown): string {
  if (error instanceof DatabaseOpenError || error instanceof WrongUse) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `the command failed (${error instanceof Error ? error.name : "unknown"}); nothing was changed`;
}

try {
  process.stdout.write(`${await addApplication()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
