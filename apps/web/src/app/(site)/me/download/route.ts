import { myArchive } from "@/features/my-data/archive/queries";

/** Everything about the person of this request, as one archive. */
export async function GET(): Promise<Response> {
  return new Response(await myArchive(), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="my-data.zip"',
      "cache-control": "no-store",
    },
  });
}
