import type { JWTPayload } from "jose";
import { FederationError } from "./federation-error.ts";
import { clockTolerance } from "./signed-jwt.ts";

/**
 * OpenID Connect Core 1.0, section 3.1.3.7, steps 9 and 10; `exp` itself was compared with the signature. JSON can write
 * a number that is no time: 1e400. Errors: FederationError claim-invalid, issued-in-future.
 */
export function checkTimes({ exp, iat }: JWTPayload, now: Date): void {
  if (!Number.isFinite(exp)) throw new FederationError("claim-invalid", "exp");
  if (iat === undefined || iat > now.getTime() / 1000 + clockTolerance) throw new FederationError("issued-in-future");
}
