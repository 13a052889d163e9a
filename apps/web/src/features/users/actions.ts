"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { ShownState } from "./components/MaskedValue";
import { guardedAction } from "@/platform/action";
import { bulkActions, bulkLimit } from "./bulk";
import { selectedPath, usersPath } from "./queries";
import {
  changeAccount,
  changeAccounts,
  closeAccountFor,
  endRestrictionFor,
  releaseClosed,
  restrictFor,
  revealMaskedValue,
  searchUsers,
  requestChannels,
  restrictionGrounds,
  restrictionNotice,
  withdrawOnRequest,
} from "./mutations";
import { readUserQuery } from "./filter";
import { userFlash } from "./flash-messages";
import { isId } from "@/platform/request-input";
import { shortId } from "@/ui/table/references";
import type { ActionResult } from "@/platform/result";

const maxSearchLength = 255;

const usersSearched = guardedAction({
  role: "administrator",
  input: z.object({
    attribute: z.string().check(z.regex(/^[\w:-]{1,63}$/)),
    text: z.string().check(
      z.trim(),
      z.minLength(1),
      z.maxLength(maxSearchLength),
      z.refine((text) => !text.includes("\u0000")),
    ),
  }),
  run: ({ user }, search) => searchUsers(user, search),
});

/**
 * Searches people by the beginning of a value, or by a whole one if it is masked. The value is not in the address: see
 * search.ts.
 */
export async function searchUsersAction(data: FormData): Promise<void> {
  const search = await usersSearched({ attribute: data.get("attribute"), text: data.get("text") });
  const query = readUserQuery(Object.fromEntries([...data].filter(([, value]) => typeof value === "string")) as Fields);
  if (search.ok) redirect(usersPath({ ...query, search: search.value }));
  if (search.code === "invalid-input") await userFlash.set("search-missing");
  else await userFlash.setFailure(search);
  redirect(usersPath({ ...query, search: "" }));
}

type Fields = Record<string, string>;

const acted = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid(), what: z.enum(bulkActions) }),
  fresh: ({ what }) => what !== "end-sessions",
  run: ({ user }, { userId, what }) => changeAccount(user, userId, what),
});

const done = { suspend: "user-suspended", restore: "user-restored", "end-sessions": "user-sessions-ended" } as const;

/** Suspends, restores, or ends all sessions; the form says which. */
export async function changeAccountAction(data: FormData): Promise<void> {
  const [userId, what] = [data.get("user"), data.get("what")];
  const result = await acted({ userId, what });
  await say(result, done[what as keyof typeof done], userId);
}

const actedOnEach = guardedAction({
  role: "administrator",
  input: z.object({
    userIds: z.array(z.uuid()).check(z.minLength(1), z.maxLength(bulkLimit)),
    what: z.enum(bulkActions),
  }),
  fresh: ({ what }) => what !== "end-sessions",
  run: ({ user }, { userIds, what }) => changeAccounts(user, userIds, what),
});

/** The same for several accounts. The next page says what happened to each. */
export async function changeAccountsAction(data: FormData): Promise<void> {
  const [userIds, what] = [data.getAll("act-on"), data.get("what")];
  const result = await actedOnEach({ userIds, what });
  if (!result.ok) await userFlash.setFailure(result);
  const text = (values: FormDataEntryValue[]) => values.filter((value) => typeof value === "string");
  const query = readUserQuery(Object.fromEntries([...data].filter(([, value]) => typeof value === "string")) as Fields);
  const tried = result.ok || result.code === "unexpected";
  redirect(selectedPath(text(data.getAll("user")), text([what ?? ""]).join(""), tried, query));
}

const closed = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid() }),
  fresh: true,
  run: ({ user }, { userId }) => closeAccountFor(user, userId),
});

/** Closes an account, after a page that explains it. */
export async function closeAccountAction(data: FormData): Promise<void> {
  const userId = data.get("user");
  await say(await closed({ userId }), "user-closed", userId);
}

const restricted = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid(), ground: z.enum(restrictionGrounds) }),
  fresh: true,
  run: ({ user }, { userId, ground }) => restrictFor(user, userId, ground),
});

/** Restricts the use of what is stored about a person who has asked for it. */
export async function restrictAction(data: FormData): Promise<void> {
  const userId = data.get("user");
  await say(await restricted({ userId, ground: data.get("ground") }), "user-restricted", userId);
}

const restrictionEnded = guardedAction({
  role: "administrator",
  input: z.object({
    userId: z.uuid(),
    days: z.pipe(
      z.string().check(z.regex(/^[0-9]{1,2}$/)),
      z.pipe(z.transform(Number), z.number().check(z.gte(restrictionNotice.least), z.lte(restrictionNotice.most))),
    ),
  }),
  fresh: true,
  run: ({ user }, { userId, days }) => endRestrictionFor(user, userId, days),
});

/** Settles when a restriction ends. */
export async function endRestrictionAction(data: FormData): Promise<void> {
  const userId = data.get("user");
  await say(await restrictionEnded({ userId, days: data.get("days") }), "user-restriction-ends", userId);
}

const released = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid() }),
  fresh: true,
  run: ({ user }, { userId }) => releaseClosed(user, userId),
});

/** Lets the sign-in of a closed account make a new one. */
export async function releaseClosedAction(data: FormData): Promise<void> {
  const userId = data.get("user");
  const result = await released({ userId });
  await (result.ok ? userFlash.set("user-released") : userFlash.setFailure(result));
  const reference = typeof userId === "string" && isId(userId) ? shortId(userId) : "";
  redirect(`/admin/users/closed?reference=${reference}`);
}

const withdrawn = guardedAction({
  role: "administrator",
  input: z.object({
    userId: z.uuid(),
    purposeId: z.uuid(),
    attribute: z.string().check(z.maxLength(100)),
    reason: z.enum(requestChannels),
  }),
  fresh: true,
  run: ({ user }, request) => withdrawOnRequest(user, request),
});

/** Withdraws one optional attribute because the person asked for it. No administrator can give consent. */
export async function withdrawForUserAction(data: FormData): Promise<void> {
  const [userId, purposeId] = [data.get("user"), data.get("purpose")];
  const request = { userId, purposeId, attribute: data.get("attribute"), reason: data.get("reason") };
  await say(await withdrawn(request), "user-withdrawn", userId);
}

const looked = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid(), attribute: z.string().check(z.maxLength(100)) }),
  fresh: true,
  run: ({ user }, { userId, attribute }) => revealMaskedValue(user, userId, attribute),
});

/** Shows one masked value once: only the answer to this form contains it. */
export async function revealMaskedValueAction(_state: ShownState, data: FormData): Promise<ShownState> {
  const result = await looked({ userId: data.get("user"), attribute: data.get("attribute") });
  return result.ok ? { value: result.value, failure: null } : { value: null, failure: result.code };
}

/** Shows the result of an action on the person's page, or why it failed. */
async function say(
  result: ActionResult<void>,
  code: Exclude<Parameters<typeof userFlash.set>[0], "user-released" | "search-missing">,
  userId: FormDataEntryValue | null,
): Promise<never> {
  await (result.ok ? userFlash.set(code) : userFlash.setFailure(result));
  redirect(typeof userId === "string" && /^[\w-]+$/.test(userId) ? `/admin/users/${userId}` : "/admin/users");
}
