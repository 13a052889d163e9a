import { DatabaseError } from "@assent/database/engine/database-error";
import { causesOf } from "./error-causes";

/** Seconds after which a browser, an application or a load balancer may ask again. */
export const retryAfter = { "retry-after": "5" };

/** The database's own failure, wherever it is among the causes; null if it did nothing wrong. */
export const databaseFailure = (error: unknown): DatabaseError | null =>
  causesOf(error).find((cause): cause is DatabaseError => cause instanceof DatabaseError) ?? null;

/** Whether this failed because the database cannot serve now. It may soon, so people are told to try again. */
export const isOutage = (error: unknown): boolean => databaseFailure(error)?.isUnavailable ?? false;
