/** A problem of the machine, the settings or the sources. Only its sentence is shown, without a stack. */
export class ExpectedError extends Error {
  isExpected = true;
}
