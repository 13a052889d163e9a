import { archiveWithoutSession } from "@/features/my-data/archive/queries";
import { seeOther } from "@/platform/links/see-other";

/** Everything about a person who cannot sign in, as one archive. */
export async function GET(): Promise<Response> {
  const archive = await archiveWithoutSession();
  if (archive === null) return seeOther("/rights");
  return new Response(archive, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="my-data.zip"',
      "cache-control": "no-store",
    },
  });
}
