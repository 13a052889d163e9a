import { execFile } from "node:child_process";
import { join } from "node:path";

/** The documents, with the verifier that is Python and shares no code with ours. */
export const docs = join(import.meta.dirname, "../../../../docs");

/** Runs Python 3. Errors: one that says what to install if it is missing. */
export function python(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done, fail) => {
    execFile("python3", ["-B", ...args], (error, out, err) => {
      if (error && "code" in error && error.code === "ENOENT") {
        fail(new Error("These tests need Python 3.8 or newer (the program python3): install it"));
      } else done({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
