import "server-only";
import { getController, type SavedController } from "@assent/database/settings";
import { cache } from "react";
import { env } from "@/env";
import { type Language, offeredOf } from "@/i18n/languages";
import { database } from "./database";
import { installation } from "./installation";

/** With the languages that people are offered, and the colour that they see, like #005d76; null for ours. */
export type Organisation = SavedController & {
  readonly languages: readonly Language[];
  readonly accent: string | null;
};

/**
 * Who is responsible, for the bar, the foot and the block beside every page: one look-up a request. Until somebody has
 * said it, the address of this server stands for the name, so that no page names an organisation that does not exist.
 */
export const organisation: () => Promise<Organisation> = cache(async () => {
  const [controller, set] = await Promise.all([getController(database().orm), installation()]);
  const shown = { languages: offeredOf(set).languages, accent: set.accent };
  if (controller.updatedAt !== null) return { ...controller, ...shown };
  const { host } = new URL(env().origin);
  return { ...controller, name: host, displayName: host, ...shown };
});

/** For "You don't have {an} {Acme} account": English only, other languages ignore it. */
export const articleFor = (name: string): string => (/^[aeio]/i.test(name) ? "an" : "a");
