/** What a person is told; each has its sentences in the message catalogue. */
export type ApplicationProblem = "expired" | "unknown-application" | "bad-request";

const problems: Readonly<Record<string, ApplicationProblem>> = {
  expired: "expired",
  invalid_client: "unknown-application",
  unauthorized_client: "unknown-application",
};

/** `code`: an error of OAuth 2.0 or "expired". */
export const problemOf = (code: string | undefined): ApplicationProblem =>
  (code !== undefined && Object.hasOwn(problems, code) ? problems[code] : undefined) ?? "bad-request";
