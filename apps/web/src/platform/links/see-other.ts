import "server-only";
import { NextResponse } from "next/server";
import { env } from "../env";

/** Redirects to a path of ours with GET, so that Back and reload send nothing again: RFC 9110, section 15.4.4. */
export const seeOther = (path: string): Response => NextResponse.redirect(new URL(path, env().origin), 303);
