import { expect, test } from "vitest";
import { clientOfPath, continuePath } from "./continue-path";

test.each(["client-1", "a.b_c", "ä/?#%"])("the path of a request names its application: %s", (client) => {
  expect(clientOfPath(continuePath("uid_-1", client))).toBe(client);
  expect(clientOfPath(`${continuePath("uid", client)}?more=1`)).toBe(client);
});

test.each(["/", "/me", "/sign-in/continue/uid", "/me/sign-in/continue/uid/client", "/sign-in/continue/uid/%E0%A4%A"])(
  "%s names no application",
  (path) => expect(clientOfPath(path)).toBeNull(),
);
