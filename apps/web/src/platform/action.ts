import "server-only";
import { actingFrom, setupActor } from "@assent/database/audit/events";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { env } from "./env";
import { readAdminGrant } from "./session/admin-grant-cookie";
import { requireFresh } from "./session/freshness";
import { type ActingUser, currentUser, setupOrAdministrator, type SignedIn } from "./access";
import { changesAdministered } from "./administered";
import { describeError, log, newReference } from "./log";
import { ExpectedError, type ActionResult } from "./result";
import { requestAddress } from "./client-address";

/** The part of https://standardschema.dev that zod and zod/mini both offer. */
interface Schema<Input> {
  readonly "~standard": {
    validate(value: unknown): SchemaResult<Input> | Promise<SchemaResult<Input>>;
  };
}
type SchemaResult<Input> =
  { readonly value: Input; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * Which inputs need a sign-in of the last ten minutes: acts that must not happen at a screen that was left open. A
 * function decides by input. The holder of the set-up link does not need one.
 */
type NeedsFresh<Input> = true | ((input: Input) => boolean);

interface GuardedAction<Input, Output, User> {
  readonly role: User extends null ? "anyone" : "anyone" | "person" | "administrator";
  readonly input: Schema<Input>;
  readonly fresh?: NeedsFresh<Input>;
  readonly run: (context: { readonly user: User }, input: Input) => Promise<Output>;
}

interface SetupOrAdministratorAction<Input, Output> {
  readonly role: "setup-or-administrator";
  readonly input: Schema<Input>;
  readonly fresh?: NeedsFresh<Input>;
  readonly run: (context: { readonly by: ActingUser }, input: Input) => Promise<Output>;
}

/**
 * The one wrapper of every server action: origin → session → role → schema → freshness → run → typed result. Anyone can
 * post an action to any page's address, so nothing about the page it seems to come from is trusted. Role
 * "setup-or-administrator": an administrator or, while there is none, the holder of the set-up link.
 */
export function guardedAction<Input, Output>(
  options: SetupOrAdministratorAction<Input, Output>,
): (input: unknown) => Promise<ActionResult<Output>>;
export function guardedAction<Input, Output>(
  options: GuardedAction<Input, Output, SignedIn> & { readonly role: "person" | "administrator" },
): (input: unknown) => Promise<ActionResult<Output>>;
export function guardedAction<Input, Output>(
  options: GuardedAction<Input, Output, SignedIn | null> & { readonly role: "anyone" },
): (input: unknown) => Promise<ActionResult<Output>>;
export function guardedAction<Input, Output>(options: {
  readonly role: Role;
  readonly input: Schema<Input>;
  readonly fresh?: NeedsFresh<Input>;
  readonly run: (context: never, input: Input) => Promise<Output>;
}): (input: unknown) => Promise<ActionResult<Output>> {
  return async (input) => {
    try {
      if (!(await fromOurPages())) return { ok: false, code: "not-allowed" };
      const user = await currentUser();
      const by = options.role === "setup-or-administrator" ? await setupOrAdministrator() : null;
      if (!by && !mayRun(options.role, user)) {
        if (options.role === "setup-or-administrator") await leaveSetUp();
        return { ok: false, code: "not-allowed" };
      }
      const parsed = await options.input["~standard"].validate(input);
      if (parsed.issues) return { ok: false, code: "invalid-input", fields: fieldCodes(parsed.issues) };
      const { fresh = () => false } = options;
      const mustBeFresh = fresh === true || fresh(parsed.value);
      if (mustBeFresh && by?.id !== setupActor) await requireFresh();
      if (administers(options.role)) changesAdministered();
      const run = () => options.run({ user, by } as never, parsed.value);
      const value = administers(options.role) ? await actingFrom(await requestAddress(), run) : await run();
      return { ok: true, value };
    } catch (error) {
      // redirect() and notFound() work by throwing.
      unstable_rethrow(error);
      return failure(error);
    }
  };
}

/**
 * Next accepts a server action without an Origin header; a browser always sends one with a POST, so its absence means
 * that the request is not from our pages. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin
 */
async function fromOurPages(): Promise<boolean> {
  return (await headers()).get("origin") === env().origin;
}

/**
 * Without JavaScript, the page that holds the form also answers it. When the set-up link has ended, that page redirects
 * and would pass the post on (307) to a page without this action. So the action redirects first.
 */
async function leaveSetUp(): Promise<void> {
  const withScript = (await headers()).has("next-action");
  const right = await readAdminGrant();
  if (!withScript && right !== null && "setupTokenHash" in right) redirect("/setup?gone=1");
}

type Role = "anyone" | "person" | "administrator" | "setup-or-administrator";

/** The roles whose events record the address that the request came from. */
const administers = (role: Role): boolean => role === "administrator" || role === "setup-or-administrator";

function mayRun(role: Role, user: SignedIn | null): boolean {
  if (role === "anyone") return true;
  return user !== null && (role === "person" || user.role === "administrator");
}

function fieldCodes(issues: readonly SchemaIssue[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    fields[path] ??= issue.message;
  }
  return fields;
}

function failure(error: unknown): ActionResult<never> {
  if (error instanceof ExpectedError) {
    return { ok: false, code: error.code, ...(error.details ? { details: error.details } : {}) };
  }
  const reference = newReference();
  log("error", "action-failed", { reference, ...describeError(error) });
  return { ok: false, code: "unexpected", reference };
}
