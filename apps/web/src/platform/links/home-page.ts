import type { SignedIn } from "../access";

/** The page on which people start if they wanted no other one. */
export const homePage = (role: SignedIn["role"]): string => (role === "administrator" ? "/admin" : "/me");
