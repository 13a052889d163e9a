import { readDomain } from "@assent/consent/evaluate/account-conditions";
import { readValue } from "@assent/consent/attribute/attribute";
import { codePoints, isBlank, isStorable, tidy } from "@assent/consent/text/plain-text";
import { isAllowedAddress, parseAddress } from "@assent/federation/address";
import { allowedAlgorithms } from "@assent/federation/algorithms";
import { readParameters } from "@assent/federation/authorization-parameters";
import { isTenantId, isTenantTemplate } from "@assent/federation/tenant-issuer";
import * as z from "zod/mini";
import { responseModeChoices, tokenAuthChoices } from "./connection-choices";

export { writtenParameters } from "@assent/federation/authorization-parameters";

// The schema of a connection, for the form and for the command. Messages of issues are codes.

/** In characters: the limits of the database. */
const maxTextLength = 255;
const maxSlugLength = 63;
const maxClientIdLength = 1023;

const tidied = z.overwrite((typed: string) => (isBlank(typed) ? "" : tidy(typed)));
const line = (most = maxTextLength) =>
  z.string("malformed").check(
    tidied,
    z.refine((text) => codePoints(text) <= most, "too-long"),
    z.refine((text) => isStorable(text, { lines: false }), "control-characters"),
  );
const required = (missing: string, most?: number) => line(most).check(z.refine((text) => text !== "", missing));

/** RFC 6749, section 3.3. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const slugInput = required("slug-missing").check(
  z.refine((slug) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slug.length <= maxSlugLength, "slug-shape"),
);

const scopesInput = required("scopes-missing").check(
  z.overwrite((scopes) => [...new Set(scopes.split(/\s+/))].join(" ")),
  z.refine((scopes) => scopes.split(" ").every((scope) => scopeToken.test(scope)), "scopes-shape"),
  // Required by OpenID Connect Core 1.0, section 3.1.2.1.
  z.refine((scopes) => scopes.split(" ").includes("openid"), "scopes-openid"),
);

const tokenAuthInput = z.enum(tokenAuthChoices, "malformed");

export const responseModeInput = z.enum(responseModeChoices, "malformed");

/** Exactly as in the metadata: a slash at the end counts (OpenID Connect Discovery 1.0, section 4.3). */
export const issuerInput = ({ allowHttpLoopback }: { readonly allowHttpLoopback: boolean }) =>
  required("issuer-missing").check(
    z.refine((issuer) => isTenantTemplate(issuer) || !/[{}<>]/.test(issuer), "issuer-placeholder"),
    z.refine((issuer) => {
      const url = parseAddress(issuer);
      return url !== null && isAllowedAddress(url, allowHttpLoopback) && !/[?#\s]/.test(issuer);
    }, "issuer-invalid"),
  );

const maxDomains = 100;
const lines = z.string("malformed").check(z.maxLength(30_000, "too-long"));

/** A code and, after a colon, what it is about, for a sentence that names it. */
const about = (code: string, word: string) => `${code}:${word}`;

/** One on each line; a leading @ is accepted. */
const domainsInput = z.pipe(
  lines,
  z.transform((typed: string, context) => {
    const domains = typed.split(/[\s,;]+/).filter((one) => one !== "");
    const wrong = domains.find((one) => readDomain(one) === null);
    const message =
      wrong !== undefined
        ? about("no-domain", codePoints(wrong) <= maxTextLength ? wrong : "…")
        : domains.length > maxDomains
          ? "too-many"
          : null;
    if (message !== null) context.issues.push({ code: "custom", message, input: typed });
    return [...new Set(domains.flatMap((one) => readDomain(one) ?? []))];
  }),
);

/** Tenant ids of Entra; none if the issuer is not a template. */
const tenantsInput = lines.check(
  z.overwrite((typed) => [...new Set(typed.toLowerCase().split(/[\s,;]+/))].filter((one) => one !== "").join(" ")),
  z.refine((ids) => ids === "" || ids.split(" ").every(isTenantId), "tenants-shape"),
  z.refine((ids) => ids.split(" ").length <= maxDomains, "too-many"),
);

const parametersInput = z.pipe(
  lines,
  z.transform((typed: string, context) => {
    const read = readParameters(typed);
    if (read.ok) return read.query;
    const message = "name" in read ? about(read.code, read.name) : read.code;
    context.issues.push({ code: "custom", message, input: typed });
    return "";
  }),
);

/** A connection as an administrator types it; "" for no value. An empty secret keeps the stored one. */
export const connectionInput = (options: { readonly allowHttpLoopback: boolean }) =>
  z.object({
    name: required("name-missing"),
    slug: slugInput,
    hint: line(),
    logoLetters: line().check(z.refine((letters) => codePoints(letters) <= 2, "letters-two")),
    issuer: issuerInput(options),
    clientId: required("client-id-missing", maxClientIdLength),
    // RFC 6749, appendix A.2.
    clientSecret: z
      .string("malformed")
      .check(z.trim(), z.maxLength(maxClientIdLength, "too-long"), z.regex(/^[\x20-\x7e]*$/, "secret-shape")),
    scopes: scopesInput,
    tokenAuthMethod: tokenAuthInput,
    responseMode: responseModeInput,
    // Empty: what the metadata list.
    tokenAlgorithm: z.enum(["", ...allowedAlgorithms], "malformed"),
    domains: domainsInput,
    tenants: tenantsInput,
    authorizationParameters: parametersInput,
    accountUrl: line().check(
      z.refine((typed) => {
        const url = parseAddress(typed);
        const here = url?.protocol === "http:" && isAllowedAddress(url, options.allowHttpLoopback);
        return typed === "" || here || readValue("url", typed).ok;
      }, "not-https"),
    ),
    /** People keep their identifiers under another client ID. Asked only where people have signed in. */
    subjectsStay: z.boolean("malformed"),
    enabled: z.boolean("malformed"),
  });
export type ConnectionInput = z.infer<ReturnType<typeof connectionInput>>;

/** Its text fields, in the order of the form. */
export const connectionFields = [
  "name",
  "hint",
  "logoLetters",
  "slug",
  "issuer",
  "clientId",
  "clientSecret",
  "scopes",
  "tokenAuthMethod",
  "responseMode",
  "tokenAlgorithm",
  "accountUrl",
  "domains",
  "tenants",
  "authorizationParameters",
] as const satisfies readonly (keyof ConnectionInput)[];
