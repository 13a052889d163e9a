import * as z from "zod/mini";
import { endMyRestriction } from "@/features/my-data/restriction/mutations";
import { guardedAction } from "@/platform/action";
import { formRoute } from "@/platform/form-route";

const ended = guardedAction({ role: "person", input: z.object({}), run: ({ user }) => endMyRestriction(user) });

/** The person ends the restriction. */
export const POST = formRoute(ended, "/me");
