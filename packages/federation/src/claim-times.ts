import type { JWTPayload } from "jose";
import { FederationError } from "./federation-error.ts";
import { clockTolerance } from "./signed-jwt.ts";

/**
 * OpenID Connect Core 1.0, section 3.1.3.7, steps 9 and 10; `exp` was compared with the clock when the signature was
 * checked. JSON can have a number that is no time, such as 1e400. Errors: FederationError claim-invalid,
 * issued-in-future.
 */
export function checkTimes({ exp, iat }: JWTPayload, now: Date): void {
  if (!Number.isFinite(exp)) throw new FederationError("claim-invalid", "exp");
  if (iat === undefined || iat > now.getTime() / 1000 + clockTolerance) throw new FederationError("issued-in-future");
}
