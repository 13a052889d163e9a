/** Below this, a number of people could point at somebody, and is not shown. */
const fewest = 10;

/**
 * How many people, in full tens: a number to the unit would tell, when it changes, that somebody did something just now.
 * "few" hides what is under ten; zero as well, which would say of everybody that they did not.
 *
 * Every number about decisions that is shown comes from `roundCount`. So the difference of two of them, whatever their
 * periods, is only right to within nine, and says of no smaller group that it is there.
 */
export type RoundedCountValue = number | "few";

export function roundCount(count: number): RoundedCountValue {
  return count < fewest ? "few" : count - (count % fewest);
}

/** Where each bar or dot of a chart begins and ends: midnights in UTC, the end not included. */
export interface Bucket {
  readonly since: Date;
  readonly before: Date;
}

export const periods = [7, 30, 90, 365] as const;
/** In days, roughly: the longer ones are made of whole weeks. */
export type Period = (typeof periods)[number];

const day = 24 * 60 * 60_000;

/** After midnight, how long a transaction that began before it may still be under way. */
const settling = 60 * 60_000;

/**
 * A period in buckets, oldest first: days up to the last one that is over, or weeks from Monday up to the last one that is
 * over. Nothing of today is in it, so that looking twice does not tell what happened in between, and weeks do not slide.
 */
export function bucketsOf(period: Period, now: Date): Bucket[] {
  const today = Math.floor((now.getTime() - settling) / day) * day;
  const weekly = period >= 90;
  const step = weekly ? 7 * day : day;
  // 1 January 1970 was a Thursday.
  const end = weekly ? Math.floor((today / day + 3) / 7) * 7 * day - 3 * day : today;
  const count = Math.ceil((period * day) / step) - (period === 365 ? 1 : 0);
  return Array.from({ length: count }, (_, index) => {
    const since = end - (count - index) * step;
    return { since: new Date(since), before: new Date(since + step) };
  });
}

/** What was decided in one bucket: people who agreed, and people who said no. */
export interface DecisionCounts {
  readonly agreed: number;
  readonly refused: number;
}

export interface Agreement {
  readonly asked: RoundedCountValue;
  readonly agreed: RoundedCountValue;
  readonly refused: RoundedCountValue;
  /** How many of those who were asked agreed, 0 to 1, of the numbers as they are shown; null where one of them is hidden. */
  readonly share: number | null;
}

export function agreementOf({ agreed, refused }: DecisionCounts): Agreement {
  const shown = { asked: roundCount(agreed + refused), agreed: roundCount(agreed), refused: roundCount(refused) };
  const share = shown.asked === "few" || shown.agreed === "few" ? null : shown.agreed / shown.asked;
  return { ...shown, share };
}

export interface Funnel {
  readonly shown: RoundedCountValue;
  readonly accepted: RoundedCountValue;
  readonly declined: RoundedCountValue;
  /** Without choosing. Null where screens were not counted from the beginning of the period. */
  readonly left: RoundedCountValue | null;
  /** Null where screens were not counted from the beginning. */
  readonly shares: Readonly<Record<"accepted" | "declined" | "left", number | null>>;
}

interface FunnelCounts {
  /** Null where screens were not counted from the beginning of the period. */
  readonly shown: number | null;
  readonly accepted: number;
  readonly declined: number;
}

/** Whoever was shown the screen and neither agreed nor declined has left, or is still deciding. */
export function funnelOf({ shown, accepted, declined }: FunnelCounts): Funnel {
  const decided = accepted + declined;
  const left = shown === null ? null : Math.max(0, shown - decided);
  // A screen of the day before, answered today, is no reason to show fewer screens than answers.
  const seen = roundCount(Math.max(shown ?? 0, decided));
  const parts = { accepted: roundCount(accepted), declined: roundCount(declined) };
  const shownLeft = left === null ? null : roundCount(left);
  const share = (part: RoundedCountValue | null) => (seen === "few" || typeof part !== "number" ? null : part / seen);
  return {
    ...{ shown: seen, ...parts, left: shownLeft },
    shares: { accepted: share(parts.accepted), declined: share(parts.declined), left: share(shownLeft) },
  };
}
