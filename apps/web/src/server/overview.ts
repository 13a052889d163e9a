import "server-only";
import { catalogue } from "@assent/database/attributes";
import { countEvents, latestEvents } from "@assent/database/events";
import { listProviders } from "@assent/database/identity-providers";
import { countUsers } from "@assent/database/people";
import { listPurposes } from "@assent/database/purposes";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "./access";
import { database } from "./database";
import { organisation } from "./organisation";
import { purposeLanguages } from "./purpose-translation";
import { attention, type Attention, type LatestEvent, latestOf, suppress, type Suppressed } from "./overview-facts";

export const periods = [7, 30, 90, 365] as const;
export type Period = (typeof periods)[number];

export interface Overview {
  readonly since: Date;
  readonly accounts: number;
  readonly accepted: number;
  readonly declined: Suppressed;
  readonly purposes: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly people: number;
  }[];
  readonly attention: readonly Attention[];
  readonly latest: readonly LatestEvent[];
}

export async function overview(period: Period): Promise<Overview> {
  await requireAdministrator();
  const { orm } = database();
  const since = new Date(Date.now() - period * 24 * 60 * 60_000);
  const [counts, users, events, purposes, providers, controller, attributes] = await Promise.all([
    countEvents(orm, { since }),
    countUsers(orm),
    latestEvents(orm, { limit: 50 }),
    listPurposes(orm),
    listProviders(orm),
    organisation(),
    catalogue(orm, await getLocale()),
  ]);
  const labelOf = (key: string) => attributes.get(key)?.label ?? key;
  const names = new Map([...purposes, ...providers].map(({ id, name }) => [id, name]));
  const alive = new Set(purposes.map(({ id }) => id));
  return {
    since,
    accounts: users.active + users.suspended,
    accepted: counts.provisioned ?? 0,
    declined: suppress(counts.refused ?? 0),
    purposes: purposes
      .filter(({ status }) => status === "live")
      .map(({ id, name, version, people }) => ({ id, name, version: version.number, people })),
    attention: attention(controller, purposes, providers, labelOf, (version) =>
      purposeLanguages(version, controller.defaultLanguage)
        .filter(({ kind }) => kind === "missing")
        .map(({ name }) => name),
    ),
    latest: latestOf(events, names, alive),
  };
}
