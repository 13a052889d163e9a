import "server-only";
import { listApplications } from "@assent/database/applications/applications";
import { catalogue } from "@assent/database/attributes/attributes";
import { listProviders } from "@assent/database/providers/identity-providers";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getLocale, getTranslations } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

export type PaletteGroup = "pages" | "make" | "purpose" | "provider" | "application" | "attribute";

export interface PaletteEntry {
  readonly group: PaletteGroup;
  readonly text: string;
  /** Its path; each is used once. */
  readonly href: string;
}

const makes = [
  ["addPurpose", "/admin/purposes/new"],
  ["importPurposes", "/admin/purposes/import"],
  ["addProvider", "/admin/identity-providers/new"],
  ["addApplication", "/admin/applications/new"],
  ["addAttribute", "/admin/attributes/new"],
] as const;

/**
 * What the palette lists in addition to the pages: what can be created, and all purposes, providers, applications and
 * attributes by name.
 */
export async function paletteEntries(): Promise<PaletteEntry[]> {
  await requireAdministrator();
  const { orm } = database();
  const [purposes, providers, applications, attributes, t] = await Promise.all([
    listPurposes(orm),
    listProviders(orm),
    listApplications(orm),
    catalogue(orm, await getLocale()),
    getTranslations("admin-shortcuts.makes"),
  ]);
  return [
    ...makes.map(([key, href]) => ({ group: "make" as const, text: t(key), href })),
    ...purposes.map(({ id, name }) => ({ group: "purpose" as const, text: name, href: `/admin/purposes/${id}` })),
    ...providers.map(({ id, name }) => ({
      group: "provider" as const,
      text: name,
      href: `/admin/identity-providers/${id}`,
    })),
    ...applications.map(({ id, name }) => ({
      group: "application" as const,
      text: name,
      href: `/admin/applications/${id}`,
    })),
    ...[...attributes.values()].map(({ key, label }) => ({
      group: "attribute" as const,
      text: label,
      href: `/admin/attributes/${encodeURIComponent(key)}`,
    })),
  ];
}
