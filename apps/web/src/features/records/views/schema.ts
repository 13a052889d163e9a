import "server-only";
import * as z from "zod/mini";
import { codePoints, isBlank, isStorable, tidy } from "@assent/consent/text/plain-text";

const maxNameLength = 60;

/** The name of a view. Only its owner sees it. */
export const viewName = z.string("name-missing").check(
  z.overwrite((typed) => tidy(typed).replace(/\s+/g, " ")),
  z.refine((name) => !isBlank(name), "name-missing"),
  z.refine((name) => codePoints(name) <= maxNameLength, "name-too-long"),
  z.refine((name) => isStorable(name, { lines: false }), "control-characters"),
);
