import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { env } from "@/platform/env";

/**
 * Whether a request to the provider is our own, for an administrator who tries an application. Only our code can start
 * one, in this process, and requests from outside are never part of one. On `globalThis`, because Next bundles pages
 * and start-up separately.
 */
const shared = globalThis as typeof globalThis & { assentTrying?: AsyncLocalStorage<true> };
const trying = (shared.assentTrying ??= new AsyncLocalStorage<true>());

export const whileTrying = <Result>(act: () => Promise<Result>): Promise<Result> => trying.run(true, act);

export const isTrying = (): boolean => trying.getStore() === true;

/**
 * The redirect URI of a tried sign-in. Every application that people sign in to has it beside its own redirect
 * URIs. It leads to our page, which accepts an answer only from the browser of the administrator who began.
 */
export const tryRedirectUri = (): string => `${env().origin}/admin/applications/try`;
