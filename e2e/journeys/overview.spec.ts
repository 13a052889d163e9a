import { openDatabase } from "@assent/database/engine/open";
import { makePastDecisions } from "@assent/database/testing/factories";
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { forgetDecisions } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const rowOf = (page: Page, name: string) =>
  part(page, "First sign-ins").getByRole("row", { name: new RegExp(`^${name}`) });

/** Every cell of the tables: never one to nine people. */
async function expectOnlyTens(page: Page): Promise<void> {
  for (const name of ["First sign-ins", "Agreement"]) {
    for (const more of await part(page, name).locator("summary").all()) await more.click();
    for (const cell of await part(page, name).getByRole("cell").allInnerTexts()) {
      expect(cell.trim()).toMatch(/^(|–|< 10|[\d,]*\d0\+|(\d+–)?\d+%|counted since .+|not counted yet)$/);
    }
  }
}

async function choose(page: Page, period: string): Promise<void> {
  await page.getByLabel("Period").selectOption({ label: period });
  await page.getByRole("button", { name: "Show" }).click();
}

test.describe.configure({ mode: "serial" });

test("an installation in which no one was asked yet says so, and a first visit only adds to one number of the day", async ({
  page,
  browser,
}) => {
  await asAdministrator(page, product());
  await forgetDecisions(database());
  await page.goto(`${product().url}/admin`);
  await expect(part(page, "First sign-ins")).toContainText("Shown when at least ten people have seen the screen.");
  await expect(rowOf(page, "Left without choosing")).toContainText("not counted yet");
  await expect(part(page, "Agreement")).toContainText("No one was asked in this period.");
  await expectOnlyTens(page);
  const person = await browser.newPage({ locale: "en-GB" });
  await signInAsSomebody(person, product(), somebody());
  await expect(accept(person)).toBeVisible();
  await person.reload();
  await agreeToAll(person);
  await person.close();
  const opened = await openDatabase({ url: database().url, poolSize: 1 });
  const rows = await opened.orm.execute<{ shown: number; failed: number }>("select shown, failed from provider_day");
  await opened.close();
  expect(rows).toEqual([{ shown: 1, failed: 0 }]);
});

test("the funnel, agreement by purpose and detail, and what needs attention, rounded down to tens", async ({
  page,
}) => {
  const opened = await openDatabase({ url: database().url, poolSize: 1 });
  const [version] = await opened.orm.execute<{ id: string }>(`
    select v.id from purpose p join purpose_version v on v.purpose_id = p.id where p.name = 'Account recovery' limit 1`);
  const versionId = version?.id ?? "";
  const noon = (days: number) => new Date(Math.floor(Date.now() / 86_400_000 - days) * 86_400_000 + 43_200_000);
  const email = { email: "granted" } as const;
  await makePastDecisions(opened, {
    versionId,
    at: noon(3),
    people: 47,
    answers: { ...email, phone_number: "granted" },
  });
  await makePastDecisions(opened, {
    versionId,
    at: noon(3),
    people: 15,
    answers: { ...email, phone_number: "denied" },
  });
  await makePastDecisions(opened, { versionId, at: noon(2), people: 7, answers: { ...email, phone_number: "denied" } });
  await opened.close();
  await database().run(`
    set local session_replication_role = replica;
    insert into provider_day (provider_id, day, shown, failed)
      select id, current_date - n, 100, 3 from identity_provider, generate_series(1, 40) n;
    insert into event (at, type, actor_kind, actor_id, pseudonym)
      select now() - interval '3 days', 'provisioned', 'person', u, u
      from (select gen_random_uuid() as u from generate_series(1, 523)) p;
    insert into event (at, type) select date_trunc('hour', now() - interval '3 days', 'UTC'), 'refused' from generate_series(1, 88)`);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin?days=7`);
  await expect(rowOf(page, "Saw the consent screen")).toContainText("700+");
  await expect(rowOf(page, "Account created")).toContainText("520+");
  await expect(rowOf(page, "Declined")).toContainText("80+");
  await expect(rowOf(page, "Left without choosing")).toContainText("80+");
  const agreement = part(page, "Agreement");
  await expect(agreement).toContainText(/8[0-9]–100% agreed: 60\+ of 60\+ people\./);
  await expect(
    agreement.getByRole("img", { name: "Share of people who agreed to Account recovery, over time" }),
  ).toBeVisible();
  await expectOnlyTens(page);
  await expect(agreement.getByRole("img", { name: /agreed to Phone number for Account recovery/ })).toBeVisible();
  await expect(agreement.getByText(/^\d+–\d+% agreed: 40\+ of 60\+ people\.$/)).toBeVisible();
  const todo = part(page, "Needs attention");
  await expect(todo).toContainText("Sign-ins through Demo University fail");
  await expect(todo).toContainText("Fewer than ten times since yesterday");
  await expectNoViolations(page);

  // The period is in the address; an unknown one is the default.
  await choose(page, "Last 30 days");
  await expect(page).toHaveURL(/days=30/);
  await expect(rowOf(page, "Saw the consent screen")).toContainText("3,000+");
  await page.reload();
  await expect(page.getByLabel("Period")).toHaveValue("30");
  await choose(page, "Last 52 weeks");
  await expect(rowOf(page, "Left without choosing")).toContainText("counted since");
  await expectOnlyTens(page);
  for (const days of ["17", "-1", "Infinity", "__proto__"]) {
    await page.goto(`${product().url}/admin?days=${days}`);
    await expect(page.getByLabel("Period")).toHaveValue("30");
  }
});

test("a part that cannot be read says so with a reference, and the others are shown", async ({ page }) => {
  await asAdministrator(page, product());
  await database().run("alter table purpose_day rename to gone");
  try {
    await page.goto(`${product().url}/admin`);
    await expect(part(page, "Agreement")).toContainText("Could not be read");
    await expect(part(page, "Agreement")).toContainText(/Reference: [0-9A-F]{8}/);
    await expect(rowOf(page, "Account created")).toContainText("520+");
  } finally {
    await database().run("alter table gone rename to purpose_day");
  }
  await page.reload();
  await expect(part(page, "Agreement")).toContainText("–100% agreed");
});
