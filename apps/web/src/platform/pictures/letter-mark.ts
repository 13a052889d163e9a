import { pictureAddress } from "./served-picture";

/** The mark beside a name: letters, and a picture over them if there is one. */
export interface LetterMarkFacts {
  readonly letters: string;
  /** Its address, or null. */
  readonly picture: string | null;
}

interface Marked {
  readonly name: string;
  /** Null: the first letters of the name. */
  readonly letters: string | null;
  /** The address of its picture, and the hash of it; null for none. */
  readonly address: string;
  readonly hash: string | null;
}

export const letterMark = ({ name, letters, address, hash }: Marked): LetterMarkFacts => ({
  letters: letters ?? initials(name),
  picture: hash === null ? null : pictureAddress(address, hash),
});

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
