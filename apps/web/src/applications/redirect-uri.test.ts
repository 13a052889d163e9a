import { expect, test } from "vitest";
import { redirectUriProblem, type RedirectUriProblem } from "./redirect-uri";

test.each<[uri: string, kind: "web" | "native", RedirectUriProblem | null]>([
  ["https://app.example/callback", "web", null],
  ["https://app.example/callback?tenant=1", "web", null],
  ["http://localhost:5000/callback", "web", null],
  ["http://127.0.0.1/callback", "native", null],
  ["http://[::1]:7000/callback", "native", null],
  ["com.example.app:/callback", "native", null],
  ["com.example.app:/callback", "web", "needs-https"],
  ["http://app.example/callback", "web", "needs-https"],
  ["http://127.0.0.1.evil.example/", "web", "needs-https"],
  ["myapp:/callback", "native", "loopback-or-own-scheme"],
  ["javascript:alert(1)", "native", "loopback-or-own-scheme"],
  ["data:text/html,x", "web", "needs-https"],
  ["https://*.example/callback", "web", "wildcard"],
  ["https://app.example/*", "web", "wildcard"],
  ["https://app.example/#token", "web", "fragment"],
  ["https://app.example/#", "web", "fragment"],
  ["https://user:pass@app.example/", "web", "credentials"],
  ["https://app.example\\@evil.example/", "web", "not-an-address"],
  [" https://app.example/", "web", "not-an-address"],
  ["https://app.example/a b", "web", "not-an-address"],
  ["/callback", "web", "not-an-address"],
  ["", "web", "not-an-address"],
])("%s of a %s application: %s", (uri, kind, problem) => {
  expect(redirectUriProblem(uri, kind)).toBe(problem);
});
