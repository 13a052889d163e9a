/** The texts that the form of an application needs in the browser. */
export const applicationTexts: readonly string[] = ["form", "problem"].map((name) => `admin-applications.${name}`);
