import { createApplication } from "@assent/database/applications/application-editing";
import { findClient } from "@assent/database/applications/applications";
import type { Executor } from "@assent/database/engine/orm";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { newApplicationSecret, newClientId, sectorFor, subjectsOfService } from "@/applications/new-application";
import { env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";
import { readOptions, usage, WrongUse } from "./add-application-options";

async function addApplication(): Promise<string> {
  const { name, kind, home, logoutUri, redirectUris, signOutUris, isPublic, subjectsOf } = readOptions(
    process.argv.slice(2),
  );
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
        idTokenAlgorithm: "RS256",
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

/** The application whose identifiers a service uses for people. */
async function subjectsFor(executor: Executor, clientId: string | null, sector: string) {
  const known = subjectsOfService(clientId === null ? "public" : await findClient(executor, clientId), sector);
  if (known === null)
    throw new WrongUse("--subjects-of: not the client ID of an enabled application that people sign in to");
  return known;
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
