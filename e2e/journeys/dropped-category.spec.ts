import { expect, test, type Page } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose, changePurpose } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const myData = (page: Page) => page.getByRole("heading", { level: 1, name: "My data and consents" });
const agreed = (page: Page) =>
  page.getByRole("group", { name: "No longer asked: Nickname. What happens to what people agreed to?" });

test("a category is taken off a purpose: what was agreed stays as it is or ends, as the administrator says @core", async ({
  page,
  browser,
}) => {
  const purpose = `Club ${test.info().project.name}`;
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin`);
  await addPurpose(page, {
    name: purpose,
    description: "Names for the notice board of the club.",
    attributes: [{ label: "Middle name" }, { label: "Nickname" }],
  });

  const owner = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  const person = somebody({ claims: { middle_name: "Middle-before", nickname: "Nick-before" } });
  await signInAsSomebody(owner, product(), person);
  await agreeToAll(owner);
  await expect(owner.getByText("Nick-before").first()).toBeVisible();

  const takeOff = async (edited: Page) => edited.getByRole("button", { name: "Remove Nickname" }).click();
  await changePurpose(page, purpose, takeOff, {
    review: async () => {
      await expect(agreed(page).getByRole("radio", { checked: true }), "nothing is chosen beforehand").toHaveCount(0);
      await expect(agreed(page)).toContainText("1 consent of 1 person ends. 1 detail that no other purpose needs");
      await expectNoViolations(page);
    },
    dropped: "It stays",
  });
  await owner.context().clearCookies();
  const later = { ...person, claims: { middle_name: "Middle-after", nickname: "Nick-after" } };
  await signInAsSomebody(owner, product(), later);
  await expect(myData(owner)).toBeVisible();
  await expect(owner.getByText("Middle-after").first()).toBeVisible();
  await expect(owner.getByText("Nick-before").first()).toBeVisible();
  await expect(owner.getByText("Nick-after")).toHaveCount(0);

  const reword = (edited: Page) => edited.getByLabel(/^Description/).fill("Names for the notice board.");
  await changePurpose(page, purpose, reword, { dropped: "It ends now" });
  await owner.reload();
  await expect(owner.getByText("Middle-after").first()).toBeVisible();
  await expect(owner.getByText("Nick-before")).toHaveCount(0);
  await owner.context().close();

  await changePurpose(page, purpose, (edited) => edited.getByLabel(/^Description/).fill("Names for the board."), {
    review: () => expect(agreed(page), "nothing is left to ask about").toHaveCount(0),
  });
});
