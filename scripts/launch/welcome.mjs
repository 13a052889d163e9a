/**
 * The accounts of Demo University, as its sign-in page lists them; the best one to try is first.
 * @type {readonly (readonly [name: string, what: string])[]}
 */
const people = [
  ["Ada Admin", "the administrator"],
  ["Alice Adams", "has everything: name, verified email, phone, locale, birth date, address"],
  ["Bob Brown", "has no phone"],
  ["Carol Clark", "has no email"],
  ["Dan Dole", "has an email address that is not verified"],
  ["two more", "a name of 200 characters; an Arabic name and locale"],
];

/**
 * The text that is printed once everything is up.
 * @param {import("./settings.mjs").Settings} settings
 * @param {{ data: string, mode: "production" | "development" }} options `data`: the data directory as shown
 */
export function welcome(settings, { data, mode }) {
  if (settings.supervised) return `Assent is running. Open ${settings.origin}`;
  const lines = ["", mode === "production" ? "Assent is running." : "Assent is running from its sources.", ""];
  lines.push(`  Open    ${settings.origin}`);
  if (settings.demo) {
    lines.push(`          and choose "Continue with Demo University", a test provider on this machine, as`, "");
    for (const [name, what] of people) lines.push(`            ${name.padEnd(12)}  ${what}`);
    lines.push("", `  Then    http://127.0.0.1:${settings.demoLibraryPort}`);
    lines.push("          Demo Library, an application that signs its readers in through Assent", "");
  } else {
    lines.push(
      "          If there is no administrator yet, the one-time set-up link for the first one is printed above.",
    );
  }
  lines.push(`  Data    ${data}, with the logs in ${data}/logs`, "  Stop    Ctrl-C", "");
  return lines.join("\n");
}
