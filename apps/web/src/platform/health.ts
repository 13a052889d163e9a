import "server-only";
import { isReachable } from "@assent/database/engine/open";
import { database } from "./database";

/** Whether this process can serve: the database answers. */
export const isHealthy = (): Promise<boolean> => isReachable(database()).catch(() => false);
