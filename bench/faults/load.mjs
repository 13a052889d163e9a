// People who sign in, decide, come back, withdraw and close their accounts, without a script, a few at a time.
import { setTimeout as delay } from "node:timers/promises";
import { Browser } from "../browser.mjs";
import { Person } from "./people.mjs";
import { randomFrom } from "./random.mjs";

/** A request without an answer for so long has failed, whatever comes later. */
const longestMs = 30_000;
/** The same answer, sent again within ten seconds, leads into the same session. */
const sameAnswerMs = 8000;

export class Load {
  /** @type {Person[]} */
  people = [];
  #url;
  #seed;
  #number = 0;
  #latest = null;
  #browsers = 0;
  /** When each pending sign-in was first answered. */
  #pressed = new Map();
  #round = newRound();

  constructor(url, seed) {
    this.#url = url;
    this.#seed = seed;
  }

  /** Why the latest fresh sign-in failed. */
  get latest() {
    return this.#latest;
  }

  get round() {
    return this.#round;
  }

  beginRound() {
    this.#round = newRound();
  }

  /** Runs until the signal, then lets everyone finish their request. */
  async run(signal, concurrency = 4) {
    const person = async () => {
      while (!signal.aborted) await this.#onePerson(signal);
    };
    await Promise.all(Array.from({ length: concurrency }, person));
  }

  /** A whole first sign-in; false if it did not work. */
  async freshSignIn() {
    const person = this.#newPerson();
    await this.#decide(person, new Set(["email", "name"]), "accept").catch((error) => {
      this.#latest = error;
    });
    return person.state === "account";
  }

  /** Where a person who was left without an answer comes out now: with an account, or at the question. */
  async comesOutAt(person) {
    const browser = this.#newBrowser(person);
    await this.#toProviderAndBack(browser, person);
    return browser.path;
  }

  async #onePerson(signal) {
    const person = this.#newPerson();
    const random = randomFrom(this.#seed * 100_003 + person.number);
    try {
      const agreed = new Set(["email", ...["phone_number", "name"].filter(() => random.chance(0.6))]);
      await this.#decide(person, agreed, random.chance(0.15) ? "decline" : "accept", random.chance(0.2));
      if (signal.aborted || person.state !== "account") return;
      if (random.chance(0.4)) await this.#comeBack(person);
      if (random.chance(0.3)) await this.#withdraw(person, random.pick([...agreed]));
      if (random.chance(0.15) && person.browsers.length > 1) await this.#close(person);
    } catch (error) {
      // Without an answer nothing was promised. What the person sent may have been carried out.
      this.#round.failures.push(`${person.subject}: ${error.message} (${error.cause?.code ?? error.name})`);
      await delay(50);
    }
  }

  async #toProviderAndBack(browser, person) {
    const { subject, values } = person;
    await browser.get(`${this.#url}/sign-in/demo-university`);
    await browser.submit({ subject, name: values.name, email: values.email, phone: values.phone_number });
  }

  /** `twice`: the form is sent to both instances at once, as by a double click. */
  async #decide(person, agreed, intent, twice = false) {
    let browser = this.#newBrowser(person);
    await this.#toProviderAndBack(browser, person);
    for (let tries = 0; tries < 4 && browser.path === "/consent"; tries += 1) {
      const grant = browser.boxes("grant").filter((box) => agreed.has(box.split(/[.:/ ]/).at(-1)));
      person.agreed = intent === "accept" ? agreed : new Set();
      person.intent = intent;
      person.state = "tried";
      // Each press of the button has an answer of its own, and one that enters is the one that counts.
      const presses = twice ? [browser, browser.copy()] : [browser];
      try {
        await Promise.all(presses.map((one) => one.submit({ grant, intent })));
      } catch (error) {
        this.#round.failures.push(`${person.subject}: ${error.message} (${error.cause?.code ?? error.name})`);
        if (tries > 1) throw error;
        // The person presses the button again.
        await delay(200);
        await browser.submit({ grant, intent });
      }
      browser = presses.find(({ path }) => path === "/me" || path === "/consent/declined") ?? browser;
      this.#settle(person, browser, intent);
    }
    this.#expect(person, browser, person.state === "account" || person.state === "refused");
  }

  #settle(person, browser, intent) {
    if (intent === "accept" && browser.path === "/me") {
      person.state = "account";
      person.browsers.push(browser);
      this.#round.acknowledged += 1;
    }
    if (intent === "decline" && browser.path === "/consent/declined") {
      person.state = "refused";
      this.#round.refused += 1;
    }
  }

  async #comeBack(person) {
    const browser = this.#newBrowser(person);
    await this.#toProviderAndBack(browser, person);
    for (let tries = 0; tries < 3 && browser.path === "/consent"; tries += 1) {
      person.decidedAgain += 1;
      await browser.submit({ grant: browser.boxes("grant"), intent: "accept" });
      // What they agree to now is not followed further.
      person.state = "decided-again";
    }
    if (browser.path === "/me") person.browsers.push(browser);
    this.#expect(person, browser, browser.path === "/me");
  }

  async #withdraw(person, attribute) {
    const [browser] = person.browsers;
    if (attribute === "email" || person.state !== "account") return;
    await browser.get(`${this.#url}/me`);
    person.withdrawing.add(attribute);
    await browser.submit({}, `name="attribute" value="${attribute}"`);
    if (browser.path === "/me" && browser.address.searchParams.get("done") === "withdrawn") {
      person.withdrawn.add(attribute);
      this.#round.withdrawn += 1;
    }
    this.#expect(person, browser, person.withdrawn.has(attribute));
  }

  /** The first browser stays, to see that its session has ended. */
  async #close(person) {
    if (person.state !== "account") return;
    const browser = person.browsers.pop();
    await browser.get(`${this.#url}/me/close`);
    person.state = "closing";
    await browser.submit({}, "/me/close/decision");
    if (browser.path === "/closed") {
      person.state = "closed";
      this.#round.closed += 1;
    }
    this.#expect(person, browser, person.state === "closed");
  }

  #expect(person, browser, isDone) {
    if (!isDone) this.#round.failures.push(`${person.subject}: ended at ${browser.path}`);
  }

  #newPerson() {
    this.#number += 1;
    const person = new Person(this.#number);
    this.people.push(person);
    return person;
  }

  #newBrowser({ number }) {
    this.#browsers += 1;
    const network = `10.${(number >> 8) & 255}.${number & 255}.${this.#browsers & 255}`;
    return new Browser({ "x-forwarded-for": network }, (address, options) => this.#send(address, options));
  }

  /** The same answer, sent again in time, must not be answered with the end of the request. */
  #noteEnded(address, { body }, answer) {
    if (!isDecision({ method: "POST", url: address.pathname }) || body?.get("intent") !== "accept") return;
    const request = body.get("request");
    const since = this.#pressed.get(request) ?? performance.now();
    this.#pressed.set(request, since);
    const isEnded = answer.headers.get("location")?.includes("/consent/ended");
    if (isEnded && performance.now() - since < sameAnswerMs) this.#round.ended.push(request);
  }

  async #send(address, options) {
    const began = performance.now();
    const round = this.#round;
    try {
      const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(longestMs) });
      this.#noteEnded(address, options, answer);
      if (answer.status >= 500) round.failures.push(`${answer.status} of ${address.pathname}`);
      return answer;
    } finally {
      round.longestMs = Math.max(round.longestMs, performance.now() - began);
    }
  }
}

const newRound = () => ({
  acknowledged: 0,
  refused: 0,
  withdrawn: 0,
  closed: 0,
  longestMs: 0,
  failures: [],
  ended: [],
});
