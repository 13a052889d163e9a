/** The problems that a person can read about; the message catalogue has the sentences. */
export type ApplicationProblem = "expired" | "unknown-application" | "bad-request";

const problems: Readonly<Record<string, ApplicationProblem>> = {
  expired: "expired",
  invalid_client: "unknown-application",
  unauthorized_client: "unknown-application",
};

/** `code`: an error of OAuth 2.0 or "expired". */
export const problemOf = (code: string | undefined): ApplicationProblem =>
  (code !== undefined && Object.hasOwn(problems, code) ? problems[code] : undefined) ?? "bad-request";
