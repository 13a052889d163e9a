import { expect, type Page, test } from "@playwright/test";

/** Opens a set-up link or an invitation, up to its button. Without a script the link has to be pasted. */
export async function openOneTimeLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  const field = page.getByLabel("Link", { exact: true });
  if (test.info().project.use.javaScriptEnabled === false) await field.fill(link);
  else await expect(field).toHaveCount(0);
}

/** Notes what the server and other sites are told: the addresses of all requests, and where they come from. */
export function noteRequests(page: Page): () => string {
  const noted: string[] = [];
  page.on("request", (request) => {
    // Playwright adds the part after the #, which a browser does not send.
    noted.push(request.url().split("#")[0] ?? "", JSON.stringify(request.headers()));
  });
  return () => noted.join("\n");
}
