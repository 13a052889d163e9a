import { codePoints, isBlank, isStorable, tidy } from "@assent/consent/text/plain-text";
import {
  applicationAuthMethods,
  type ApplicationKind,
  applicationKinds,
  subjectTypes,
} from "@assent/database/schema/application";
import { oidcKeyAlgorithms } from "@assent/database/schema/oidc-key";
import type { ApplicationInput } from "@assent/database/applications/application-editing";
import * as z from "zod/mini";
import { redirectUriProblem } from "@/applications/redirect-uri";

// The schema of an application, for its form. Messages of issues are codes; some say after a colon what they are about.

/** In characters: the limits of the database. */
const maxNameLength = 100;
const maxAddressLength = 2000;
const maxAddresses = 50;

const tidied = z.overwrite((typed: string) => (isBlank(typed) ? "" : tidy(typed)));
const line = (most: number) =>
  z.string("malformed").check(
    tidied,
    z.refine((text) => codePoints(text) <= most, "too-long"),
    z.refine((text) => isStorable(text, { lines: false }), "control-characters"),
  );
const lines = z.string("malformed").check(z.maxLength(30_000, "too-long"));

const typedApplication = z.object({
  kind: z.enum(applicationKinds, "malformed"),
  name: line(maxNameLength),
  redirectUris: lines,
  signOutUris: lines,
  homeUrl: line(maxAddressLength),
  backChannelLogoutUrl: line(maxAddressLength),
  authMethod: z.enum(applicationAuthMethods, "malformed"),
  jwks: lines,
  subjectType: z.enum(subjectTypes, "malformed"),
  subjectsOf: line(64),
  claimsInIdToken: z.boolean("malformed"),
  pkceRequired: z.boolean("malformed"),
  choosesProvider: z.boolean("malformed"),
  idTokenAlgorithm: z.enum(oidcKeyAlgorithms, "malformed"),
});

/** What an administrator decides about an application. Its sector is chosen when it is created. */
export interface ApplicationSettings extends Omit<ApplicationInput, "sector"> {
  /** For a new service: the id of the application whose identifiers it uses for people; null for public ones. */
  readonly subjectsOf: string | null;
}

/** An application on the person's device keeps no secret: RFC 8252, section 8.5. */
export const isOnDevice = (kind: ApplicationKind): boolean => kind === "single-page" || kind === "native";

/** An application as an administrator types it; "" for no value. `origin`: our own, which cannot be a redirect URI. */
export const applicationSettings = ({ origin }: { readonly origin: string }) =>
  z.pipe(
    typedApplication,
    z.transform((typed, context): ApplicationSettings => {
      const { kind, name, subjectType, claimsInIdToken, subjectsOf } = typed;
      const report = (field: string, message: string) =>
        context.issues.push({ code: "custom", message, input: typed, path: [field] });
      const addresses = (field: "redirectUris" | "signOutUris" | "homeUrl" | "backChannelLogoutUrl") => {
        const read = readAddresses(typed[field], kind, origin);
        if (read.problem !== null) report(field, read.problem);
        return read.addresses;
      };
      // Here and not above, so that it is reported together with what is wrong with an address.
      if (name === "") report("name", "name-missing");
      const device = isOnDevice(kind);
      const people = kind !== "service";
      const redirectUris = people ? addresses("redirectUris") : [];
      if (people && redirectUris.length === 0) report("redirectUris", "redirect-missing");
      const authMethod = device ? "none" : typed.authMethod;
      if (!device && authMethod === "none") report("authMethod", "malformed");
      const keys = authMethod === "private_key_jwt" ? readKeys(typed.jwks) : { jwks: null, problem: null };
      if (keys.problem !== null) report("jwks", keys.problem);
      return {
        ...{ kind, name, subjectType, authMethod, redirectUris },
        signOutUris: people ? addresses("signOutUris") : [],
        homeUrl: people ? (addresses("homeUrl")[0] ?? null) : null,
        backChannelLogoutUrl: kind === "web" ? (addresses("backChannelLogoutUrl")[0] ?? null) : null,
        claimsInIdToken: people && claimsInIdToken,
        pkceRequired: device || typed.pkceRequired,
        choosesProvider: people && typed.choosesProvider,
        idTokenAlgorithm: typed.idTokenAlgorithm,
        jwks: keys.jwks,
        subjectsOf: people || subjectsOf === "" ? null : subjectsOf,
      };
    }),
  );

/** One address on each line, stored unchanged, because addresses are compared exactly. */
function readAddresses(typed: string, kind: ApplicationKind, origin: string) {
  const addresses = [...new Set(typed.split("\n").map((one) => one.trim()))].filter((one) => one !== "");
  if (addresses.length > maxAddresses) return { addresses, problem: "too-many" };
  for (const address of addresses) {
    const code = addressProblem(address, kind, origin);
    if (code !== null) return { addresses, problem: `${code}:${codePoints(address) <= 300 ? address : "…"}` };
  }
  return { addresses, problem: null };
}

function addressProblem(address: string, kind: ApplicationKind, origin: string) {
  if (codePoints(address) > maxAddressLength) return "too-long";
  return redirectUriProblem(address, kind) ?? (URL.parse(address)?.origin === origin ? "own-origin" : null);
}

/** Members of private and symmetric keys: RFC 7518, sections 6.2.2, 6.3.2 and 6.4. */
const secretMembers = ["d", "p", "q", "dp", "dq", "qi", "k"];

type KeySet = NonNullable<ApplicationSettings["jwks"]>;

/** A JWK Set of public keys: RFC 7517, section 5. */
function readKeys(typed: string): { readonly jwks: KeySet | null; readonly problem: string | null } {
  if (isBlank(typed)) return { jwks: null, problem: "jwks-missing" };
  const parsed = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).check(z.minLength(1)) });
  const read = parsed.safeParse(readJson(typed));
  if (!read.success) return { jwks: null, problem: "jwks-shape" };
  const isPrivate = read.data.keys.some((key) => secretMembers.some((member) => Object.hasOwn(key, member)));
  return isPrivate ? { jwks: null, problem: "jwks-private" } : { jwks: { keys: read.data.keys }, problem: null };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Its text fields, in the order of the form. */
export const applicationFields = [
  ...(["name", "homeUrl", "redirectUris", "signOutUris", "backChannelLogoutUrl", "authMethod", "jwks"] as const),
  ...(["subjectType", "subjectsOf", "idTokenAlgorithm"] as const),
] as const;
/** Its boxes, below them. */
export const applicationBoxes = ["claimsInIdToken", "pkceRequired", "choosesProvider"] as const;
