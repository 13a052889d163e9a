const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const moving = process.stdout.isTTY && !process.env["CI"];

/**
 * A step that is shown while it runs.
 * @typedef {{ label: string, note: string, since: number }} Step
 */

/** @type {Set<Step>} What the moving last line shows. */
const active = new Set();
let frame = 0;
/** @type {NodeJS.Timeout | undefined} */
let timer;

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

function clear() {
  if (moving && active.size > 0) process.stdout.write("\r\u001b[2K");
}

function draw() {
  if (!moving || active.size === 0) return;
  const labels = [...active].map(({ label, note, since }) => `${label}${note && ` ${note}`} ${seconds(since)}`);
  const line = `${frames[frame++ % frames.length]} ${labels.join(" · ")}`;
  process.stdout.write(`\r\u001b[2K${line.slice(0, (process.stdout.columns || 80) - 1)}`);
}

/** Prints a line above the moving one. @param {string} line */
export function say(line) {
  clear();
  process.stdout.write(`${line}\n`);
  draw();
}

/**
 * Runs one step of a command and shows it: in the moving line of a terminal, elsewhere as a line before and a line
 * after. Several may run at a time. An error passes through after the line is marked.
 * @template T
 * @param {string} label for example "Installing packages"
 * @param {(progress: (note: string) => void) => Promise<T>} work `progress` reports the progress, like "12 of 40"
 * @param {{ isGood?: (result: T) => boolean }} [options]
 * @returns {Promise<T>}
 */
export async function step(label, work, { isGood = () => true } = {}) {
  const current = begin(label);
  let mark = "✗";
  try {
    const result = await work((note) => {
      current.note = note;
      if (!moving) say(`  ${label}: ${note}`);
    });
    if (isGood(result)) mark = "✓";
    return result;
  } finally {
    finish(current);
    say(`${mark} ${label} (${seconds(current.since)})`);
  }
}

/** @param {string} label @returns {Step} */
function begin(label) {
  const current = { label, note: "", since: performance.now() };
  if (!moving) say(`  ${label} …`);
  active.add(current);
  if (moving) timer ??= setInterval(draw, 100);
  draw();
  return current;
}

/** @param {Step} current */
function finish(current) {
  clear();
  active.delete(current);
  if (active.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}
