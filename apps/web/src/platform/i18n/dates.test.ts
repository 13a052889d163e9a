import { describe, expect, it } from "vitest";
import { datesOf } from "./dates";

const date = new Date("2026-02-04T23:12:26Z");

describe("dates", () => {
  it("are written in the language's own way, in UTC", () => {
    const { day, shortDay, moment, time, exactTime } = datesOf("en");
    expect(day(date)).toBe("4\u00a0February\u00a02026");
    expect(shortDay(date)).toBe("4\u00a0Feb\u00a02026");
    expect(moment(date)).toBe("4\u00a0Feb\u00a02026, 23:12");
    expect(time(date)).toBe("23:12");
    expect(exactTime(date)).toBe("23:12:26");
  });

  it("are written as in Germany in German", () => {
    const { day, shortDay, moment } = datesOf("de");
    expect(day(date)).toBe("4.\u00a0Februar\u00a02026");
    expect(shortDay(date)).toBe("4.\u00a0Feb.\u00a02026");
    expect(moment(date)).toBe("4.\u00a0Feb.\u00a02026, 23:12");
  });

  it("are written with the digits of the rest in Arabic, and keep their times apart", () => {
    expect(datesOf("ar").moment(date)).toBe("4\u00a0فبراير\u00a02026، 23:12");
  });

  it("call midnight 00:00", () => {
    expect(datesOf("en").time(new Date("2026-02-04T00:00:00Z"))).toBe("00:00");
  });
});
