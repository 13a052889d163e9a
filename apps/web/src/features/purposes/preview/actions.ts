"use server";

import { legalBases } from "@assent/consent/purpose/purpose";
import { previewStates } from "@assent/consent/purpose/purpose-preview";
import { createElement, type ReactNode } from "react";
import * as z from "zod/mini";
import { ConsentScreen } from "@/sign-in/components/ConsentScreen";
import { guardedAction } from "@/platform/action";
import { previewPrompt } from "./queries";
import type { ActionResult } from "@/platform/result";

/**
 * More than any field of a purpose may hold. A longer text is previewed, and the editor reports that it is too long.
 */
const typed = z.string().check(z.maxLength(20_000));

const number = z.nullable(z.union([z.number(), z.nan()]));
const party = z.object({ name: typed, role: typed, country: typed, safeguard: typed });

const previewDrawn = guardedAction({
  role: "administrator",
  input: z.object({
    purposeId: z.nullable(z.uuid()),
    state: z.enum(previewStates),
    text: z.object({
      ...{ name: typed, description: typed, details: typed, legalNote: typed },
      retention: z.enum(["account-closed", "withdrawn", "days", ""]),
      // NaN while it is incomplete.
      retentionDays: number,
      attributes: z
        .array(z.object({ key: typed, mandatory: z.boolean(), basis: z.optional(z.enum(legalBases)), reason: typed }))
        .check(z.maxLength(200)),
      recipients: z.object({ organisation: z.boolean(), applications: z.array(typed).check(z.maxLength(200)) }),
      terms: z.optional(
        z.object({
          parties: z.array(party).check(z.maxLength(20)),
          storedIn: z.array(typed).check(z.maxLength(300)),
          ...{ consentDays: number, automated: z.boolean(), logic: typed, consequences: typed },
        }),
      ),
    }),
  }),
  run: async (_context, previewed): Promise<ReactNode> =>
    createElement(ConsentScreen, { prompt: await previewPrompt(previewed), failed: undefined }),
});

interface Choice {
  readonly purposeId: string | null;
  readonly state: string;
}

/** The consent screen of an unsaved text. It changes nothing. */
export async function drawPreviewAction(choice: Choice, text: unknown): Promise<ActionResult<ReactNode>> {
  return await previewDrawn({ ...choice, text });
}
