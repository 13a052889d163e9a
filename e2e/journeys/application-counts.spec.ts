import { expect, test } from "@playwright/test";
import { accept, decline, tickAll } from "../consent.ts";
import { asAdministrator, fillInSomebody, somebody } from "../people.ts";
import { useApplications } from "../registered-application.ts";
import { urlEncoded } from "../decision-form.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();
const application = useApplications(product);

test("how requests of an application end is counted, and shown to administrators for days that are over", async ({
  page,
  browser,
}) => {
  const { party, id, clientId, secret } = await application("Library Portal");
  const person = await browser.newPage();
  const begin = async () => {
    await person.goto(await party.signInAddress());
    await person.getByRole("link", { name: "Continue with Demo University" }).click();
    await fillInSomebody(person, somebody());
  };
  await begin();
  await decline(person).click();
  const refused = party.comesBack();
  await person.getByRole("link", { name: "Back to Library Portal" }).click();
  await refused;
  await begin();
  await tickAll(person);
  const back = party.comesBack();
  await accept(person).click();
  await party.tokens(await back);
  await expect(person.getByRole("heading", { name: "Library" })).toBeVisible();
  await person.goto(await party.signInAddress({ redirect_uri: `${party.url}/elsewhere` }));
  await person.goto(await party.signInAddress({ code_challenge_method: "plain" }));
  const asks = (key: string) =>
    fetch(`${product().url}/oidc/token`, {
      method: "POST",
      headers: { ...urlEncoded, authorization: `Basic ${Buffer.from(`${clientId}:${key}`).toString("base64")}` },
      body: new URLSearchParams({
        ...{ grant_type: "authorization_code", code: "guessed", redirect_uri: party.redirectUri },
        code_verifier: "v".repeat(43),
      }).toString(),
    });
  await asks("another");
  await asks(secret);
  // The counts of a day are shown once it is over, and from ten on. What was not counted has no row to raise.
  await database().run(
    `update application_day set day = day - 1, count = 20 + 10 * length(outcome) where application_id = '${id}'`,
  );
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/applications/${id}`);
  await page.getByRole("link", { name: "Sign-ins", exact: true }).click();
  for (const [title, count] of [
    ["Signed in", 110],
    ["Refused", 90],
    ["Wrong redirect URI", 140],
    ["Wrong secret or key", 230],
    ["Wrong code", 60],
    ["Wrong request", 90],
  ] as const) {
    const row = page.getByRole("row").filter({ hasText: title });
    await expect(row.getByRole("cell", { name: String(count), exact: true }).first(), title).toBeVisible();
  }
});
