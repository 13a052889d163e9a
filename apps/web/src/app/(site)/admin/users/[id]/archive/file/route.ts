import type { NextRequest } from "next/server";
import * as z from "zod/mini";
import { giveArchive } from "@/features/users/mutations";
import { userFlash } from "@/features/users/flash-messages";
import { guardedAction } from "@/platform/action";
import { seeOther } from "@/platform/links/see-other";
import { isId } from "@/platform/request-input";

const given = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid() }),
  fresh: true,
  run: ({ user }, { userId }) => giveArchive(user, userId),
});

/** Everything that is stored about one person, for them. The audit log records that it was taken out. */
export async function POST(_request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const result = await given({ userId: id });
  if (result.ok) {
    return new Response(result.value, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": 'attachment; filename="data.zip"',
        "cache-control": "no-store",
      },
    });
  }
  await userFlash.setFailure(result);
  return seeOther(isId(id) ? `/admin/users/${id}` : "/admin/users");
}
