// Over https a browser refuses a `__Host-` cookie with a path, so sign-ins through applications would not come back.
import { randomBytes } from "node:crypto";
import { afterAll, expect, test, vi } from "vitest";

vi.stubEnv("AUTH_URL", "https://id.example.org");
vi.stubEnv("AUTH_SECRET", randomBytes(32).toString("base64"));
vi.stubEnv("DATABASE_URL", "postgres://localhost/assent");
// The environment is read once for each module, and test files of one worker share modules.
vi.resetModules();
const { cookieNames } = await import("./cookies");
afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test("over https only the cookies of an application's request may have a path", () => {
  const { asking, resume, ...others } = cookieNames();
  for (const name of [asking, resume]) expect(name).toMatch(/^__Secure-assent-/);
  for (const name of Object.values(others)) expect(name).toMatch(/^__Host-assent-/);
});
