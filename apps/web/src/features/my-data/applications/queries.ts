import "server-only";
import { release } from "@assent/consent/release/release";
import { applicationUses } from "@assent/database/applications/application-uses";
import { releaseFacts } from "@assent/database/applications/release-facts";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { requirePerson } from "@/platform/access";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { type MyData, myData } from "../queries";
import { type MyApplication, myApplicationsOf } from "./my-applications";

/** The applications that the person uses, or has agreed to something for. One look-up a request. */
export const myApplications: () => Promise<readonly MyApplication[]> = cache(async () => {
  const [{ id }, data, language] = await Promise.all([requirePerson(), myData(), getLocale()]);
  return applicationsOf(id, data, language);
});

/** The same for any account. `data`: what is stored about it. */
export async function applicationsOf(
  id: string,
  { purposes }: Pick<MyData, "purposes">,
  language: string,
): Promise<readonly MyApplication[]> {
  const { orm } = database();
  const uses = await applicationUses(orm, id);
  if (uses.length === 0) return [];
  const [facts, attributes] = await Promise.all([releaseFacts(orm, id), administered.catalogue(language)]);
  const asked = new Set(attributes.keys());
  const releasedTo = (applicationId: string) =>
    facts === null
      ? []
      : release({ applicationId, asked, ...facts }).flatMap(({ attribute, reason }) =>
          reason === "released" ? [attribute] : [],
        );
  return myApplicationsOf(
    uses,
    purposes,
    // A disabled application gets nothing, even if the person agreed.
    new Map(uses.map((use) => [use.id, use.enabled ? releasedTo(use.id) : []])),
    (key) => attributes.get(key)?.label ?? key,
  );
}
