/** Something that is wrong with the machine, the settings or the sources: shown as its sentence, without a stack. */
export class ExpectedError extends Error {
  isExpected = true;
}
