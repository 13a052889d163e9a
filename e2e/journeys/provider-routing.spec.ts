import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { connectProvider } from "../administration.ts";
import { boxes } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();
let server: HostileProvider;

test.beforeAll(async () => {
  server = await HostileProvider.start();
});
test.afterAll(() => server?.stop());

const field = (page: Page) => page.getByLabel("Your work or study email address");
const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();
const hasScript = () => test.info().project.use.javaScriptEnabled !== false;

/** Types an address and sends it; without a script it also presses the link that follows. */
async function find(page: Page, email: string): Promise<void> {
  await page.goto(`${product().url}/sign-in?to=%2Fme`);
  await field(page).fill(email);
  await page.getByRole("button", { name: "Find it" }).click();
}

test("an email domain leads to its provider, with its parameters, and the address is not sent @phone", async ({
  page,
  browser,
}) => {
  const [contoso, fabrikam] = [server.provider("contoso"), server.provider("fabrikam")];
  await asAdministrator(page, product());
  await connectProvider(page, product(), fabrikam);
  await connectProvider(page, product(), contoso);
  await page.getByLabel("Email domains").fill("Contoso.example\n@ñandú.example");
  await page.getByLabel("Extra parameters").fill("prompt=login\nclient_id=somebody-else");
  await save(page);
  await expect(page.getByRole("alert").first()).toContainText("you can’t set “client_id” here");
  await expect(page.getByLabel("Email domains")).toHaveValue("Contoso.example\n@ñandú.example");
  await page.getByLabel("Extra parameters").fill("prompt=login\nhd=contoso.example&a=b");
  await save(page);
  await expect(page.getByText(`“${contoso.name}” is saved.`)).toBeVisible();
  await expect(page.getByLabel("Email domains")).toHaveValue("contoso.example\nxn--and-6ma2c.example");
  await expect(page.getByLabel("Extra parameters")).toHaveValue("prompt=login\nhd=contoso.example&a=b");
  await expectNoViolations(page);

  // One domain leads to one provider.
  const home = page.url();
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: fabrikam.name, exact: true }).click();
  await page.getByLabel("Email domains").fill("fabrikam.example\ncontoso.example");
  await save(page);
  await expect(page.getByRole("alert").first()).toContainText(
    "contoso.example already leads to another identity provider",
  );
  await page.getByLabel("Email domains").fill("no domain");
  await save(page);
  await expect(page.getByRole("alert").first()).toContainText("“no” is not a valid domain");

  // A disabled provider is not offered, and without a domain there is no field.
  const visitor = await (await browser.newContext({ javaScriptEnabled: hasScript() })).newPage();
  await visitor.goto(`${product().url}/sign-in`);
  await expect(visitor.getByRole("link", { name: /^Continue with/ }).first()).toBeVisible();
  await expect(field(visitor)).toHaveCount(0);
  await page.goto(home);
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`People can now sign in with “${contoso.name}”.`)).toBeVisible();

  const asked: string[] = [];
  visitor.on("request", (request) => asked.push(request.url()));
  const person = somebody();
  server.signsIn(person.subject, { email: person.email });
  await find(visitor, " canary-ana@nowhere.example ");
  await expect(visitor.getByText("We don’t know that domain.")).toBeVisible();
  await expect(field(visitor)).toHaveValue(/canary-ana@nowhere\.example/);
  await expectNoViolations(visitor);
  await find(visitor, "canary-ana");
  await expect(visitor.getByText("Enter an email address, like ana@contoso.example.")).toBeVisible();
  await find(visitor, "canary-ana@fabrikam.example");
  await expect(visitor.getByText("We don’t know that domain.")).toBeVisible();
  await find(visitor, "canary-ana@below.contoso.example");
  await expect(visitor.getByText("We don’t know that domain.")).toBeVisible();
  await find(visitor, "canary-ana@CONTOSO.example");
  // The provider's link is on the page too, with the same words.
  if (!hasScript())
    await visitor
      .getByRole("link", { name: `Continue with ${contoso.name}` })
      .first()
      .click();
  await boxes(visitor);
  const sent = new URL(asked.find((url) => url.includes("/contoso/authorize")) ?? "");
  expect(sent.searchParams.get("prompt")).toBe("login");
  expect(sent.searchParams.get("hd")).toBe("contoso.example&a=b");
  expect(sent.searchParams.get("client_id")).toBe("assent");
  expect(sent.searchParams.has("login_hint")).toBe(false);
  expect(asked.join("\n")).not.toContain("canary");
  expect(product().logs()).not.toContain("canary");
  expect(await database().dump()).not.toContain("canary");
  await visitor.context().close();
});
