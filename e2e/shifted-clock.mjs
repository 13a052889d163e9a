// Loaded into the app by journeys that need a later time: moves only Date, by the milliseconds that the file CLOCK_FILE
// currently contains. Without the file the clock is right. A Proxy, because Next replaces Date by its own
// class.
import { readFileSync } from "node:fs";

const RealDate = Date;

function now() {
  try {
    return RealDate.now() + Number(readFileSync(process.env.CLOCK_FILE ?? "", "utf8"));
  } catch {
    return RealDate.now();
  }
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});
