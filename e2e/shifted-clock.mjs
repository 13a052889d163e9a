// Loaded into the app by a journey that needs it to be later: moves Date by CLOCK_OFFSET milliseconds, nothing else.
const offset = Number(process.env.CLOCK_OFFSET ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...args);
  }

  static now() {
    return RealDate.now() + offset;
  }
};
