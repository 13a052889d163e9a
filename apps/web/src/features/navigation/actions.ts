"use server";

import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { paletteEntries, type PaletteEntry } from "./queries";

const entriesRead = guardedAction({ role: "administrator", input: z.undefined(), run: () => paletteEntries() });

/** What the palette can go to; null when it can't be read now. */
export async function readPaletteAction(): Promise<readonly PaletteEntry[] | null> {
  const result = await entriesRead(undefined);
  return result.ok ? result.value : null;
}
