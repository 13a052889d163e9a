interface RouteStop {
  /** Filled: is there. Here: held. Empty: not yet, or nothing. Cut: deleted. */
  readonly state: "filled" | "here" | "empty" | "cut";
  readonly name: string;
  readonly text: string;
}

interface RouteProps {
  readonly label: string;
  readonly stops: readonly RouteStop[];
  /** A plan says what will happen: nothing is anywhere yet. */
  readonly plan?: boolean;
}

/** Where the details are right now: provider, browser, organisation. */
export function Route({ label, stops, plan }: RouteProps) {
  return (
    <ol className={plan ? "route route-plan" : "route"} aria-label={label}>
      {stops.map(({ state, name, text }) => (
        <li key={name} className={state === "filled" ? undefined : state}>
          <i className="stop" />
          <b>{name}</b>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
