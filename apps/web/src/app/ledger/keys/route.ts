import { textAnswer, tooMany } from "@/features/records/checkpoints/answer";
import { publicVerifierKeys } from "@/features/records/checkpoints/queries";

/** The verifier keys of heads, one a line, the one in use first: https://c2sp.org/signed-note */
export async function GET(): Promise<Response> {
  const limited = await tooMany();
  if (limited) return limited;
  return textAnswer((await publicVerifierKeys()).map((key) => `${key}\n`).join(""), "a-minute");
}
