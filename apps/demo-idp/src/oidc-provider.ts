// The library prints "Unsupported runtime" on releases of Node.js without long-term support. They work, and the line
// would only worry people who start the demonstration, so it is left out. Everything else is printed.
const { warn } = console;
console.warn = (...values: unknown[]) => {
  if (!String(values[0]).includes("Unsupported runtime")) warn(...values);
};
const library = await import("oidc-provider");
console.warn = warn;

export const { Provider, interactionPolicy } = library;
export type Provider = InstanceType<typeof Provider>;
