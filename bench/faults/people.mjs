// The people of the load, and what they know for certain. Each of their values can be recognised wherever it turns up.

/** What every page of the provider sends about a person; only the email address is required. */
export const attributes = ["email", "phone_number", "name"];

export class Person {
  /** "arrived": has decided nothing. "tried": a decision was sent, and no answer came. The others were answered. */
  state = "arrived";
  /** @type {Set<string>} ticked in the form that was sent last */
  agreed = new Set();
  /** Whether the person was shown that this attribute is withdrawn, or only tried. */
  withdrawn = new Set();
  withdrawing = new Set();
  /** Whether they may be asked again, because a purpose was published since. */
  decidedAgain = 0;
  browsers = [];

  constructor(number) {
    const token = number.toString(36).padStart(5, "0");
    this.number = number;
    this.subject = `zqs${token}x`;
    this.values = {
      email: `zqe${token}x@example.org`,
      name: `Zqn${token}x`,
      phone_number: `+4477${String(10_000_000 + number)}`,
    };
  }
}

/** The values that a text contains, as the keys that `valueKey` makes. */
export function recognised(text) {
  const found = new Set();
  for (const [, kind, token] of text.matchAll(/zq([nes])([0-9a-z]{5})x/gi)) {
    found.add(`${kind.toLowerCase()}${Number.parseInt(token, 36)}`);
  }
  for (const [, digits] of text.matchAll(/\+4477(\d{8})(?!\d)/g)) found.add(`p${Number(digits) - 10_000_000}`);
  return found;
}

const kinds = { name: "n", email: "e", phone_number: "p", subject: "s" };

export const valueKey = (what, number) => `${kinds[what]}${number}`;
