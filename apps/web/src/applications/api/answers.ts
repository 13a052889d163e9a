import "server-only";
import { mayProcess } from "@assent/consent/release/may-process";
import { grantsNaming } from "@assent/consent/release/release";
import type { Application } from "@assent/database/applications/applications";
import { findSubject, isEverNamed } from "@assent/database/applications/known-to-application";
import { type HeldGrant, releaseFacts } from "@assent/database/applications/release-facts";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { ApiProblem } from "./problem-details";
import type { GrantsAnswer, MayProcessAnswer } from "./schema";

type Caller = Pick<Application, "id" | "subjectSector">;

interface MayProcessQuestion {
  readonly subject: string;
  readonly purpose: string;
  readonly attribute: string;
}

/**
 * Whether an application may process a detail of a person for a purpose, now: asked of the database at every request.
 * Errors: ApiProblem `subject-unknown`, `purpose-unknown`, `attribute-unknown`.
 */
export async function answerMayProcess(
  caller: Caller,
  { subject, purpose: purposeId, attribute }: MayProcessQuestion,
): Promise<MayProcessAnswer> {
  const { orm } = database();
  const [held, isNamed, attributes] = await Promise.all([
    heldGrants(caller, subject),
    isEverNamed(orm, { purposeId, applicationId: caller.id }),
    administered.catalogue(),
  ]);
  if (!isNamed) throw new ApiProblem("purpose-unknown");
  if (!attributes.has(attribute)) throw new ApiProblem("attribute-unknown");
  const { reason, grant } = mayProcess({ applicationId: caller.id, purposeId, attribute, ...held });
  return {
    allowed: grant !== null,
    reason,
    grantedAt: grant?.grantedAt.toISOString() ?? null,
    until: grant?.expiresAt?.toISOString() ?? null,
    version: grant?.version ?? null,
    legalBasis: grant?.basis ?? null,
    at: held.now.toISOString(),
  };
}

/** The details and purposes that an application may process now for a person, without values. Errors: `subject-unknown`. */
export async function answerGrants(caller: Caller, subject: string): Promise<GrantsAnswer> {
  const { grants, now } = await heldGrants(caller, subject);
  return {
    subject,
    grants: grantsNaming(grants, caller.id, now).named.map(
      ({ purposeId, attribute, version, basis, grantedAt, expiresAt }) => ({
        ...{ purpose: purposeId, attribute, version, legalBasis: basis, grantedAt: grantedAt.toISOString() },
        until: expiresAt?.toISOString() ?? null,
      }),
    ),
    at: now.toISOString(),
  };
}

/** The grants of the person whom the caller knows by this subject: none of an account that is not active. */
async function heldGrants(
  { subjectSector: sector }: Caller,
  subject: string,
): Promise<{ readonly grants: readonly HeldGrant[]; readonly now: Date }> {
  const { orm } = database();
  const userId = await findSubject(orm, { subject, sector });
  if (userId === null) throw new ApiProblem("subject-unknown");
  return (await releaseFacts(orm, userId)) ?? { grants: [], now: new Date() };
}
