/** What can be said about a mapped claim besides where it stands. */
export const claimRuleFields = ["letters", "list", "sync"] as const;
export type ClaimRuleField = (typeof claimRuleFields)[number];

/** The field of a form that holds a rule of an attribute. */
export const ruleField = (rule: ClaimRuleField, attribute: string): string => `${rule}.${attribute}`;

/** The field of a form that holds the default of an attribute. */
export const defaultField = (attribute: string): string => `default.${attribute}`;

/** The field of a form that holds where the claim of an attribute is. */
export const pathField = (attribute: string): string => `path.${attribute}`;
