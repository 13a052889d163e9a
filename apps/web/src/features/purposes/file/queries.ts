import "server-only";
import { writePurposeFile } from "@assent/consent/purpose/purpose-file";
import { listPurposes } from "@assent/database/purposes/purposes";
import { requireAdministrator } from "@/platform/access";
import { recordExport } from "@/platform/export/administrator-export";
import { database } from "@/platform/database";

/**
 * All purposes that are not archived, in their current version, as one file. The audit log records that it was
 * exported.
 */
export async function exportedPurposes(): Promise<Response> {
  const { id: userId } = await requireAdministrator();
  const { orm } = database();
  const purposes = (await listPurposes(orm)).filter(({ status }) => status !== "archived");
  await recordExport(userId, { list: "purposes", format: "json", filters: [] });
  return new Response(writePurposeFile(purposes.map(({ version }) => version)), {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="purposes.json"`,
      "cache-control": "no-store",
    },
  });
}
