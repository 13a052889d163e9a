import { crypto, database, journeys, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Controls that only journeys prove: people, the consent screen, sessions, identity providers, the administration and
 * requests.
 * @type {readonly Removal[]}
 */
export const onPages = [
  {
    threat: "What the consent page showed stays in the browser after the decision",
    file: `${web}/platform/front/decision-request.ts`,
    from: "return from !== undefined && consentPages.has(from);",
    to: "return false;",
    test: `${journeys}/two-tabs.spec.ts`,
    journey: "ticks of an earlier sign-in do not become those of a later one",
  },
  {
    threat: "A tab answers for another person's sign-in in the same browser",
    file: `${web}/sign-in/decide/decide-form.ts`,
    from: 'if (form.request !== facts.requestId) return showAgain("another");',
    to: "",
    test: `${journeys}/two-tabs.spec.ts`,
    journey: "ticks of an earlier sign-in do not become those of a later one",
  },
  {
    threat: "Someone connects their own sign-in to another person's account",
    file: `${web}/sign-in/connect/connect.ts`,
    from: 'if (requestSource(request) !== "own") return seeOther("/refused");',
    to: "",
    test: `${journeys}/identities.spec.ts`,
    journey: "another account, another browser, an old session or an email address alone cannot connect it",
  },
  {
    threat: "Someone connects their own sign-in to another person's account",
    file: `${web}/sign-in/connect/connect.ts`,
    from: "if (connecting.sessionHash !== session?.tokenHash) return null;",
    to: "",
    test: `${journeys}/identities.spec.ts`,
    journey: "another account, another browser, an old session or an email address alone cannot connect it",
  },
  {
    threat: "The page for people who cannot sign in opens more than it should",
    file: `${web}/sign-in/gate/gate.ts`,
    from: "  else await endAccess();\n",
    to: "",
    test: `${journeys}/without-session.spec.ts`,
    journey: "any other sign-in in the browser ends what was open",
  },
  {
    threat: "Someone withdraws, corrects, exports or closes another person's data",
    file: `${database}/users/sessions.ts`,
    from: ".where(and(eq(session.userId, userId), these))",
    to: ".where(these)",
    test: `${journeys}/my-data.spec.ts`,
    journey: "visitors, other people and other sites cannot do any of it",
  },
  {
    threat: "Someone at an open screen closes an account",
    file: `${web}/app/(site)/me/close/decision/route.ts`,
    from: "  fresh: true,\n",
    to: "",
    test: `${journeys}/my-data.spec.ts`,
    journey: "a session that is older than ten minutes must sign in again before it can close the account",
  },
  {
    threat: "A decision made under the text of one language is stored under another",
    file: `${web}/sign-in/decide/decide-form.ts`,
    from: 'if (form.shown !== facts.shownTextHash) return showAgain("changed");',
    to: "",
    test: `${journeys}/languages.spec.ts`,
    journey: "a decision never goes under the text of another language",
  },
  {
    threat: "Another site frames the administration",
    file: `${web}/platform/front/page-headers.ts`,
    from: "isPreview ? \"frame-ancestors 'self'\" : \"frame-ancestors 'none'\",",
    to: "\"frame-ancestors 'self'\",",
    test: `${journeys}/attacks.spec.ts`,
    journey: "the preview of a purpose may be in our frame, and other pages in no frame",
  },
  {
    threat: "Another site frames the administration",
    file: `${web}/ui/RootDocument.tsx`,
    from: "<body inert={preview !== null}>",
    to: "<body>",
    test: `${journeys}/purpose-preview.spec.ts`,
    journey: "the preview follows what is typed, in every state, and its controls cannot be used",
  },
  {
    threat: "Someone looks up receipts by number or id through verification",
    file: `${crypto}/verify-payload.ts`,
    from: "const { payload } = await compactVerify(jws, publicKey, { algorithms: [algorithm] });",
    to: 'const payload = Buffer.from(jws.split(".")[1] ?? "", "base64url");',
    test: `${journeys}/receipt-proof.spec.ts`,
    journey: "the endpoint answers programs, and reveals nothing without a receipt",
  },
  {
    threat: "A session cookie from before the decision is used",
    file: `${web}/sign-in/decide/decision-steps.ts`,
    from: "const token = decisionToken(form, env().secret);\n  const expiresAt",
    to: "const token = (await cookies()).get(cookieNames().session)?.value ?? decisionToken(form, env().secret);\n  const expiresAt",
    test: `${journeys}/session.spec.ts`,
    journey: "a session cookie from before the decision is replaced by it",
  },
  {
    threat: "A session cookie from before the decision is used",
    file: `${web}/sign-in/protocol/sign-out.ts`,
    from: "  await endSession(database().orm, hash);\n",
    to: "",
    test: `${journeys}/session.spec.ts`,
    journey: "signing out ends the session, and at the provider too if the person wants it",
  },
  {
    threat: "The answer comes from another provider, or arrives in another browser",
    file: `${web}/sign-in/protocol/provider-config.ts`,
    from: 'checks: ["pkce", "state", "nonce"],',
    to: 'checks: ["pkce", "state"],',
    test: `${journeys}/attacks.spec.ts`,
    journey: "the query of a sign-in does not override anything",
  },
  {
    // Auth.js seals the name of the provider into the cookies. This replaces it by that of the provider that answers.
    threat: "The answer comes from another provider, or arrives in another browser",
    file: `${web}/sign-in/protocol/callback.ts`,
    from: "const response = await auth.handlers.GET(withoutSession(request));",
    to: `const { decode, encode } = await import("next-auth/jwt");
    for (const name of [flow.pkce, flow.state, flow.nonce]) {
      const sealed = { secret: env().seal.secret, salt: name };
      const token = await decode({ ...sealed, token: request.cookies.get(name)?.value ?? "" });
      request.cookies.set(name, await encode({ ...sealed, token: { ...token, provider: provider.slug } }));
    }
    const response = await auth.handlers.GET(withoutSession(request));`,
    test: `${journeys}/hostile-provider.spec.ts`,
    journey: "an answer that comes back at another provider's address is refused",
  },
  {
    threat: "Sign-in parameters are overridden through the query",
    file: `${web}/app/(site)/sign-in/[provider]/route.ts`,
    from: 'return NextResponse.redirect(await startSignIn((await params).provider, query.get("to"), { again }));',
    to: `const address = new URL(await startSignIn((await params).provider, query.get("to"), { again }));
  for (const [name, value] of query) address.searchParams.set(name, value);
  return NextResponse.redirect(address);`,
    test: `${journeys}/attacks.spec.ts`,
    journey: "the query of a sign-in does not override anything",
  },
  {
    threat: "The address someone types to find their provider is stored, logged or passed on",
    file: `${web}/sign-in/components/ProviderFinder.tsx`,
    from: "window.location.assign(`/sign-in/${found.slug}${query}`);",
    to: "window.location.assign(`/sign-in/${found.slug}${query}&email=${encodeURIComponent(typed)}`);",
    test: `${journeys}/provider-routing.spec.ts`,
    journey: "an email domain leads to its provider, with its parameters, and the address is not sent",
  },
  {
    threat: "A test sign-in stores something about the person who tests",
    file: `${web}/sign-in/try-out/test-sign-in.ts`,
    from: "if (by !== run.holder || shown.has(run.id)) return null;",
    to: "if (shown.has(run.id)) return null;",
    test: `${journeys}/provider-test.spec.ts`,
    journey: "a test is shown only in the session that began it",
  },
  {
    threat: "A test sign-in stores something about the person who tests",
    file: `${web}/sign-in/try-out/test-sign-in.ts`,
    from: "if (by !== run.holder || shown.has(run.id)) return null;",
    to: "if (by !== run.holder) return null;",
    test: `${journeys}/provider-test.spec.ts`,
    journey: "a test shows each step, the raw claims, what is mapped and what would be asked",
  },
  {
    threat: "A claim or a purpose contains a script",
    file: `${web}/sign-in/components/ConsentItem.tsx`,
    from: "<bdi>{state?.value}</bdi>",
    to: '<bdi dangerouslySetInnerHTML={{ __html: state?.value ?? "" }} />',
    test: `${journeys}/attacks.spec.ts`,
    journey: "script, bidi controls and very long values are shown as text and break nothing",
  },
  {
    threat: "A claim or a purpose contains a script",
    file: `${web}/platform/front/page-headers.ts`,
    from: "'nonce-${nonce}' 'strict-dynamic'",
    to: "'unsafe-inline'",
    test: `${journeys}/attacks.spec.ts`,
    journey: "the headers of a page restrict scripts, frames and referrers",
  },
  {
    threat: "What an administrator searches for is in an address or a log",
    file: `${web}/features/users/actions.ts`,
    from: "redirect(usersPath({ ...query, search: search.value }));",
    to: 'redirect(`${usersPath({ ...query, search: search.value })}&text=${encodeURIComponent(String(data.get("text")))}`);',
    test: `${journeys}/users.spec.ts`,
    journey: "a person is found by a value, and the value is not in an address, a log or a header",
  },
  {
    threat: "Requests from other sites",
    file: `${web}/platform/action.ts`,
    from: 'if (!(await fromOurPages())) return { ok: false, code: "not-allowed" };',
    to: "",
    test: `${journeys}/posts-refuse.spec.ts`,
    journey: "a sign-out that is not from our pages is refused, and the session continues",
  },
  {
    threat: "Malformed requests that no browser sends",
    file: "apps/web/edge.mjs",
    from: 'isMalformed(request) ? /** @type {const} */ ([400, "Bad request"]) : tooLarge(request);',
    to: "tooLarge(request);",
    test: `${journeys}/edge.spec.ts`,
    journey: "is a bad request, and no part of it is repeated or logged",
  },
  {
    threat: "One request makes the app request itself forever",
    file: `${web}/platform/front/front.ts`,
    from: "if (status !== undefined) response.statusCode = status;",
    to: `if (status !== undefined) {
    await fetch(new URL(request.url ?? "/", \`http://\${request.headers.host}\`)).catch(() => null);
    response.statusCode = status;
  }`,
    test: `${journeys}/edge.spec.ts`,
    journey: "pages with a status are answered by the app itself, once, for any HOST",
  },
  {
    threat: "Two builds behind one address refuse each other's forms",
    file: `${web}/platform/front/front.ts`,
    from: "const stale = await staleFormDocument(request, seen, nonce);",
    to: "const stale = null as string | null;",
    test: `${journeys}/cluster.spec.ts`,
    journey: "a form of an older page keeps what was typed and says what to do, without a script",
  },
  {
    threat: "Forged Host header",
    file: `${web}/platform/env.ts`,
    from: 'process.env["AUTH_URL"] = current.origin;',
    to: 'delete process.env["AUTH_URL"];',
    test: `${journeys}/posts-refuse.spec.ts`,
    journey: "a forged Host header changes no address",
  },
  {
    threat: "Clickjacking, content sniffing, referrers",
    file: `${web}/platform/front/page-headers.ts`,
    from: "    ...fixedHeaders,",
    to: "",
    test: `${journeys}/attacks.spec.ts`,
    journey: "the headers of a page restrict scripts, frames and referrers",
  },
];
