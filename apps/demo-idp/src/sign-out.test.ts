import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startDemoIdp, type DemoIdp } from "./server.ts";
import { appUrl, authorizationUrl, clientSecret, TestBrowser } from "./test-browser.ts";

let idp: DemoIdp;
let browser: TestBrowser;

beforeAll(async () => {
  idp = await startDemoIdp({ port: 0, clientSecret, appUrl });
});
afterAll(() => idp.close());

beforeEach(async () => {
  browser = new TestBrowser(idp.issuer);
  const { url } = await browser.open(authorizationUrl(idp));
  await browser.open(url, { subject: "visitor", name: "<i>Vi" });
});

const backTo = `${appUrl}/sign-in`;

function openSignOut(parameters: Record<string, string>) {
  const query = new URLSearchParams({ client_id: "assent", ...parameters });
  return browser.open(`/session/end?${query.toString()}`);
}

async function answer(form: Record<string, string>, parameters: Record<string, string>) {
  const { text } = await openSignOut(parameters);
  const [, action = ""] = /<form [^>]*action="([^"]+)"/.exec(text) ?? [];
  const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/.exec(text) ?? [];
  return browser.open(action, { xsrf, ...form });
}

test("asks first, and names the signed-in person, escaped", async () => {
  const page = await openSignOut({ post_logout_redirect_uri: backTo });
  expect(page.status).toBe(200);
  expect(page.text).toContain("Sign out of Demo University?");
  expect(page.text).toContain("<bdi>&lt;i&gt;Vi</bdi>");
});

test("ends the session and returns, without an ID token hint; the next time there is nothing to ask", async () => {
  const parameters = { post_logout_redirect_uri: backTo, state: "s 1" };
  expect((await answer({ logout: "yes" }, parameters)).url.href).toBe(`${backTo}?state=s+1`);
  expect((await openSignOut(parameters)).url.href).toBe(`${backTo}?state=s+1`);
  expect((await browser.open(authorizationUrl(idp))).text).not.toContain("Signed in now");
});

test("staying signed in returns too, with the session", async () => {
  expect((await answer({}, { post_logout_redirect_uri: backTo })).url.href).toBe(backTo);
  expect((await browser.open(authorizationUrl(idp))).text).toContain("Signed in now");
});

test("without an address to return to, a page says that it is done", async () => {
  expect((await answer({ logout: "yes" }, {})).text).toContain("You are signed out of Demo University");
});

test("an address that is not registered is refused, session or not", async () => {
  const parameters = { post_logout_redirect_uri: `${appUrl}/other` };
  expect((await openSignOut(parameters)).status).toBe(400);
  browser = new TestBrowser(idp.issuer);
  expect((await openSignOut(parameters)).status).toBe(400);
});

test("the application is told before the browser continues", async () => {
  const heard: URLSearchParams[] = [];
  const application = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === "/api/auth/logout/demo-university") heard.push(new URLSearchParams(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
  const { port } = application.address() as AddressInfo;
  const told = await startDemoIdp({ port: 0, clientSecret, appUrl: `http://127.0.0.1:${port}` });
  onTestFinished(async () => {
    await told.close();
    application.close();
  });
  browser = new TestBrowser(told.issuer);
  const to = `http://127.0.0.1:${port}/api/auth/callback/demo-university`;
  const { url } = await browser.open(authorizationUrl(told, { redirect_uri: to }));
  await browser.open(url, { subject: "visitor" });
  await answer({ logout: "yes" }, {});
  const [, payload = ""] = (heard[0]?.get("logout_token") ?? "").split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
    ...{ iss: told.issuer, aud: "assent", sub: "visitor" },
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
  });
  expect(heard).toHaveLength(1);
});
