import { isSecretOf, listApplications } from "@assent/database/applications/applications";
import { expect, test } from "vitest";
import { applicationSecretHash } from "@/applications/client-secret";
import { readOptions } from "./add-application-options";
import { runProgram, useCommands } from "./testing";

const withDatabase = useCommands("https://assent.example");
const stored = (name: string) =>
  withDatabase(async ({ orm }) => (await listApplications(orm)).find((application) => application.name === name));
const printed = (out: string, label: string) => new RegExp(`^${label}: +(\\S+)$`, "m").exec(out)?.[1] ?? "";

const library = ["--name", "Library", "--redirect-uri", "https://library.example/callback"];

test("adds an application, and a service that knows people by the same identifiers", { timeout: 120_000 }, async () => {
  const added = await runProgram("add-application.ts", ...library, "--home", "https://library.example/");
  expect(added).toMatchObject({ code: 0, err: "" });
  const clientId = printed(added.out, "Client ID");
  expect(await stored("Library")).toMatchObject({
    ...{ clientId, kind: "web", subjectType: "pairwise", sector: "library.example", pkceRequired: true },
    ...{ redirectUris: ["https://library.example/callback"], homeUrl: "https://library.example/", enabled: true },
  });
  const hash = applicationSecretHash(printed(added.out, "Client secret"));
  expect(await withDatabase(({ orm }) => isSecretOf(orm, clientId, hash))).toBe(true);

  const service = ["--name", "Mailing", "--kind", "service"];
  expect(await runProgram("add-application.ts", ...service, "--subjects-of", clientId)).toMatchObject({ code: 0 });
  expect(await stored("Mailing")).toMatchObject({ kind: "service", sector: "library.example", redirectUris: [] });
});

test.each<[args: readonly string[], said: string]>([
  [[], "application:add -- --name NAME"],
  [["--name", "Wrong"], "application:add -- --name NAME"],
  [["--name", "Wrong", "--redirect-uri", "https://*.example/"], "has a wildcard"],
  [["--name", "Wrong", "--redirect-uri", "http://wrong.example/"], "needs https"],
  [["--name", "Wrong", "--kind", "robot"], "--kind: one of"],
  [["--name", "Wrong", "--kind", "service", "--redirect-uri", "https://wrong.example/"], "application:add"],
  [["--name", "Wrong", "--kind", "service", "--public-subject"], "application:add"],
  [["--name", "Wrong", "--redirect-uri", "https://wrong.example/", "--subjects-of", "x"], "application:add"],
])("refuses %j", (args, said) => {
  expect(() => readOptions(args)).toThrow(said);
});

test("adds nothing after a mistake", { timeout: 120_000 }, async () => {
  const refused = await Promise.all([
    runProgram("add-application.ts", "--name", "Wrong", "--kind", "service", "--subjects-of", "nowhere"),
    runProgram("add-application.ts", "--name", "Wrong", "--surprise"),
  ]);
  for (const one of refused) expect(one).toMatchObject({ code: 1, out: "" });
  expect(refused.map(({ err }) => err.split(":")[0])).toEqual([
    "--subjects-of",
    "Adds an application that signs its people in through Assent, by OpenID Connect",
  ]);
  expect(await stored("Wrong")).toBeUndefined();
});
