/** The id of the field that a name is about, to link to. */
export function fieldId(name: string): string {
  if (name === "attributes") return "add";
  if (name.startsWith("recipients")) return "recipients-organisation";
  // A row's key is not a field; the button that removes the row is what helps.
  const row = /^attributes\.(\d+)\.key$/.exec(name)?.[1];
  return row === undefined ? name.replaceAll(".", "-") : `row-${row}-remove`;
}
