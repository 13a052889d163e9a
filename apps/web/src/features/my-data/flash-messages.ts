import type { MyApplication } from "./applications/my-applications";
import type { MyData } from "./queries";

/** The message about the last action, if the data confirms it, because anyone can write an address. */
export type MyDataFlashMessage =
  | {
      readonly kind: "withdrawn";
      readonly label: string;
      readonly purpose: string;
      readonly keptFor: readonly string[];
    }
  | { readonly kind: "agreed"; readonly label: string; readonly purpose: string; readonly isStored: boolean }
  /** `gets`: labels of what the application still gets. */
  | { readonly kind: "application"; readonly name: string; readonly gets: readonly string[] }
  | { readonly kind: "corrected"; readonly label: string }
  | { readonly kind: "objected"; readonly purpose: string }
  | { readonly kind: "sessions" | "no-sessions" | "disconnected" }
  | { readonly kind: "connected"; readonly provider: string };

/** `done` and `of` come from the address of My data, where an action puts them. */
export function readMyDataFlash(
  data: Pick<MyData, "purposes" | "identities"> & {
    readonly applications: readonly Pick<MyApplication, "id" | "name" | "gets" | "withdraws">[];
  },
  done: string | undefined,
  of: string | undefined,
): MyDataFlashMessage | null {
  if (done === "sessions") return { kind: of === "ended" ? "sessions" : "no-sessions" };
  const identity = data.identities.find(({ slug }) => slug === of);
  if (done === "connected") return identity ? { kind: "connected", provider: identity.providerName } : null;
  if (done === "disconnected") return identity ? null : { kind: "disconnected" };
  if (done === "application") {
    const application = data.applications.find(({ id }) => id === of);
    if (!application || application.withdraws.length > 0) return null;
    return { kind: "application", name: application.name, gets: application.gets };
  }
  if (done === "objected") {
    const purpose = data.purposes.find(({ id, objectedAt }) => id === of && objectedAt !== null);
    return purpose ? { kind: "objected", purpose: purpose.name } : null;
  }
  const dot = of?.indexOf(".") ?? -1;
  if (of === undefined || dot < 0) return null;
  const [purposeId, attribute] = [of.slice(0, dot), of.slice(dot + 1)];
  const all = data.purposes.flatMap((purpose) => purpose.items.map((item) => ({ purpose, item })));
  const same = all.filter(({ item }) => item.attribute === attribute);
  if (done === "corrected") {
    const own = same.find(({ item }) => item.stored?.source === "self");
    return own ? { kind: "corrected", label: own.item.label } : null;
  }
  const about = same.find(({ purpose }) => purpose.id === purposeId);
  if (!about) return null;
  const { label, state } = about.item;
  const purpose = about.purpose.name;
  if (done === "withdrawn" && state === "withdrawn") {
    const keptFor = same.filter(({ item }) => item.stored).map((other) => other.purpose.name);
    return { kind: "withdrawn", label, purpose, keptFor };
  }
  if (done === "agreed" && (state === "stored" || state === "waiting")) {
    return { kind: "agreed", label, purpose, isStored: state === "stored" };
  }
  return null;
}
