/** The text of a form's field, "" where there is none; lines end as they are stored, whatever the browser sent. */
export function formText(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
}
