import { ExpectedError } from "../expected-error.mjs";
import { step } from "../progress.mjs";
import { withLock } from "./lock.mjs";
import { runTasks } from "./turbo.mjs";

/**
 * Builds the app, or restores the build of exactly these sources from turbo's cache. Existing files are not
 * written again, because an app may be running from them.
 * Errors: ExpectedError with the build's last lines.
 * @param {{ flags?: readonly string[] }} [options] `flags`: of turbo
 */
export async function build({ flags = [] } = {}) {
  await withLock("workspace", () =>
    step("Building the app", async () => {
      const [result] = await runTasks(["@assent/web#build"], { flags });
      if (result?.ok) return;
      throw new ExpectedError(
        `Building the app failed.\n${result?.output.trimEnd().split("\n").slice(-40).join("\n")}`,
      );
    }),
  );
}
