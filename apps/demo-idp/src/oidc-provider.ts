// The library prints "Unsupported runtime" when it is loaded on Node.js 20. This project runs and tests it there, and
// the line would only worry whoever starts the demonstration, so that one line is left out. Everything else is printed.
const { warn } = console;
console.warn = (...values: unknown[]) => {
  if (!String(values[0]).includes("Unsupported runtime")) warn(...values);
};
const library = await import("oidc-provider");
console.warn = warn;

export const { Provider, interactionPolicy } = library;
export type Provider = InstanceType<typeof Provider>;
