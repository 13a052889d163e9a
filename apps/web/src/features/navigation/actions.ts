"use server";

import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { paletteEntries, type PaletteEntry } from "./queries";

const entriesRead = guardedAction({ role: "administrator", input: z.undefined(), run: () => paletteEntries() });

/** The entries of the palette; null if they cannot be read. */
export async function readPaletteAction(): Promise<readonly PaletteEntry[] | null> {
  const result = await entriesRead(undefined);
  return result.ok ? result.value : null;
}
