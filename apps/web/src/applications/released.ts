import "server-only";
import { release, type ReleaseDecision } from "@assent/consent/release/release";
import { type ClaimValue, releasedClaims } from "@assent/consent/release/released-claims";
import { askedAttributes } from "@assent/consent/release/scopes";
import { noteRelease } from "@assent/database/applications/application-sessions";
import type { Application } from "@assent/database/applications/applications";
import { releaseFacts } from "@assent/database/applications/release-facts";
import { database } from "@/platform/database";

export interface ClaimsRequest {
  readonly scopes: readonly string[];
  /** Names of claims in the `claims` parameter. */
  readonly claims: readonly string[];
}

export interface Released {
  readonly claims: Readonly<Record<string, ClaimValue>>;
  /** Why each attribute is or is not among them. */
  readonly decisions: readonly ReleaseDecision[];
}

/**
 * What an application gets about a person now. It is read from the database at every request, so that a withdrawn
 * detail is missing from the next answer. Records that the application got one. Null for an account that is not
 * active.
 */
export async function releaseTo(
  application: Pick<Application, "id">,
  userId: string,
  request: ClaimsRequest,
): Promise<Released | null> {
  const released = await explainRelease(application, userId, request);
  if (released) await noteRelease(database().orm, { userId, applicationId: application.id });
  return released;
}

/** The same without releasing anything: why each attribute would or would not be released now. */
export async function explainRelease(
  application: Pick<Application, "id">,
  userId: string,
  request: ClaimsRequest,
): Promise<Released | null> {
  const facts = await releaseFacts(database().orm, userId);
  if (facts === null) return null;
  const asked = askedAttributes(request, facts.types.keys());
  const decisions = release({ applicationId: application.id, asked, ...facts });
  return { claims: releasedClaims(decisions, facts.types), decisions };
}
