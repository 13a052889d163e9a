/** The error and its causes, the outermost first. Auth.js puts the cause one level down, under `err`. */
export function causesOf(error: unknown): object[] {
  const found: object[] = [];
  for (let at: unknown = error; typeof at === "object" && at !== null && found.length < 8;) {
    found.push(at);
    const { cause }: { cause?: unknown } = at;
    at = typeof cause === "object" && cause !== null && "err" in cause ? cause.err : cause;
  }
  return found;
}

export function wordOf(thing: unknown, name: string): string | null {
  const value: unknown = typeof thing === "object" && thing !== null ? Reflect.get(thing, name) : null;
  return typeof value === "string" ? value : null;
}
