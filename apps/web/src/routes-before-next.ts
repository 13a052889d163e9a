import "server-only";
import { GET as answerFromProvider } from "@/app/api/auth/callback/[provider]/route";
import { GET as continueRequest } from "@/app/(site)/sign-in/continue/[uid]/[client]/route";
import { GET as startSignIn } from "@/app/(site)/sign-in/[provider]/route";
import type { ShortRoute } from "@/platform/front/short-routes";

const route = (path: string, GET: unknown): ShortRoute => ({ path, GET: GET as ShortRoute["GET"] });

/** The routes that every sign-in passes through. They need no page, so the server answers them before Next. */
export const routesBeforeNext: readonly ShortRoute[] = [
  route("/sign-in/[provider]", startSignIn),
  route("/api/auth/callback/[provider]", answerFromProvider),
  route("/sign-in/continue/[uid]/[client]", continueRequest),
];
