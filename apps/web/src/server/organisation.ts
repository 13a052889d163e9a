import "server-only";
import { getController, type SavedController } from "@assent/database/settings";
import { cache } from "react";
import { env } from "@/env";
import { database } from "./database";

/**
 * Who is responsible, for the bar, the foot and the block beside every page: one look-up a request. Until somebody has
 * said it, the address of this server stands for the name, so that no page names an organisation that does not exist.
 */
export const organisation: () => Promise<SavedController> = cache(async () => {
  const controller = await getController(database().orm);
  if (controller.updatedAt !== null) return controller;
  const { host } = new URL(env().origin);
  return { ...controller, name: host, displayName: host };
});

/** For "You don't have {an} {Acme} account": English only, other languages ignore it. */
export const articleFor = (name: string): string => (/^[aeio]/i.test(name) ? "an" : "a");
