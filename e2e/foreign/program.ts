import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@assent/testkit/ports";
import { endProcess } from "@assent/testkit/processes";
import { Echo } from "./echo.ts";

/** A program of the system with a folder and a port of its own, and the site behind it. */
export class Program {
  private child: ChildProcess | undefined;
  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly site: Echo,
  ) {}

  static async prepare(): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), "assent-foreign-"));
    // Some give up the rights with which they were started.
    chmodSync(folder, 0o755);
    return new Program(folder, await freePort(), await Echo.listen());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Writes a file into its folder, and returns where it is. */
  write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  /** Starts it, and waits until it listens. What it says is in its folder, and is part of the error if it does not. */
  async start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.child = spawn(command, args, {
      cwd: this.folder,
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = createWriteStream(this.logFile, { flags: "a" });
    this.child.stdout?.pipe(log, { end: false });
    this.child.stderr?.pipe(log, { end: false });
    for (const until = Date.now() + 20_000; Date.now() < until && this.child.exitCode === null;) {
      if (await fetch(this.url, { redirect: "manual" }).catch(() => null)) return;
    }
    throw new Error(`${command} does not listen:\n${readFileSync(this.logFile, "utf8").slice(-2000)}`);
  }

  /** Ends it alone, to be started again. */
  async end(): Promise<void> {
    await endProcess(this.child);
  }

  async stop(): Promise<void> {
    await this.end();
    this.site.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get logFile(): string {
    return join(this.folder, "log");
  }
}

/** Says which version a program is, for the record. */
export function tellVersion(command: string, ...args: string[]): void {
  const [version = ""] = execFileSync(command, args, { encoding: "utf8" }).split("\n");
  process.stdout.write(`${version}\n`);
}
