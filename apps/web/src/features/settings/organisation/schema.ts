import "server-only";
import * as z from "zod/mini";
import { readValue, type AttributeType } from "@assent/consent/attribute/attribute";
import { codePoints, isBlank, isStorable, tidy } from "@assent/consent/text/plain-text";

/** In characters. Short enough to be read on every consent screen. */
const maxLength = 255;

const text = (problem: string) => z.string("malformed").check(z.overwrite(tidyOrEmpty), z.refine(fits, problem));

const tidyOrEmpty = (typed: string) => (isBlank(typed) ? "" : tidy(typed));

const fits = (typed: string) => codePoints(typed) <= maxLength;

const required = (missing: string) =>
  text("too-long").check(
    z.refine((typed) => typed !== "", missing),
    z.refine((typed) => isStorable(typed, { lines: false }), "control-characters"),
  );

const optional = (lines = false) =>
  text("too-long").check(z.refine((typed) => isStorable(typed, { lines }), "control-characters"));

const optionalOf = (type: AttributeType, problem: string) =>
  text("too-long").check(z.refine((typed) => typed === "" || readValue(type, typed).ok, problem));

const ways = ["email", "phone", "address"] as const;

/**
 * The form of the organisation; "" for no value. Messages of issues are codes. One way to reach it is required:
 * `organisationMayAsk`.
 */
export const organisationInput = z
  .object({
    name: required("name-missing"),
    displayName: required("display-name-missing"),
    address: optional(true),
    contact: optional(),
    email: optionalOf("email", "not-an-email"),
    phone: optionalOf("phone", "not-a-phone"),
    // `readValue` accepts https only, with a host and without a user name.
    privacyNoticeUrl: optionalOf("url", "not-https"),
    helpEmail: optionalOf("email", "not-an-email"),
    identifier: optional(),
    officerName: optional(),
    officerEmail: optionalOf("email", "not-an-email"),
    authorityName: optional(),
    authorityUrl: optionalOf("url", "not-https"),
  })
  .check(
    z.refine((typed) => ways.some((way) => typed[way] !== ""), { path: ["email"], message: "contact-missing" }),
    z.refine((typed) => typed.authorityUrl === "" || typed.authorityName !== "", {
      path: ["authorityName"],
      message: "authority-name-missing",
    }),
  );

export type OrganisationInput = z.infer<typeof organisationInput>;

export const organisationFields = [
  "name",
  "displayName",
  "address",
  "contact",
  "email",
  "phone",
  "privacyNoticeUrl",
  "helpEmail",
  "identifier",
  "officerName",
  "officerEmail",
  "authorityName",
  "authorityUrl",
] as const satisfies readonly (keyof OrganisationInput)[];
