import { accentSheet, isColour } from "@/ui/styles/accent";

/**
 * The style sheet of an accent colour, which the address names: `aa3366.css`. It is a style sheet because pages may
 * not have inline styles.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ sheet: string }> }) {
  const colour = /^([0-9a-f]{6})\.css$/.exec((await params).sheet)?.[1];
  if (colour === undefined || !isColour(`#${colour}`)) return new Response(null, { status: 404 });
  return new Response(accentSheet(`#${colour}`), {
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=86400" },
  });
}
