import { openDatabase } from "@assent/database/engine/open";
import { asks, makeAttribute, makePurpose } from "@assent/database/testing/factories";
import { expect, test } from "@playwright/test";
import { accept, boxes } from "../consent.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// packages/consent/src/purpose/purpose-input.ts
const [maxBoxes, maxPurposeAttributes] = [500, 60];
const { product, database } = withProductAndDatabase({ alone: true });

// A form with more than some 300 boxes was refused, and with it everyone who wanted an account.
test("as many details as can be published can be agreed to @script", async ({ page }) => {
  test.setTimeout(120_000);
  const opened = await openDatabase({ url: database().url, poolSize: 1, isPatient: true });
  const keys: string[] = [];
  for (let made = 0; made < maxPurposeAttributes; made += 1) {
    keys.push(await makeAttribute(opened, { key: `a_detail_with_a_long_name_${made}` }));
  }
  const count = async () => {
    const [row] = await opened.orm.execute<{ count: number }>(`
      select count(*)::int as count from purpose p join purpose_version v on v.purpose_id = p.id
      join purpose_version_attribute a on a.version_id = v.id where p.status = 'live' and p.provider_id is null`);
    return row?.count ?? 0;
  };
  for (let left = maxBoxes - (await count()); left > 0; left = maxBoxes - (await count())) {
    await makePurpose(opened, { attributes: keys.slice(0, left).map((key) => asks(key)) });
  }
  await opened.close();
  await database().run(`insert into claim_mapping (provider_id, attribute_key, claim_path)
    select p.id, a.key, array[a.key] from identity_provider p, attribute a where a.key like 'a_detail%'`);
  await signInAsSomebody(page, product(), somebody({ claims: Object.fromEntries(keys.map((key) => [key, "x"])) }));
  const all = await boxes(page);
  expect(all.length).toBe(maxBoxes);
  await page.evaluate(() => {
    for (const box of document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) box.checked = true;
  });
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible({ timeout: 30_000 });
});
