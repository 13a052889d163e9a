"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { FormState } from "@/ui/form/form-state";
import { languages } from "@/platform/i18n/languages";
import { guardedAction } from "@/platform/action";
import type { SignedIn } from "@/platform/access";
import { type InstallationSection, type InstallationSections, type SettingsSectionView } from "./queries";
import {
  appearanceInput,
  appearanceOf,
  languagesInput,
  languagesOf,
  retentionInput,
  retentionOf,
  sessionsInput,
  sessionsOf,
} from "./schema";
import { settingsFlash } from "./flash-messages";
import { below, formAnswer, formRefusal } from "@/ui/form/posted-form";
import { formText } from "@/ui/form/form-text";
import { saveSettings } from "./mutations";
import type { ActionResult } from "@/platform/result";

const base = z.int().check(z.positive());

const saving =
  <Section extends InstallationSection, Typed>(
    section: Section,
    valuesOf: (typed: Typed) => InstallationSections[Section],
  ) =>
  ({ user }: { user: SignedIn }, input: { base: number; typed: Typed }) =>
    saveSettings(user, section, { base: input.base, values: valuesOf(input.typed) });

const languagesSaved = guardedAction({
  role: "administrator",
  input: z.object({ base, typed: languagesInput }),
  run: saving("languages", languagesOf),
});

export async function editLanguagesAction(state: FormState, data: FormData): Promise<FormState> {
  const boxes = languages.map(({ code }) => [code, formText(data, `offered.${code}`)] as const);
  const fallback = formText(data, "fallback");
  const offered = boxes.filter(([, ticked]) => ticked === "on").map(([code]) => code);
  const typed = { ...Object.fromEntries(boxes.map(([code, ticked]) => [`offered.${code}`, ticked])), fallback };
  const revision = Number(formText(data, "base"));
  return said(state, typed, revision, await languagesSaved({ base: revision, typed: { offered, fallback } }));
}

const sessionsSaved = guardedAction({
  role: "administrator",
  input: z.object({ base, typed: sessionsInput }),
  run: saving("sessions", sessionsOf),
});

const lengths = ["personIdleMinutes", "personHours", "administratorIdleMinutes", "administratorHours"] as const;

export async function editSessionsAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = Object.fromEntries(lengths.map((name) => [name, formText(data, name)]));
  const revision = Number(formText(data, "base"));
  return said(state, typed, revision, await sessionsSaved({ base: revision, typed }));
}

const retentionSaved = guardedAction({
  role: "administrator",
  input: z.object({ base, typed: retentionInput }),
  run: saving("retention", retentionOf),
});

export async function editRetentionAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = { anonymousEventDays: formText(data, "anonymousEventDays") };
  const revision = Number(formText(data, "base"));
  return said(state, typed, revision, await retentionSaved({ base: revision, typed }));
}

const appearanceSaved = guardedAction({
  role: "administrator",
  input: z.object({ base, typed: appearanceInput }),
  run: saving("appearance", appearanceOf),
});

export async function editAppearanceAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = { accent: formText(data, "accent") };
  const revision = Number(formText(data, "base"));
  return said(state, typed, revision, await appearanceSaved({ base: revision, typed }));
}

/** The answer to a form. After a save it leads back to the list of sections. */
async function said(
  state: FormState,
  typed: Readonly<Record<string, string>>,
  revision: number,
  result: ActionResult<SettingsSectionView | null>,
): Promise<FormState> {
  if (!result.ok) return formAnswer(state, typed, revision, formRefusal(result, below("typed")));
  if (result.value) return formAnswer(state, typed, result.value.base, { conflict: result.value.values });
  await settingsFlash.set("settings-saved");
  redirect("/admin/settings");
}
