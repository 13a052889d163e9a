import { parseArgs } from "node:util";
import { applicationKinds } from "@assent/database/schema/application";
import { redirectUriProblem, type RedirectUriProblem } from "@/applications/redirect-uri";

export const usage = `Adds an application that signs its people in through Assent, by OpenID Connect:
  npm run application:add -- --name NAME --redirect-uri URL [options]
  npm run application:add -- --name NAME --kind service [--subjects-of CLIENT_ID]

  --name NAME          as people know it
  --redirect-uri URL   where people are sent back to, compared exactly; may be given several times
  --sign-out-uri URL   where people may be sent after signing out; may be given several times
  --home URL           where people of the application begin
  --logout-uri URL     where the application is told that a session has ended (back-channel logout)
  --kind KIND          web (default), single-page, native or service; single-page and native have no secret, and no
                       person signs in to a service, which has no addresses either
  --subjects-of ID     for a service: the client ID of the application by whose identifiers it knows people; without
                       it, by public identifiers
  --public-subject     every application with this option knows a person by the same identifier

Prints the client ID and the client secret. The secret is shown once; only its hash is kept.`;

/** The arguments cannot be read; the message says why. */
export class WrongUse extends Error {}

const problems: Readonly<Record<RedirectUriProblem, string>> = {
  "not-an-address": "is not a complete address, like https://app.example/callback",
  wildcard: "has a wildcard; write out each address",
  fragment: "has a fragment (#), which a browser would not send back",
  credentials: "has a user name or password in it",
  "needs-https": "needs https, unless it is on this machine",
  "loopback-or-own-scheme": "needs https, this machine, or a scheme with a dot in it, like com.example.app:/callback",
};

/** The options of the command, read from its arguments. Errors: WrongUse; those of parseArgs. */
export function readOptions(args: readonly string[]) {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      name: text,
      kind: text,
      home: text,
      "logout-uri": text,
      "redirect-uri": texts,
      "sign-out-uri": texts,
      "subjects-of": text,
      "public-subject": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const {
    name,
    home = null,
    "logout-uri": logoutUri = null,
    "redirect-uri": redirectUris = [],
    "sign-out-uri": signOutUris = [],
    "subjects-of": subjectsOf = null,
  } = values;
  const kind = applicationKinds.find((known) => known === (values.kind ?? "web"));
  if (values.help || !name) throw new WrongUse(usage);
  if (!kind) throw new WrongUse(`--kind: one of ${applicationKinds.join(", ")}`);
  const addresses = [...redirectUris, ...signOutUris, ...[home, logoutUri].filter((uri) => uri !== null)];
  if ((kind === "service") !== (addresses.length === 0)) throw new WrongUse(usage);
  if (kind === "service" ? values["public-subject"] : subjectsOf !== null) throw new WrongUse(usage);
  for (const uri of addresses) {
    const problem = redirectUriProblem(uri, kind);
    if (problem) throw new WrongUse(`${uri} ${problems[problem]}`);
  }
  const isPublic = values["public-subject"] ?? false;
  return { name, kind, home, logoutUri, redirectUris, signOutUris, isPublic, subjectsOf };
}
