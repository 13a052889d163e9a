import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import type { SignInProblem } from "../protocol/problem";
import { flowProblems } from "../protocol/sort-problem";

const problems = [...flowProblems, "unknown-provider", "too-many"] as const satisfies readonly SignInProblem[];

/** Why a sign-in failed. */
export async function SignInFailureMessage({
  problem,
  provider,
  reference,
}: {
  readonly problem?: string | undefined;
  /** The name of the provider; null if it is not known. */
  readonly provider: string | null;
  readonly reference?: string | undefined;
}) {
  const known = problems.find((code) => code === problem);
  if (!known) return null;
  const [t, common] = await Promise.all([getTranslations("sign-in.problems"), getTranslations("common")]);
  const words = { provider: provider ?? t("theProvider") };
  return (
    <Message tone="warning" role="alert" title={t(`${known}.title`, words)}>
      {t(`${known}.text`, words)}
      {reference && /^[0-9A-F]{8}$/.test(reference) && <p>{common("reference", { reference })}</p>}
    </Message>
  );
}
