import { legalBases } from "@assent/consent/purpose/purpose";
import * as z from "zod/mini";

// The requests and answers of the API. openapi.ts makes the description from the same schemas.

const subject = z
  .string()
  .check(z.regex(/^[\w-]{1,64}$/), z.describe("The person: the `sub` by which this application knows them."));
const purpose = z.uuid().check(z.describe("The id of a purpose that names this application."));
const attribute = z.string().check(z.minLength(1), z.maxLength(255), z.describe("The key of a detail, like `email`."));
const moment = (what: string) => z.iso.datetime().check(z.describe(what));
const until = z.nullable(
  moment("When it ends by itself; null if it lasts until it is withdrawn or the account is closed."),
);
const legalBasis = z
  .enum(legalBases)
  .check(z.describe("`consent`, or the legal basis (GDPR, Article 6(1)(b) to (f)) of which the person was told."));
const version = z
  .int()
  .check(z.minimum(1), z.describe("The version of the purpose that the person agreed to, or was told."));

export const mayProcessQuery = z.object({ subject, purpose, attribute });
export const grantsPath = z.object({ subject });

export const mayProcessAnswer = z.object({
  allowed: z.boolean().check(z.describe("Whether the detail may be processed for the purpose at this moment.")),
  reason: z
    .enum(["granted", "no-live-grant", "not-named", "no-longer-named"])
    .check(
      z.describe(
        "`no-live-grant`: nothing was agreed to, it was withdrawn or has ended, or the account is not active. " +
          "`not-named`: the person agreed before the purpose named this application. " +
          "`no-longer-named`: the purpose does not name this application any more.",
      ),
    ),
  grantedAt: z.nullable(moment("When the person agreed, or was told; null unless it is allowed.")),
  until,
  version: z.nullable(version),
  legalBasis: z.nullable(legalBasis),
  at: moment("When this was decided. It holds for this moment only."),
});

export const grantsAnswer = z.object({
  subject,
  grants: z.array(
    z.object({
      purpose,
      attribute,
      version,
      legalBasis,
      grantedAt: moment("When the person agreed, or was told."),
      until,
    }),
  ),
  at: moment("When this was read."),
});

export type MayProcessAnswer = z.infer<typeof mayProcessAnswer>;
export type GrantsAnswer = z.infer<typeof grantsAnswer>;
