/** The named moments of a first decision: the transaction that makes an account. */
const makesAccount = /insert into "users"/;

export const commits = { statement: /^commit$/, within: makesAccount };
export const inserts = { statement: makesAccount };

/** Long enough for a first sign-in on a busy machine; if none comes by, the round had no such moment. */
const patienceMs = 15_000;

/** Resolves when one of the traps has sprung, with its result. */
export async function sprung(traps) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("The moment of this fault did not come")), patienceMs);
  });
  await Promise.race([...traps, late]).finally(() => clearTimeout(timer));
}

/** Does `act` on whichever instance comes to the moment first, and nothing on the other. */
export async function onFirst(lines, moment, act) {
  let isOver = false;
  await sprung(
    lines.map((line, index) =>
      line.trap({
        ...moment,
        act: () => {
          if (isOver) return "pass";
          isOver = true;
          return act(index);
        },
      }),
    ),
  );
}

/** Whether a request is an answer to the consent form. */
export const isDecision = ({ method, url }) => method === "POST" && /^\/consent(\/close)?([?]|$)/.test(url ?? "");
/** Whether an instance redeems a code at the provider. */
export const isTokenRequest = ({ method, url }) => method === "POST" && /token/.test(url ?? "");
