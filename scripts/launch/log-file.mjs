import { createWriteStream, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Bytes. With the one before it, a log takes twice that. */
const largest = 10 * 1024 * 1024;

/**
 * A log file that is appended to, so that a second copy that is turned away does not wipe the log of the first. When it is
 * too long it becomes `FILE.1`, also while it is written. What cannot be written, on a full disk for example, is lost, and
 * nothing else is.
 * @param {string} file
 * @param {{ rotateAbove?: number }} [options] in bytes
 */
export function openLog(file, { rotateAbove = largest } = {}) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let stream = streamTo(file);
  const rotate = () => {
    size = 0;
    try {
      renameSync(file, `${file}.1`);
      const next = streamTo(file);
      stream.end();
      stream = next;
    } catch {
      // Someone moved the file, or the directory takes no other. The log goes on where it is.
    }
  };
  if (size > rotateAbove) rotate();
  return {
    /** @param {string} line */
    write(line) {
      if (size > rotateAbove) rotate();
      // After an error it is over, and the disk may have room again.
      if (stream.destroyed) stream = reopened() ?? stream;
      size += Buffer.byteLength(line) + 1;
      if (!stream.destroyed) stream.write(`${line}\n`);
    },
    /** @returns {Promise<void>} once it is written */
    end: () => new Promise((done) => void (stream.closed ? done() : stream.once("close", done).end())),
  };

  function reopened() {
    try {
      return streamTo(file);
    } catch {
      return null;
    }
  }
}

/** Opened at once, so that it is there when it is renamed. @param {string} file */
function streamTo(file) {
  return createWriteStream(file, { fd: openSync(file, "a", 0o600) }).on("error", () => {});
}
