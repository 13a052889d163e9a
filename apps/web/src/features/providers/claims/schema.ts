import * as z from "zod/mini";
import { dateRules, letterRules, listRules } from "@assent/consent/claims/claim-rules";

const paths = z.record(z.string(), z.string().check(z.maxLength(1024, "too-long")));

const rules = z.record(
  z.string(),
  z.object({
    letters: z.exactOptional(z.enum(letterRules)),
    list: z.exactOptional(z.enum(listRules)),
    dates: z.exactOptional(z.enum(dateRules)),
    sync: z.exactOptional(z.enum(["provider-wins", "first-sign-in"])),
  }),
);

const defaults = z.record(z.string(), z.string().check(z.maxLength(10_000, "too-long")));

export const mapping = z.object({ paths, rules, defaults });
