import "server-only";
import { type ApplicationSecret, listSecrets } from "@assent/database/applications/application-editing";
import type { Application } from "@assent/database/applications/applications";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

/** Whether an application authenticates by a secret that it shares with us. */
export const hasSecrets = ({ authMethod }: Pick<Application, "authMethod">): boolean =>
  authMethod === "client_secret_basic" || authMethod === "client_secret_post";

/** The secrets of an application that are valid now, oldest first. The secrets themselves are not stored. */
export async function managedSecrets(applicationId: string): Promise<readonly ApplicationSecret[]> {
  await requireAdministrator();
  return listSecrets(database().orm, applicationId);
}
