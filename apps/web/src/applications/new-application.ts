import { randomBytes } from "node:crypto";
import type { Application } from "@assent/database/applications/applications";
import { applicationSecretHash } from "./client-secret";

/** 96 random bits. It begins and ends with a letter or a digit, because it is copied by hand. */
export const newClientId = (): string =>
  randomBytes(12)
    .toString("base64url")
    .replaceAll(/^[-_]|[-_]$/g, "0");

/** A new secret of 256 random bits, and the hash to store. */
export function newApplicationSecret(): { readonly secret: string; readonly hash: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, hash: applicationSecretHash(secret) };
}

/** Applications on one host know a person by the same identifier; without a host, an application has its own sector. */
export const sectorFor = (redirectUris: readonly string[], clientId: string): string =>
  URL.parse(redirectUris[0] ?? "")?.host || clientId;

/**
 * By what a service knows people, since no one signs in to it: by public identifiers, or by those of an application.
 * Null if there is no such application, or it is a service itself. `sector`: the service's own.
 */
export function subjectsOfService(
  source: Pick<Application, "kind" | "subjectType" | "sector"> | "public" | null,
  sector: string,
): Pick<Application, "subjectType" | "sector"> | null {
  if (source === "public") return { subjectType: "public", sector };
  if (source === null || source.kind === "service") return null;
  return { subjectType: source.subjectType, sector: source.sector };
}
