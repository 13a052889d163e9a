import "server-only";
import type { Application } from "@assent/database/applications/applications";
import { administered } from "@/platform/administered";
import { clientOfPath } from "@/platform/links/continue-path";

/**
 * The application that a person signs in to, from where the sign-in leads: it says whose purposes are asked. Null for a
 * sign-in to Assent itself, and for an application that was disabled meanwhile.
 */
export async function signingInTo(returnTo: string): Promise<Application | null> {
  const clientId = clientOfPath(returnTo);
  return clientId === null ? null : administered.findClient(clientId);
}
