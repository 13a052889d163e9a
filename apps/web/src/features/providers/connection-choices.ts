/** How we authenticate at the token endpoint. */
export const tokenAuthChoices = ["client_secret_basic", "client_secret_post", "private_key_jwt"] as const;

/** How the answer comes back: OAuth 2.0 Multiple Response Types, section 2.1, and Form Post Response Mode. */
export const responseModeChoices = ["query", "form_post"] as const;
