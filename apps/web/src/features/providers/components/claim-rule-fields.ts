/** The rules of a mapped claim, besides its path. */
export const claimRuleFields = ["letters", "list", "dates", "sync"] as const;
export type ClaimRuleField = (typeof claimRuleFields)[number];

/** The field of a form that contains a rule of an attribute. */
export const ruleField = (rule: ClaimRuleField, attribute: string): string => `${rule}.${attribute}`;

/** The field of a form that contains the default of an attribute. */
export const defaultField = (attribute: string): string => `default.${attribute}`;

/** The field of a form that contains the path of an attribute's claim. */
export const pathField = (attribute: string): string => `path.${attribute}`;
