import { describe, expect, it } from "vitest";
import { datesOf } from "./dates";

const date = new Date("2026-02-04T23:12:26Z");

describe("dates", () => {
  it("follow the conventions of the language, in UTC", () => {
    const { day, shortDay, moment, time, exactTime } = datesOf("en");
    expect(day(date)).toBe("4\u00a0February\u00a02026");
    expect(shortDay(date)).toBe("4\u00a0Feb\u00a02026");
    expect(moment(date)).toBe("4\u00a0Feb\u00a02026, 23:12");
    expect(time(date)).toBe("23:12");
    expect(exactTime(date)).toBe("23:12:26");
  });

  it("follow German conventions in German", () => {
    const { day, shortDay, moment } = datesOf("de");
    expect(day(date)).toBe("4.\u00a0Februar\u00a02026");
    expect(shortDay(date)).toBe("4.\u00a0Feb.\u00a02026");
    expect(moment(date)).toBe("4.\u00a0Feb.\u00a02026, 23:12");
  });

  it("use the same digits as the other texts in Arabic, with the time kept apart", () => {
    expect(datesOf("ar").moment(date)).toBe("4\u00a0فبراير\u00a02026، 23:12");
  });

  it("write midnight as 00:00", () => {
    expect(datesOf("en").time(new Date("2026-02-04T00:00:00Z"))).toBe("00:00");
  });
});
