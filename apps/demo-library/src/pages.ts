import { readFileSync } from "node:fs";

export const styleSheet = readFileSync(new URL("./style.css", import.meta.url), "utf8");

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${safe(title)} – Demo Library</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p><a href="/">Demo Library</a></p></header>
<main>
<h1>${safe(title)}</h1>
${main}
</main>
<footer><p>Demo Library is not a real library. It is part of the demonstration of Assent.</p></footer>
</body>
</html>`;
}

const signIn = (label: string) => `<p><a class="button" href="/sign-in">${label}</a></p>`;

export const welcomePage = (): string =>
  page("Read more with an account", `<p>The library signs its readers in through Assent.</p>${signIn("Sign in")}`);

/** How a sign-in ended, by its error code. Only these sentences are shown, for any text in the address. */
const endings: Readonly<Record<string, string>> = {
  access_denied: "You came back without signing in. The library learned nothing about you.",
  login_required: "You are not signed in any more, or the sign-in took too long.",
  consent_required: "There is something new to decide before you can go on.",
  temporarily_unavailable: "Signing in is not possible at the moment. Try again later.",
};

export const endedPage = (code: string): string =>
  page(
    "You are not signed in",
    `<p role="status">${endings[code] ?? "The sign-in did not work."}</p>${signIn("Sign in again")}`,
  );

export const signedOutPage = (): string =>
  page("You are signed out", `<p role="status">The library has forgotten you.</p>${signIn("Sign in again")}`);

const labels: Readonly<Record<string, string>> = {
  name: "Name",
  given_name: "First name",
  family_name: "Last name",
  email: "Email address",
  email_verified: "Email address is verified",
  phone_number: "Phone number",
};

interface Shelf {
  /** Claims of userinfo, without `sub`. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Claims that Assent sent before and no longer sends. */
  readonly gone: readonly string[];
  readonly subject: string;
  readonly issuer: string;
}

/** What the library currently knows about its reader. */
export function readerPage({ details, gone, subject, issuer }: Shelf): string {
  const name = details["name"] ?? details["given_name"];
  const rows = [
    ...Object.entries(details).map(([key, value]) => row(labelOf(key), safe(shown(value)))),
    ...gone.map((key) => row(`<s>${labelOf(key)}</s>`, "Not given to the library any more")),
  ];
  const list = rows.length === 0 ? "<p>Nothing. You are signed in, and that is all.</p>" : `<dl>${rows.join("")}</dl>`;
  return page(
    typeof name === "string" ? `Welcome, ${name}` : "Welcome, reader",
    `<section>
<h2>What the library knows about you</h2>
${list}
<p class="quiet">It knows you as <code>${safe(subject)}</code>. No other application knows you by that.</p>
</section>
<section>
<h2>Change it</h2>
<p>You decide at Assent what the library gets. Withdraw something there, then look again.</p>
<p><a class="button" href="${safe(issuer)}/me">Open My data</a> <a class="button" href="/">Look again</a></p>
</section>
<form method="post" action="/sign-out"><button class="button">Sign out</button></form>`,
  );
}

const labelOf = (key: string) => safe(labels[key] ?? key);
const row = (term: string, text: string) => `<div><dt>${term}</dt><dd><bdi>${text}</bdi></dd></div>`;

function shown(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "string" ? value : JSON.stringify(value);
}
