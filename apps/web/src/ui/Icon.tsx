const paths = {
  alert: "M10 3.5 17.5 16.5h-15ZM10 8.5v3.5M10 14.2v.1",
  applications: "M3.5 3.5h5v5h-5ZM11.5 3.5h5v5h-5ZM3.5 11.5h5v5h-5ZM11.5 11.5h5v5h-5Z",
  attributes: "M3.5 4.5v5.2l7.3 7.3 5.7-5.7-7.3-7.3H4a.5.5 0 0 0-.5.5ZM7 7.4v.1",
  audit: "M5 3.5h7l3 3v10H5ZM12 3.5v3h3M7.5 10h5M7.5 13h5",
  back: "M12 5.5 7.5 10l4.5 4.5",
  check: "m4.5 10.5 4 4 7-8.5",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 6v4.2l2.8 1.6",
  close: "m5.5 5.5 9 9m0-9-9 9",
  copy: "M7.5 7.5h8v9h-8ZM12.5 7.5v-4h-8v9h3",
  desktop: "M4 4h12a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM7.5 16.5h5M10 13.5v3",
  down: "M10 4v11.5M5.5 11l4.5 4.5 4.5-4.5",
  fold: "m8 5.5 4.5 4.5L8 14.5",
  globe: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM3 10h14M10 3c4 4.2 4 9.8 0 14-4-4.2-4-9.8 0-14Z",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 9.3V14M10 6.3v.1",
  key: "M6.8 9.9a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6ZM9.2 10.8 16 4m-2.8 2.8L15.5 9",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9",
  minus: "M5 10h10",
  onward: "M4 10h11.5M11 5.5l4.5 4.5-4.5 4.5",
  open: "M5.5 8 10 12.5 14.5 8",
  overview: "M4 16.5v-5M10 16.5v-13M16 16.5v-9",
  phone:
    "M7.5 3h5A1.5 1.5 0 0 1 14 4.5v11a1.5 1.5 0 0 1-1.5 1.5h-5A1.5 1.5 0 0 1 6 15.5v-11A1.5 1.5 0 0 1 7.5 3ZM9.3 14.4h1.4",
  plus: "M10 4.5v11M4.5 10h11",
  print:
    "M6 7V3.5h8V7M6 14H4.5A1.5 1.5 0 0 1 3 12.5v-4A1.5 1.5 0 0 1 4.5 7h11A1.5 1.5 0 0 1 17 8.5v4a1.5 1.5 0 0 1-1.5 1.5H14M6 11.5h8v5H6Z",
  purposes: "M5.5 3.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2ZM6.8 10.2l2.4 2.4 4.2-5",
  records: "M7 5h9.5M7 10h9.5M7 15h9.5M3.7 5v.1M3.7 10v.1M3.7 15v.1",
  resident: "M3 7.8 10 4l7 3.8ZM5.5 8v6M10 8v6M14.5 8v6M3.5 16.5h13",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4ZM12.8 12.8l3.7 3.7",
  settings:
    "M4 6h7M15 6h1M4 14h1M9 14h7M13 4.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6ZM7 12.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z",
  signOut: "M8 4H4.5v12H8M12 6.5l3.5 3.5-3.5 3.5M15.5 10H8",
  up: "M10 16V4.5M5.5 9 10 4.5 14.5 9",
  users:
    "M7.5 4.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.5 16c.4-2.8 2.3-4.3 5-4.3s4.6 1.5 5 4.3M13 4.5a2.8 2.8 0 0 1 0 5M14.8 12c1.5.6 2.4 2 2.7 4",
} as const;

export type IconName = keyof typeof paths;

/** Arrows that point in reading direction are mirrored in right-to-left languages. */
const directed: ReadonlySet<IconName> = new Set(["back", "fold", "onward"]);

interface IconProps {
  readonly name: IconName;
  readonly small?: boolean;
  readonly tone?: keyof typeof tones;
  readonly className?: string;
}

const tones = {
  warning: "text-warning",
  danger: "text-danger",
  success: "text-success",
  muted: "text-muted",
} as const;

/** A picture beside text that says the same, so it has no accessible name. */
export function Icon({ name, small, tone, className }: IconProps) {
  const classes = ["icon", small && "icon-s", directed.has(name) && "icon-dir", tone && tones[tone], className];
  return (
    <svg className={classes.filter(Boolean).join(" ")} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
