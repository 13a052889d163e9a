import { namesApplication } from "@assent/consent/release/release";
import type { ApplicationUse } from "@assent/database/applications/application-uses";
import { legalBasisOfItem, type MyStoredPurpose, type StoredItem } from "../stored-purposes";

/** One detail of one purpose. */
export interface DetailOfPurpose {
  readonly purposeId: string;
  readonly attribute: string;
  readonly label: string;
}

/** One application, as the person sees it. */
export interface MyApplication extends ApplicationUse {
  /** Labels of the details that it gets now when it asks for them. */
  readonly gets: readonly string[];
  /** What *Withdraw* withdraws: everything agreed to for purposes that name it and that the account does not need. */
  readonly withdraws: readonly DetailOfPurpose[];
  /** Purposes that this ends for other recipients too, because the purposes name them. */
  readonly sharedWith: readonly {
    readonly purpose: string;
    readonly organisation: boolean;
    readonly applications: readonly string[];
  }[];
  /** What stays: details that the account needs, and details that are kept on another legal basis. */
  readonly needed: readonly DetailOfPurpose[];
  readonly told: readonly DetailOfPurpose[];
}

const isConsent = (purpose: MyStoredPurpose, item: StoredItem) => legalBasisOfItem(purpose, item) === "consent";
const isAgreed = ({ state }: StoredItem) => state === "stored" || state === "waiting";

/**
 * What each application gets, and the effect of withdrawing. A grant belongs to a purpose and not to an application, so
 * withdrawing ends it for every recipient of the purpose. `released`: the keys that it gets now, by application.
 */
export function myApplicationsOf(
  uses: readonly ApplicationUse[],
  purposes: readonly MyStoredPurpose[],
  released: ReadonlyMap<string, readonly string[]>,
  labelOf: (attribute: string) => string,
): MyApplication[] {
  return uses.map((use) => {
    const naming = purposes
      .filter(({ recipients }) => namesApplication(recipients, use.id))
      .map((purpose) => ({ ...purpose, items: purpose.items.filter(isAgreed) }));
    const asked = naming.map((purpose) => ({
      ...purpose,
      items: purpose.items.filter((item) => isConsent(purpose, item)),
    }));
    const ended = asked.filter(({ items }) => items.some(({ needed }) => !needed));
    return {
      ...use,
      gets: (released.get(use.id) ?? []).map(labelOf),
      withdraws: asked.flatMap((purpose) => detailsOf(purpose, ({ needed }) => !needed)),
      sharedWith: ended
        .map(({ name, recipients }) => ({
          purpose: name,
          organisation: recipients.organisation,
          applications: recipients.applications.filter(({ id }) => id !== use.id).map((other) => other.name),
        }))
        .filter(({ organisation, applications }) => organisation || applications.length > 0),
      needed: asked.flatMap((purpose) => detailsOf(purpose, ({ needed }) => needed)),
      told: naming.flatMap((purpose) => detailsOf(purpose, (item) => !isConsent(purpose, item))),
    };
  });
}

const detailsOf = ({ id, items }: MyStoredPurpose, belongs: (item: StoredItem) => boolean): DetailOfPurpose[] =>
  items.filter(belongs).map(({ attribute, label }) => ({ purposeId: id, attribute, label }));
