/** What an item of a receipt does to grants of its attribute and purpose. */
export type ItemEffect =
  /** A grant begins. An open one ends, because this one takes its place or because it had expired. */
  | { readonly begins: true }
  /** An open grant ends, for one of these reasons. */
  | { readonly ends: readonly string[] }
  | null;

const begins: ItemEffect = { begins: true };
const withdrawn: ItemEffect = { ends: ["withdrawn"] };
/** No one decided: time, the organisation, or the end of the account. A notice that lists less ends as superseded. */
const ended: ItemEffect = { ends: ["expired", "superseded", "purpose-ended", "account-closed"] };

/**
 * By kind of receipt, then by state of an item: the one place where the replay reads kinds. What is not here does
 * nothing: `not-sent`, a correction, a kind that only records something.
 */
const effects: Readonly<Record<string, Readonly<Record<string, ItemEffect>>>> = {
  consent: { granted: begins, denied: withdrawn },
  notice: { granted: begins, denied: withdrawn },
  withdrawal: { denied: withdrawn },
};

export const grantEffect = (kind: string, state: string): ItemEffect =>
  effects[kind]?.[state] ?? (state === "ended" ? ended : null);
