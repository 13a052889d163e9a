import type { CatalogueEntry } from "@assent/database/attributes/attributes";
import type { Purpose } from "@assent/database/purposes/purposes";
import type { PurposeStatus } from "@assent/database/schema/purpose";
import { textFor } from "@assent/consent/purpose/version-input";

export interface ListedPurpose {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: PurposeStatus;
  /** Whether a live purpose has an unpublished change. */
  readonly hasChange: boolean;
  readonly version: number;
  readonly changedAt: Date;
  /** The number of people who agree to at least one of its attributes. */
  readonly people: number;
  /** Names of the enabled providers that ask for it. */
  readonly askedBy: readonly string[];
  readonly attributes: readonly {
    readonly label: string;
    readonly mandatory: boolean;
    readonly told: boolean;
    readonly sensitive: boolean;
  }[];
  /** Whether it can move within the purposes that are not archived. */
  readonly canMoveUp: boolean;
  readonly canMoveDown: boolean;
}

export const purposeFilters = ["live", "archived", "all"] as const;
export type PurposeFilter = (typeof purposeFilters)[number];

/** The purposes that match a filter and a search. Their order is that of all purposes that are not archived. */
export function listPurposeLines(
  purposes: readonly Purpose[],
  attributes: ReadonlyMap<string, CatalogueEntry>,
  languages: readonly string[],
  filter: PurposeFilter,
  search: string,
): ListedPurpose[] {
  const order = purposes.filter(({ status }) => status !== "archived").map(({ id }) => id);
  const wanted = search.trim().toLocaleLowerCase();
  return purposes
    .filter(({ status }) => filter === "all" || (status === "archived") === (filter === "archived"))
    .map((purpose) => {
      const { name, description } = textFor(purpose.version, languages);
      const place = order.indexOf(purpose.id);
      return {
        id: purpose.id,
        name,
        description,
        status: purpose.status,
        hasChange: purpose.status === "live" && purpose.hasDraft,
        version: purpose.version.number,
        changedAt: purpose.changedAt,
        people: purpose.people,
        askedBy: purpose.askedBy.map((provider) => provider.name),
        attributes: purpose.version.attributes.map(({ key, mandatory, basis }) => ({
          label: attributes.get(key)?.label ?? key,
          mandatory,
          told: basis !== undefined,
          sensitive: attributes.get(key)?.sensitive ?? false,
        })),
        canMoveUp: place > 0,
        canMoveDown: place >= 0 && place < order.length - 1,
      };
    })
    .filter(({ name, description }) => `${name}\n${description}`.toLocaleLowerCase().includes(wanted));
}
