import "server-only";
import { countDecisionDays } from "@assent/database/audit/decision-days";
import { getInstallation } from "@assent/database/settings/installation";
import type { Database } from "@assent/database/engine/open";
import { latestRuns, type RetentionRun, runRetention } from "@assent/database/retention/retention";
import { env } from "./env";
import { requireAdministrator } from "./access";
import { database } from "./database";
import { describeError, log } from "./log";

const hour = 60 * 60_000;
const shown = 5;

export type { RetentionRun };

/** Removes expired data, at once and then every hour, for as long as this process runs. */
export function startRetention(opened: Database): void {
  const run = async () => {
    try {
      const { anonymousEventDays } = await getInstallation(opened.orm);
      const refusalDays = anonymousEventDays ?? env().refusalDays;
      await runRetention(opened, { refusalDays, addressDays: env().addressDays });
      await countDecisionDays(opened);
    } catch (error) {
      // The next run continues where this one stopped.
      log("error", "retention-failed", describeError(error));
    }
  };
  void run();
  // The timer must not keep the process alive when it is asked to end.
  setInterval(() => void run(), hour).unref();
}

/** The latest runs of the retention job, for the administration. */
export async function retentionRuns(): Promise<RetentionRun[]> {
  await requireAdministrator();
  return latestRuns(database().orm, shown);
}
