import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

// Anyone can post an action to any page's address. So every exported function of every action file must do its work
// only through a guardedAction.
const src = join(import.meta.dirname, "..");

const serverFiles = filesBelow(src).filter((file) => /^\s*["']use server["']/m.test(readFileSync(file, "utf8")));

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

test("all actions are in the action files of features and of the sign-in", () => {
  expect(serverFiles.length).toBeGreaterThan(0);
  for (const file of serverFiles) expect(file).toMatch(/\/src\/(features\/[\w-]+(\/[\w-]+)?|sign-in)\/actions\.ts$/);
});

/** Mutations that an export of this file calls itself, and not only through its guarded actions. */
function calledUnguarded(source: string): string[] {
  const imports = [...source.matchAll(/^import \{([^}]*)\} from "[^"]*\bmutations";$/gm)];
  const mutations = imports.flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()));
  const guarded = /^const \w+ = guardedAction\(\{(?:[^\n]*\}\);|\n.*?^\}\);)$/gms;
  const rest = source
    .replaceAll(guarded, "")
    .split(/^export /m)
    .slice(1)
    .join("\n");
  return mutations.filter((name) => /^\w+$/.test(name) && new RegExp(`\\b${name}\\(`).test(rest));
}

test.each(serverFiles)("%s: every export calls a guarded action", (file) => {
  const source = readFileSync(file, "utf8");
  const guarded = [...source.matchAll(/const (\w+) = guardedAction\(/g)].map(([, name]) => name);
  const exported = source.split(/^export /m).slice(1);
  expect(exported.length).toBeGreaterThan(0);
  for (const body of exported) {
    if (/^(type|interface) /.test(body)) continue;
    expect(body).toMatch(/^async function \w+/);
    const calls = guarded.filter((name) => body.includes(`await ${name}(`));
    expect(calls.length, body.slice(0, 60)).toBeGreaterThan(0);
  }
  expect(calledUnguarded(source)).toEqual([]);
  expect(source).not.toMatch(/@assent\/database/);
});

/**
 * These need no session: one verifies a receipt that it is given and changes nothing, one accepts a logout token only by
 * its provider's signature, and one takes a provider's answer, which counts only with the `state` of this browser.
 */
const open = [
  "/app/api/auth/callback/[provider]/route.ts",
  "/app/api/auth/logout/[provider]/route.ts",
  "/app/api/receipts/verify/route.ts",
];

test("the plain routes that write are guarded too", () => {
  const posted = filesBelow(src).filter((file) =>
    /export (async function|const) (POST|PUT|PATCH|DELETE)\b/.test(readFileSync(file, "utf8")),
  );
  expect(posted.map((file) => file.slice(src.length))).toEqual(expect.arrayContaining(open));
  const routes = posted.filter((file) => !open.includes(file.slice(src.length)));
  expect(routes.map((file) => file.slice(src.length)).sort()).toEqual([
    "/app/(site)/admin/applications/[id]/logo/route.ts",
    "/app/(site)/admin/identity-providers/[id]/logo/route.ts",
    "/app/(site)/admin/settings/appearance/logo/route.ts",
    "/app/(site)/admin/users/[id]/archive/file/route.ts",
    "/app/(site)/consent/decision/route.ts",
    "/app/(site)/language/route.ts",
    "/app/(site)/me/agree/decision/route.ts",
    "/app/(site)/me/applications/withdraw/route.ts",
    "/app/(site)/me/close/decision/route.ts",
    "/app/(site)/me/connect/decision/route.ts",
    "/app/(site)/me/correct/decision/route.ts",
    "/app/(site)/me/disconnect/decision/route.ts",
    "/app/(site)/me/object/decision/route.ts",
    "/app/(site)/me/restrict/decision/route.ts",
    "/app/(site)/me/restrict/end/route.ts",
    "/app/(site)/me/sessions/route.ts",
    "/app/(site)/me/withdraw/route.ts",
    "/app/(site)/rights/close/decision/route.ts",
    "/app/(site)/rights/end/route.ts",
    "/app/(site)/rights/withdraw/route.ts",
    "/app/(site)/sign-out/now/route.ts",
  ]);
  for (const file of routes) {
    const source = readFileSync(file, "utf8");
    expect(source).toMatch(/= guardedAction\(/);
    expect(calledUnguarded(source), file).toEqual([]);
  }
});

/**
 * Acts that must not happen at a screen that was left open: they need a sign-in of the last ten minutes, always or for
 * some inputs. Connecting a provider and the exported lists are not guarded actions, and call the same function.
 */
const needFresh = [
  "/app/(site)/admin/users/[id]/archive/file/route.ts given",
  "/app/(site)/me/close/decision/route.ts closed",
  "/app/(site)/me/disconnect/decision/route.ts disconnected",
  "/features/applications/actions.ts registered",
  "/features/applications/actions.ts removed",
  "/features/applications/actions.ts settingsChanged",
  "/features/applications/actions.ts switched",
  "/features/applications/secrets/actions.ts ended",
  "/features/applications/secrets/actions.ts made",
  "/features/providers/actions.ts connectionSaved",
  "/features/providers/actions.ts providerRemoved",
  "/features/providers/actions.ts providerSwitched",
  "/features/providers/subjects/actions.ts moved",
  "/features/providers/keys/actions.ts keyChanged",
  "/features/providers/provisioning/actions.ts provisioningSaved",
  "/features/purposes/actions.ts purposePublished",
  "/features/purposes/actions.ts purposeRemoved",
  "/features/purposes/actions.ts purposeRestored",
  "/features/settings/administrators/actions.ts invited",
  "/features/settings/administrators/actions.ts removed",
  "/features/users/actions.ts acted",
  "/features/users/actions.ts released",
  "/features/users/actions.ts actedOnEach",
  "/features/users/actions.ts closed",
  "/features/users/actions.ts looked",
  "/features/users/actions.ts restricted",
  "/features/users/actions.ts restrictionEnded",
  "/features/users/actions.ts withdrawn",
];

test("dangerous acts need a fresh sign-in", () => {
  const found = filesBelow(src)
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^const (\w+) = guardedAction\(\{$.*?^\}\);$/gms)]
        .filter(([block]) => /^ {2}fresh: /m.test(block))
        .map(([, name]) => `${file.slice(src.length)} ${name}`),
    );
  expect(new Set(found)).toEqual(new Set(needFresh));
  for (const file of ["sign-in/connect/connect.ts", "platform/export/administrator-export.ts"]) {
    expect(readFileSync(join(src, file), "utf8")).toContain('if ((await freshness()) !== "fresh")');
  }
});
