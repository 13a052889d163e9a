// Loaded into the app by journeys that need it to be later: moves Date by the milliseconds that the file CLOCK_FILE
// holds at the moment, nothing else. Without the file the clock is right.
import { readFileSync } from "node:fs";

const RealDate = Date;

function offset() {
  try {
    return Number(readFileSync(process.env.CLOCK_FILE ?? "", "utf8"));
  } catch {
    return 0;
  }
}

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset());
    else super(...args);
  }

  static now() {
    return RealDate.now() + offset();
  }
};
