/** A minimal browser for a sign-in without JavaScript: cookies, redirects, the form of a page. */
export class Browser {
  #cookies = new Map();
  #page = "";
  #address = new URL("http://localhost");
  #headers;
  #send;
  #end = null;

  /** `headers` are sent with every request, in addition to those for a typed address. `send` replaces `fetch`. */
  constructor(headers = {}, send = fetch) {
    this.#headers = { "sec-fetch-site": "none", ...headers };
    this.#send = send;
  }

  /** An address of another program: the browser stops there, without a request. */
  leaveAt(prefix) {
    this.#end = prefix;
  }

  /** Another one with the same cookies on the same page, as for a second press of a button. */
  copy() {
    const other = new Browser(this.#headers, this.#send);
    other.#cookies = new Map(this.#cookies);
    [other.#page, other.#address, other.#end] = [this.#page, this.#address, this.#end];
    return other;
  }

  get address() {
    return this.#address;
  }

  get path() {
    return this.#address.pathname;
  }

  get page() {
    return this.#page;
  }

  async get(address) {
    await this.#go(new URL(address, this.#address), { method: "GET" });
  }

  /** Fills in and sends the last form of the page that has all the named fields, and the text `having`. */
  async submit(values, having = "") {
    const form = [...this.#page.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)]
      .map(([text]) => text)
      .findLast((text) =>
        [...Object.keys(values).map((name) => `name="${name}"`), having].every((one) => text.includes(one)),
      );
    if (!form) throw new Error(`No form with ${Object.keys(values).join(", ")} at ${this.path}`);
    const [, opening] = /<form([^>]*)>/.exec(form);
    const body = /multipart/.test(opening) ? new FormData() : new URLSearchParams();
    for (const [, input] of form.matchAll(/<input([^>]*type="hidden"[^>]*)>/g)) {
      body.append(attribute(input, "name"), attribute(input, "value") ?? "");
    }
    for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one);
    const action = attribute(opening, "action");
    await this.#go(new URL(action || this.#address, this.#address), { method: "POST", body });
  }

  /** The values of all check boxes of that name. */
  boxes(name) {
    return [...this.#page.matchAll(/<input([^>]*type="checkbox"[^>]*)>/g)]
      .filter(([, input]) => attribute(input, "name") === name)
      .map(([, input]) => attribute(input, "value"));
  }

  async #go(address, request) {
    for (let hops = 0; hops < 15; hops++) {
      if (this.#end !== null && address.href.startsWith(this.#end)) {
        this.#page = "";
        this.#address = address;
        return;
      }
      const origin = request.body ? { origin: address.origin } : {};
      const headers = { ...this.#headers, ...origin, cookie: this.#cookieHeader(address) };
      const response = await this.#send(address, { ...request, headers, redirect: "manual" });
      for (const cookie of response.headers.getSetCookie()) this.#keep(address, cookie);
      const to = response.headers.get("location");
      if (!to) {
        this.#page = await response.text();
        this.#address = address;
        const [, refresh] = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(this.#page) ?? [];
        if (refresh === undefined) return;
        address = new URL(unescape(refresh), address);
        request = { method: "GET" };
        continue;
      }
      await response.body?.cancel();
      address = new URL(to, address);
      request = { method: "GET" };
    }
    throw new Error("Too many redirects");
  }

  #keep(address, cookie) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    const gone = /max-age=0/i.test(cookie) || /expires=thu, 01 jan 1970/i.test(cookie);
    const key = `${address.host} ${name}`;
    if (gone) this.#cookies.delete(key);
    else this.#cookies.set(key, value);
  }

  #cookieHeader(address) {
    return [...this.#cookies]
      .filter(([key]) => key.startsWith(`${address.host} `))
      .map(([key, value]) => `${key.slice(address.host.length + 1)}=${value}`)
      .join("; ");
  }
}

function attribute(tag, name) {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescape(found);
}

const unescape = (text) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll(/&#(x27|39);/g, "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
