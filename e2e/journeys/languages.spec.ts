import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose } from "../administration.ts";
import { accept, decline } from "../consent.ts";
import { asMultipart, decisionBody, decisionPath, multipart, urlEncoded } from "../decision-form.ts";
import { asAdministrator, signInAsAdministrator, signInAsSomebody, somebody, somebodyWithout } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

test.beforeAll(async ({ browser }) => {
  // In English, because a page of the hooks gets the language settings of the journeys too.
  const page = await browser.newPage({ locale: "en-GB" });
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin`);
  const attributes = [{ label: "Nickname" }];
  await addPurpose(page, { name: "Chat", description: "So that others know whom they write to.", attributes });
  await page.close();
});

/** The words of one journey, in each language of the screens except the first. */
const spoken = [
  {
    language: "de",
    locale: "de-AT",
    direction: "ltr",
    title: "Wählen Sie, was Acme über Sie speichern darf",
    email: "E-Mail-Adresse",
    required: "Erforderlich",
    accept: "Konto mit meiner Auswahl anlegen",
    decline: "Kein Konto anlegen",
    problem: "Ohne diese Angabe kann Acme kein Konto anlegen: E-Mail-Adresse.",
    myData: "Meine Daten und Einwilligungen",
    receipt: /^Beleg vom/,
    receiptTitle: "Einwilligungsbeleg",
    name: "Deutsch",
    purpose: "Kontowiederherstellung",
  },
  {
    language: "ar",
    locale: "ar-EG",
    direction: "rtl",
    title: "اختر ما يجوز لـAcme أن تحفظه عنك",
    email: "عنوان البريد الإلكتروني",
    required: "مطلوب",
    accept: "إنشاء حساب باختياراتي",
    decline: "عدم إنشاء حساب",
    problem: "لا يمكن لـAcme إنشاء حساب من دون هذا البيان: عنوان البريد الإلكتروني.",
    myData: "بياناتي وموافقاتي",
    receipt: /^الإيصال المؤرخ/,
    receiptTitle: "إيصال الموافقة",
    name: "العربية",
    purpose: "استعادة الحساب",
  },
] as const;

/** The text of a page or a receipt without the marks that isolate names of another direction. */
const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, "");

async function expectLanguage(page: Page, language: string, direction: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.locator("html")).toHaveAttribute("dir", direction);
  await expectNoViolations(page);
}

for (const words of spoken) {
  test.describe(`in ${words.language}`, () => {
    test.use({ locale: words.locale });

    test("a person is asked, sees what is missing, agrees, and has a receipt with the same words @phone @core", async ({
      page,
    }) => {
      const person = somebody();
      const heading = page.getByRole("heading", { level: 1 });
      await page.goto(`${product().url}/sign-in`);
      await expectLanguage(page, words.language, words.direction);
      await signInAsSomebody(page, product(), person);
      await expect(page.getByRole("button", { name: words.decline })).toBeVisible();
      await expectLanguage(page, words.language, words.direction);
      expect(plain(await heading.innerText())).toBe(words.title);
      const shown = await heading.textContent();
      await page.getByRole("button", { name: words.accept }).click();
      await expect(page.locator("main [role=alert]")).toBeVisible();
      expect(plain(await page.locator("form [id$=-error]").first().innerText())).toContain(words.problem);
      await page.getByRole("checkbox", { name: words.email }).check();
      await page.getByRole("button", { name: words.accept }).click();
      await expect(heading).toHaveText(words.myData);
      await expect(page.getByText(person.email ?? "")).toBeVisible();
      expect(await page.content()).not.toContain(person.phone);
      await expectLanguage(page, words.language, words.direction);
      await page.getByRole("link", { name: words.receipt }).click();
      await expect(heading).toHaveText(words.receiptTitle);
      await expectLanguage(page, words.language, words.direction);
      const text = page.locator("section[aria-labelledby=shown-title]");
      await expect(text.locator("[lang]").first()).toHaveAttribute("lang", words.language);
      await expect(text.getByText(words.purpose, { exact: true })).toBeVisible();
      // This one is not translated, so its words are marked with their language.
      await expect(text.getByText("Chat", { exact: true })).toHaveAttribute("lang", "en");
      await expect(text.getByRole("heading", { level: 3 }).first()).toHaveText(shown ?? "");
      const signed = await (await page.request.get(`${page.url()}/receipt.jws`)).text();
      const claims: unknown = JSON.parse(Buffer.from(signed.split(".")[1] ?? "", "base64url").toString());
      expect(claims).toMatchObject({
        receipt: {
          language: words.language,
          notice: { language: words.language, title: shown, acceptLabel: words.accept, declineLabel: words.decline },
        },
      });
      expect(JSON.stringify(claims)).toContain(words.required);
    });
  });
}

test("a language is chosen on the screen, and ticks and typed text are kept, and the form answers the text of its own language @phone", async ({
  page,
}) => {
  const choose = async (name: string) => {
    await page.locator("header details > summary").click();
    await page.getByRole("button", { name, exact: true }).click();
  };
  await page.goto(`${product().url}/sign-in`);
  await choose("Deutsch");
  await expect(page).toHaveURL(/\/sign-in$/);
  await expectLanguage(page, "de", "ltr");
  await signInAsSomebody(page, product(), somebodyWithout("email"));
  const email = page.getByRole("textbox", { name: "E-Mail-Adresse" });
  await email.fill("typed@demo-university.example");
  await page.getByRole("checkbox", { name: "Telefonnummer" }).check();
  // From a page in German, while Arabic is chosen in another tab of the browser.
  const other = await page.context().newPage();
  await other.goto(`${product().url}/verify`);
  await other.locator("header details > summary").click();
  await other.getByRole("button", { name: "العربية", exact: true }).click();
  await expect(other.locator("html")).toHaveAttribute("lang", "ar");
  await other.close();
  await choose("العربية");
  await expectLanguage(page, "ar", "rtl");
  await expect(page.getByRole("checkbox", { name: "رقم الهاتف" })).toBeChecked();
  const arabic = page.getByRole("textbox", { name: "عنوان البريد الإلكتروني" });
  await expect(arabic).toHaveValue("typed@demo-university.example");
  // Enter presses the form's first answer, not the first language of the menu.
  await arabic.fill("typed");
  await arabic.press("Enter");
  await expect(page.locator("main [role=alert]")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  await arabic.fill("typed@demo-university.example");
  await page.getByRole("button", { name: "إنشاء حساب باختياراتي" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("بياناتي وموافقاتي");
  const fact = page.locator("#sign-in");
  await expect(fact).toContainText("العربية");
  await choose("English");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My data and consents");
  await expect(fact).toContainText("English");
  // The receipt stays in the words that were on the screen.
  await page.getByRole("link", { name: /^Receipt/ }).click();
  const shown = page.locator("section[aria-labelledby=shown-title]");
  await expect(shown.locator("[lang]").first()).toHaveAttribute("dir", "rtl");
  // Otherwise the sentences of one paragraph would change places.
  const paragraphs = shown.locator("p:has(> [lang=ar])");
  await expect(paragraphs).not.toHaveCount(0);
  for (const paragraph of await paragraphs.all()) await expect(paragraph).toHaveAttribute("dir", "rtl");
});

test("a decision never goes under the text of another language: it is asked again, and another site cannot choose a language @script", async ({
  page,
}) => {
  const { url } = product();
  await signInAsSomebody(page, product(), somebody());
  await expect(decline(page)).toBeVisible();
  const body = (await decisionBody(page, "accept")).replace("language=en", "language=de");
  const post = (path: string, data: string, origin: string) =>
    page.request.post(`${url}${path}`, {
      headers: { ...(path === decisionPath ? multipart : urlEncoded), origin },
      data: path === decisionPath ? asMultipart(data) : data,
      maxRedirects: 0,
    });
  const leadsTo = (response: Awaited<ReturnType<typeof post>>) =>
    new URL(response.headers()["location"] ?? "", url).href;
  const swapped = await post(decisionPath, body, url);
  expect([swapped.status(), leadsTo(swapped)]).toEqual([303, `${url}/consent`]);
  await page.goto(`${url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
  const chosen = "to=de&back=/consent";
  for (const [path, data, origin] of [
    ["/language", chosen, "http://evil.example"],
    ["/language", chosen.replace("de", "__proto__"), url],
    [decisionPath, `${body}&to=xx`, url],
  ] as const) {
    const refused = await post(path, data, origin);
    expect([leadsTo(refused), refused.headers()["set-cookie"]]).toEqual([`${url}/refused`, undefined]);
  }
  const away = await post("/language", "to=en&back=https://evil.example/", url);
  expect(leadsTo(away)).toBe(`${url}/`);
  await page.goto(`${url}/consent`);
  await expect(page.getByText("Acme changed what it asks for while you were deciding.")).toBeVisible();
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
});

test.describe("the administration", () => {
  test.use({ locale: "de-DE" });

  test("stays in English for people with another language", async ({ page }) => {
    await signInAsAdministrator(page, product());
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");
    await expectLanguage(page, "en", "ltr");
    await page.goto(`${product().url}/me`);
    await expectLanguage(page, "de", "ltr");
  });
});
