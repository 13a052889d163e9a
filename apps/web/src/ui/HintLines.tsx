import { Icon, type IconName } from "@/ui/Icon";

export interface HintLine {
  readonly icon: IconName;
  readonly tone: "warning" | "danger" | "success" | "muted";
  readonly title: string;
  readonly text?: string;
}

/** Hints, one on each line. */
export function HintLines({ lines }: { readonly lines: readonly HintLine[] }) {
  return (
    <ul className="mt-2">
      {lines.map(({ icon, tone, title, text }) => (
        <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2 border-t border-border py-2" key={title}>
          <Icon name={icon} tone={tone} className="mt-0.5" />
          <div>
            {title}
            {text && <p className="text-muted">{text}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
