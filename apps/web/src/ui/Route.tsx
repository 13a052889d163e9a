interface RouteStop {
  /** "filled": the values are stored. "here": they are waiting. "empty": none, or not yet. "cut": deleted. */
  readonly state: "filled" | "here" | "empty" | "cut";
  readonly name: string;
  readonly text: string;
}

interface RouteProps {
  readonly label: string;
  readonly stops: readonly RouteStop[];
  /** Shows what will happen; nothing has happened yet. */
  readonly plan?: boolean;
}

const dots = {
  filled: "size-3 rounded-full bg-text",
  here: "size-4.5 rounded-4 border-2 border-accent bg-surface ring-4 ring-accent-soft",
  empty: "size-3 rounded-full border-2 border-control",
  cut: "clip-cross size-3.5 bg-text",
} as const;

/** Where the values are now: provider, browser, organisation. */
export function Route({ label, stops, plan }: RouteProps) {
  return (
    <ol className="not-first:mt-8" aria-label={label}>
      {stops.map(({ state, name, text }, at) => {
        const dotted = plan || state === "here" || state === "cut";
        return (
          <li key={name} className="relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-4 not-last:pb-4">
            <i className="row-span-2 grid size-6 place-items-center">
              <i className={`forced-color-adjust-none ${dots[state]}`} />
            </i>
            <b className="font-medium">{name}</b>
            <span className="text-14 text-muted">{text}</span>
            {at < stops.length - 1 && (
              <i
                className={`absolute start-[calc(0.75rem-1px)] bottom-0 border-s-2 ${dotted ? "top-7 border-dotted border-control" : "top-6 border-text"}`}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
